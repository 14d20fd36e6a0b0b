import { dayNumber, dayOf } from '../../../devices/calendar/local-date.ts';
import { type Supply, supplies } from '../../../devices/tariff.ts';
import { type Days, type SupplyHistory, source } from '../energy-history.ts';
import type { JudgedEntry } from './judge-entries.ts';

type Values = (number | null)[];

interface Spread {
  /** in the unit in which it was typed */
  readonly kWh: Values;
  readonly m3: Values;
  readonly billed: Values;
  readonly sources: number[];
}

/**
 * What typed entries tell of each local day, a history a supply: an index counts by day from the index before it, an invoice
 * from its first to its last day. Where a meter has both, its indexes tell the amount and its invoices the euros.
 * `gas` is kWh a m³ by month.
 */
export function spreadEntries(
  judged: readonly JudgedEntry[],
  days: Days,
  gas: Readonly<Record<string, number>>,
): SupplyHistory[] {
  const counted = judged.filter(({ counts }) => counts).map(({ entry }) => entry);
  return supplies.flatMap((supply) => {
    const meters = new Map<string, Spread>();
    const own = counted.filter((entry) => entry.supply === supply);
    if (own.length === 0) return [];
    for (const { meter } of own) if (!meters.has(meter)) meters.set(meter, spreadMeter(own, meter, days));
    return [asHistory(supply, [...meters.values()], days, gas)];
  });
}

function spreadMeter(all: readonly JudgedEntry['entry'][], meter: string, days: Days): Spread {
  const length = days.to - days.from;
  const empty = (): Values => Array.from({ length }, () => null);
  const spread: Spread = { kWh: empty(), m3: empty(), billed: empty(), sources: Array.from({ length }, () => 0) };
  const own = all.filter((entry) => entry.meter === meter);
  const invoices = own.filter((entry) => entry.is === 'invoice');
  const beginnings = new Set(invoices.map(({ from }) => from));
  for (const { from, to, amount, euros, unit } of invoices) {
    const first = dayNumber(from);
    // the day of reading that the next invoice begins with is the next one's
    const end = to !== from && beginnings.has(to) ? dayNumber(to) : dayNumber(to) + 1;
    for (let day = Math.max(first, days.from); day < Math.min(end, days.to); day++) {
      const at = day - days.from;
      spread.kWh[at] = unit === 'kWh' ? amount / (end - first) : null;
      spread.m3[at] = unit === 'm3' ? amount / (end - first) : null;
      spread.billed[at] = euros === null ? null : euros / (end - first);
      spread.sources[at] = source.invoice;
    }
  }
  const indexes = own.filter((entry) => entry.is === 'index');
  for (const [at, { date, index, unit }] of indexes.entries()) {
    const before = indexes[at - 1];
    if (before === undefined || index < before.index) continue; // a meter that was replaced: what it counted is not known
    const [first, end] = [dayNumber(before.date), dayNumber(date)];
    const perDay = (index - before.index) / (end - first);
    for (let day = Math.max(first, days.from); day < Math.min(end, days.to); day++) {
      const place = day - days.from;
      // of gas an index tells m³, and the invoice of the same days their kWh
      spread[unit][place] = perDay;
      spread.sources[place] = (spread.billed[place] === null ? 0 : source.invoice) | source.index;
    }
  }
  return spread;
}

function asHistory(
  supply: Supply,
  meters: readonly Spread[],
  days: Days,
  gas: Readonly<Record<string, number>>,
): SupplyHistory {
  const length = days.to - days.from;
  const amounts: Values = Array.from({ length }, () => null);
  const kWh: Values = Array.from({ length }, () => null);
  const billed: Values = Array.from({ length }, () => null);
  const sources = Array.from({ length }, () => 0);
  for (let at = 0; at < length; at++) {
    const known = meters.filter(({ sources: of }) => of[at] !== 0);
    if (known.length === 0) continue;
    sources[at] = known.reduce((all, of) => all | (of.sources[at] ?? 0), 0);
    const coefficient = gas[dayOf(days.from + at).slice(0, 7)];
    const inM3 = known.map((of) => of.m3[at] ?? over(of.kWh[at] ?? null, coefficient));
    const inKWh = known.map((of) => of.kWh[at] ?? times(of.m3[at] ?? null, coefficient));
    if (supply === 'water') amounts[at] = whole(inM3);
    else if (supply === 'gas') [amounts[at], kWh[at]] = [whole(inM3), whole(inKWh)];
    else amounts[at] = kWh[at] = whole(inKWh);
    billed[at] = whole(known.map((of) => of.billed[at] ?? null));
  }
  return {
    supply,
    meters: meters.length,
    firstDay: days.from,
    amounts,
    kWh: supply === 'water' ? [] : kWh,
    billed,
    sources,
  };
}

/** The sum where every part is known. */
function whole(parts: Values): number | null {
  return parts.reduce<number | null>((sum, part) => (sum === null || part === null ? null : sum + part), 0);
}

function times(value: number | null, by: number | undefined): number | null {
  return value === null || by === undefined ? null : value * by;
}

function over(value: number | null, by: number | undefined): number | null {
  return value === null || by === undefined ? null : value / by;
}
