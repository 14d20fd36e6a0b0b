import { dayOf } from '../../devices/calendar/local-date.ts';
import type { Supply, Tariffs } from '../../devices/tariff.ts';
import { type CarbonFactors, carbonOf, costOf } from './cost.ts';

/** What some meters of one supply counted, a value a local day; null where nothing is known. */
export interface SupplyHistory {
  readonly supply: Supply;
  readonly meters: number;
  /** days since 1970-01-01 of the local calendar */
  readonly firstDay: number;
  /** kWh of electricity and heat, m³ of water and gas */
  readonly amounts: readonly (number | null)[];
  /** the same as kWh; of gas by the coefficients of its months, null where one lacks; empty for water */
  readonly kWh: readonly (number | null)[];
  /** € that invoices ask for a day, subscription included; absent where there are none */
  readonly billed?: readonly (number | null)[];
  /** by whom each day is told, a sum of `source`s; absent where meters that speak tell all */
  readonly sources?: readonly number[];
}

/** Who tells a day: a meter that speaks, an index that somebody read, an invoice. */
export const source = { sensor: 1, index: 2, invoice: 4 } as const;
export type SourceName = keyof typeof source;

/** Local days, `from` ≤ day < `to`, since 1970-01-01. */
export interface Days {
  readonly from: number;
  readonly to: number;
}

/** What was used in some days. */
export interface Use {
  /** kWh of electricity and heat, m³ of water and gas; null where no day is known */
  readonly amount: number | null;
  readonly kWh: number | null;
  /** with taxes and the share of the subscription; null where a price or a coefficient lacks */
  readonly euros: number | null;
  readonly kgCo2e: number | null;
  /** days of which nothing is known */
  readonly missing: number;
  /** by whom the days are told */
  readonly sources: readonly SourceName[];
}

/** The use of these days, at each day's own price. */
export function useOf(
  history: SupplyHistory,
  days: Days,
  { tariffs, factors }: { readonly tariffs: Tariffs; readonly factors: CarbonFactors },
): Use {
  const isWater = history.supply === 'water';
  const amounts = valuesOf(history.amounts, history, days);
  const energy = isWater ? amounts : valuesOf(history.kWh, history, days);
  const billed = valuesOf(history.billed ?? [], history, days);
  const known = amounts.map((value, at) => value !== null || (energy[at] ?? null) !== null);
  const count = known.filter(Boolean).length;
  /** a day of gas without its coefficient has m³ and no kWh, one of an invoice in kWh no m³: a sum over the others would lie */
  const whole = (values: readonly (number | null)[]) =>
    count > 0 && values.every((value, at) => value !== null || known[at] === false);
  const kWh = !isWater && whole(energy) ? sum(energy.map((value) => value ?? 0)) : null;
  return {
    amount: whole(amounts) ? sum(amounts.map((value) => value ?? 0)) : null,
    kWh,
    euros: count === 0 ? null : eurosOf(),
    kgCo2e: kWh === null ? null : (carbonOf(history.supply, kWh, factors) ?? null),
    missing: amounts.length - count,
    sources: sourcesOf(history, days, known),
  };

  /** Days that an invoice covers cost what it asks, the others what the tariff says. */
  function eurosOf(): number | null {
    const paid = sum(billed.map((value) => value ?? 0));
    const left = known.flatMap((isKnown, at) => (isKnown && billed[at] === null ? [at] : []));
    if (left.length === 0) return paid;
    if (left.some((at) => energy[at] === null)) return null;
    const dated = energy.flatMap((value, at) =>
      billed[at] === null ? [{ date: dayOf(days.from + at), amount: value ?? 0 }] : [],
    );
    const cost = costOf({ supply: history.supply, days: dated, meters: history.meters }, tariffs);
    return cost === undefined ? null : paid + cost;
  }
}

/** The use of several places as one: their euros add up, each by its own invoices and tariff. */
export function useOfAll(
  histories: readonly SupplyHistory[],
  days: Days,
  counting: { readonly tariffs: Tariffs; readonly factors: CarbonFactors },
): Use | undefined {
  const [only] = histories;
  if (only === undefined) return undefined;
  if (histories.length === 1) return useOf(only, days, counting);
  // a year has thirteen months to count: each joins its own days alone
  const joint = together(histories.map((history) => within(history, days)));
  if (joint === undefined) return undefined;
  const use = useOf(joint, days, counting);
  const parts = histories
    .map((history) => useOf(history, days, counting))
    .filter(({ amount, kWh, missing }) => amount !== null || kWh !== null || missing < days.to - days.from);
  const euros = parts.reduce<number | null>(
    (total, part) => (total === null || part.euros === null ? null : total + part.euros),
    0,
  );
  return { ...use, euros: parts.length === 0 ? null : euros };
}

