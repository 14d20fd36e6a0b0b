import { dayNumber } from '../../../devices/calendar/local-date.ts';
import type { Zone } from '../../../devices/calendar/local-time.ts';
import type { Supply } from '../../../devices/tariff.ts';
import { judgeEntries } from '../../../gateway/calculate/meter-entries/judge-entries.ts';
import type { Periods, Rows } from '../../../gateway/calculate/savings/periods-of.ts';
import { periodsOf } from '../../../gateway/calculate/savings/periods-of.ts';
import type { EntryUnit, MeterEntry } from '../../../gateway/domain/meter-entry.ts';

/** Indexes read more often than this stand for no bill of their own (CalTRACK 2.2: a bill has 25 days or more). */
const leastDays = 27;

interface Bill {
  readonly from: number;
  /** the first day after it */
  readonly end: number;
  readonly amount: number;
}

/**
 * What was typed of a supply as the bills of the billing method, with the temperatures of their days, and in which unit; a reason
 * where they are none. `warmth` is the mean of local days, °C.
 */
export function billsOf(
  entries: readonly MeterEntry[],
  of: { readonly supply: Supply; readonly zone: Zone; readonly warmth: ReadonlyMap<number, number> },
): { readonly periods: Periods | string; readonly unit: EntryUnit } {
  const counted = judgeEntries(entries)
    .filter(({ counts, entry }) => counts && entry.supply === of.supply)
    .map(({ entry }) => entry);
  const invoices = counted.filter((entry) => entry.is === 'invoice');
  const unit = invoices.length > 0 ? mostOf(invoices) : (counted[0]?.unit ?? 'kWh');
  const perMeter = [...new Set(counted.map(({ meter }) => meter))].map((meter) =>
    billsOfMeter(counted.filter((entry) => entry.meter === meter && entry.unit === unit)),
  );
  const bills = summed(perMeter);
  const days = [...of.warmth.keys()].sort((a, b) => a - b);
  const periods = periodsOf({
    use: rowsOf(bills, of.zone),
    temperature: {
      times: days.map((day) => of.zone.dayStart(day)),
      values: days.map((day) => of.warmth.get(day) ?? Number.NaN),
    },
    zone: of.zone,
    // a zero of a bill is what it says
    zeroIsMissing: false,
  });
  return { periods, unit };
}

function mostOf(entries: readonly MeterEntry[]): EntryUnit {
  const kWh = entries.filter(({ unit }) => unit === 'kWh').length;
  return kWh * 2 >= entries.length ? 'kWh' : 'm3';
}

/** By invoices or by indexes, whichever tells more days. */
function billsOfMeter(entries: readonly MeterEntry[]): Bill[] {
  const billed: Bill[] = [];
  const read: Bill[] = [];
  let before: { readonly day: number; readonly index: number } | undefined;
  for (const entry of entries) {
    if (entry.is === 'invoice') {
      const from = Math.max(dayNumber(entry.from), billed.at(-1)?.end ?? 0);
      const end = dayNumber(entry.to) + 1;
      if (end > from) billed.push({ from, end, amount: entry.amount });
      continue;
    }
    const day = dayNumber(entry.date);
    if (before !== undefined && entry.index >= before.index) {
      if (day - before.day < leastDays) continue;
      read.push({ from: before.day, end: day, amount: entry.index - before.index });
    }
    before = { day, index: entry.index };
  }
  const days = (bills: readonly Bill[]) => bills.reduce((sum, { from, end }) => sum + end - from, 0);
  return days(billed) >= days(read) ? billed : read;
}

/** Of several meters those times alone that all of them tell. */
function summed(meters: readonly (readonly Bill[])[]): Bill[] {
  const [first = [], ...others] = meters;
  return first.flatMap((bill) => {
    const same = others.map((bills) => bills.find(({ from, end }) => from === bill.from && end === bill.end));
    if (same.some((one) => one === undefined)) return [];
    return [{ ...bill, amount: same.reduce((sum, one) => sum + (one?.amount ?? 0), bill.amount) }];
  });
}

function rowsOf(bills: readonly Bill[], zone: Zone): Rows {
  const times: number[] = [];
  const values: number[] = [];
  for (const [at, { from, end, amount }] of bills.entries()) {
    times.push(zone.dayStart(from));
    values.push(amount);
    if (bills[at + 1]?.from === end) continue;
    // nothing is known from here on
    times.push(zone.dayStart(end));
    values.push(Number.NaN);
  }
  return { times, values };
}