function sourcesOf(history: SupplyHistory, days: Days, known: readonly boolean[]): SourceName[] {
  let all = 0;
  for (const [at, isKnown] of known.entries()) {
    if (isKnown) all |= history.sources?.[days.from + at - history.firstDay] ?? source.sensor;
  }
  return (['sensor', 'index', 'invoice'] as const).filter((name) => (all & source[name]) !== 0);
}

/** What meters that speak tell, and on the days on which they are silent what was typed; the euros of invoices on all of them. */
export function filledIn(
  measured: SupplyHistory | undefined,
  typed: SupplyHistory | undefined,
): SupplyHistory | undefined {
  if (measured === undefined || typed === undefined) return measured ?? typed;
  const speaks = measured.amounts.map((value) => value !== null);
  const chosen = (own: readonly (number | null)[], other: readonly (number | null)[]) =>
    speaks.map((isMeasured, at) => (isMeasured ? (own[at] ?? null) : (other[at] ?? null)));
  return {
    ...measured,
    amounts: chosen(measured.amounts, typed.amounts),
    kWh: measured.supply === 'water' ? [] : chosen(measured.kWh, typed.kWh),
    ...(typed.billed !== undefined && { billed: typed.billed }),
    sources: speaks.map((isMeasured, at) =>
      isMeasured
        ? source.sensor | ((typed.billed?.[at] ?? null) === null ? 0 : source.invoice)
        : (typed.sources?.[at] ?? 0),
    ),
  };
}

/** What is compared: the amounts, or kWh of gas where invoices give no m³. */
export function comparedOf(history: SupplyHistory): readonly (number | null)[] {
  const lacks =
    history.supply === 'gas' && history.kWh.some((value, at) => value !== null && history.amounts[at] === null);
  return lacks ? history.kWh : history.amounts;
}

/** Several meters of one supply as one: a day is known where at least one knows it. Firsts and lengths are the same. */
export function together(histories: readonly SupplyHistory[]): SupplyHistory | undefined {
  const [first] = histories;
  if (first === undefined) return undefined;
  const added = (of: (history: SupplyHistory) => readonly (number | null)[]) =>
    of(first).map((_, at) => {
      const known = histories.map((history) => of(history)[at] ?? null).filter((value) => value !== null);
      return known.length === 0 ? null : sum(known);
    });
  const kWh = added((history) => history.kWh).map((value, at) => {
    const lacks = histories.some(
      (history) => (history.kWh[at] ?? null) === null && (history.amounts[at] ?? null) !== null,
    );
    return lacks ? null : value;
  });
  const { supply, firstDay } = first;
  // an invoice in kWh tells no m³: what the others counted is not the whole
  const amounts = added((history) => history.amounts).map((value, at) => {
    const lacks = histories.some(
      (history) => (history.amounts[at] ?? null) === null && (history.kWh[at] ?? null) !== null,
    );
    return lacks ? null : value;
  });
  const sources = amounts.map((_, at) =>
    histories.reduce((all, history) => all | (history.sources?.[at] ?? heard(history, at)), 0),
  );
  return {
    ...{ supply, firstDay, amounts, sources },
    meters: histories.reduce((count, { meters }) => count + meters, 0),
    kWh: supply === 'water' ? [] : kWh,
  };
}

function heard({ amounts }: SupplyHistory, at: number): number {
  return (amounts[at] ?? null) === null ? 0 : source.sensor;
}

/** The same date a year earlier; 29 February is 1 March there. */
export function aYearBefore(day: number): number {
  const date = new Date(day * 86_400_000);
  return Math.round(Date.UTC(date.getUTCFullYear() - 1, date.getUTCMonth(), date.getUTCDate()) / 86_400_000);
}

/** The first day of a month `2026-11` and of the next one. */
export function daysOfMonth(month: string): Days {
  const [year, number] = month.split('-').map(Number);
  const first = (at: number) => Math.round(Date.UTC(year ?? 0, at, 1) / 86_400_000);
  return { from: first((number ?? 1) - 1), to: first(number ?? 1) };
}

/** The month `2026-11` so many months after another. */
export function addMonths(month: string, count: number): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year ?? 0, (number ?? 1) - 1 + count, 1)).toISOString().slice(0, 7);
}

/** The month of a day. */
export function monthOfDay(day: number): string {
  return dayOf(day).slice(0, 7);
}

/** The values of these days; null before the first and after the last. */
export function valuesOf(
  values: readonly (number | null)[],
  { firstDay }: Pick<SupplyHistory, 'firstDay'>,
  { from, to }: Days,
): (number | null)[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => values[from + at - firstDay] ?? null);
}

/** What a history says of these days alone. */
function within(history: SupplyHistory, days: Days): SupplyHistory {
  const of = (values: readonly (number | null)[]) => valuesOf(values, history, days);
  const { billed, sources } = history;
  return {
    ...history,
    firstDay: days.from,
    amounts: of(history.amounts),
    kWh: of(history.kWh),
    ...(billed !== undefined && { billed: of(billed) }),
    ...(sources !== undefined && { sources: of(sources).map((by) => by ?? 0) }),
  };
}

/** In the order given. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
