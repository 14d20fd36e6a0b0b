import { aYearBefore, comparedOf, type Days, type SupplyHistory, source, sum, valuesOf } from './energy-history.ts';
import { expectedUse, fitDegreeModel } from './savings/degree-model.ts';
import type { Period } from './savings/period.ts';

/** A tenth of the days may lack on either side of a comparison. */
const mayLack = 0.1;

/** By how much more (0.08 for 8 %) or less was used than on the same dates of the year before; null where too little is known. */
export function againstLastYear(history: SupplyHistory, days: Days): number | null {
  const before = { from: aYearBefore(days.from), to: aYearBefore(days.to) };
  const [now, then] = [days, before].map((span) => {
    const values = valuesOf(wholeDays(comparedOf(history), history), history, span);
    const known = values.filter((value) => value !== null);
    return known.length === 0 || values.length - known.length > mayLack * values.length
      ? undefined
      : sum(known) / known.length;
  });
  if (now === undefined || then === undefined || then <= 0) return null;
  return now / then - 1;
}

/** A meter begins to speak at some hour: its first day is used and paid, and is no day to compare with. */
function wholeDays(values: readonly (number | null)[], { sources }: SupplyHistory): readonly (number | null)[] {
  const first = values.findIndex((value) => value !== null);
  // what was there before the history begins did not begin with it, and what is typed is spread over whole days
  if (first <= 0 || ((sources?.[first] ?? source.sensor) & source.sensor) === 0) return values;
  return values.with(first, null);
}

/** What the weather of these days would have made the building of the twelve months before use. */
export interface WeatherComparison {
  /** kWh, or m³ of gas without coefficients */
  readonly expected: number;
  /** measured beside expected: −0.08 is 8 % less */
  readonly share: number;
  /** of the model that expects */
  readonly adjustedR2: number;
}

const daysOfBaseline = 365;
const leastOfBaseline = 300;
const leastDays = 5;
/** A building whose use follows the weather less than this has no weather to be corrected for. */
const leastR2 = 0.3;
/** A model that misses the same dates of its own year by more does not know this season: holidays that are no weather, a heating that begins late. */
const mostMissed = 0.2;

/**
 * Compares at equal weather: a model of the 365 days before (CalTRACK daily: base, heating and cooling by the day's mean
 * temperature) tells what these days would have used. Null for water, without enough days, where weather explains little, or
 * where the model does not know the season.
 * `warmth` is the mean outdoor temperature of local days, °C.
 */
export function atEqualWeather(
  history: SupplyHistory,
  days: Days,
  warmth: ReadonlyMap<number, number>,
): WeatherComparison | null {
  if (history.supply === 'water') return null;
  // what is spread over a month follows no day's weather
  const from = days.from - daysOfBaseline - history.firstDay;
  const told = history.sources?.slice(Math.max(0, from), days.to - history.firstDay) ?? [];
  if (told.some((by) => by !== 0 && (by & source.sensor) === 0)) return null;
  const periods = (span: Days): Period[] =>
    valuesOf(wholeDays(history.amounts, history), history, span).flatMap((use, at) => {
      const temperature = warmth.get(span.from + at);
      if (use === null || temperature === undefined) return [];
      const start = (span.from + at) * 86_400_000;
      return [{ start, end: start + 86_400_000, days: 1, use, temperatures: [temperature] }];
    });
  const before = periods({ from: days.from - daysOfBaseline, to: days.from });
  const now = periods(days);
  if (before.length < leastOfBaseline || now.length < Math.max(leastDays, (1 - mayLack) * (days.to - days.from))) {
    return null;
  }
  const model = fitDegreeModel(before, { unit: 'C', mayCool: history.supply === 'electricity', isBilling: false });
  if (model.adjustedR2 < leastR2) return null;
  const toldAndMeasured = (some: readonly Period[]) =>
    [sum(some.map((period) => expectedUse(model, period))), sum(some.map(({ use }) => use))] as const;
  const [known, was] = toldAndMeasured(periods({ from: aYearBefore(days.from), to: aYearBefore(days.to) }));
  if (known > 0 && Math.abs(was / known - 1) > mostMissed) return null;
  const [expected, measured] = toldAndMeasured(now);
  return expected <= 0 ? null : { expected, share: measured / expected - 1, adjustedR2: model.adjustedR2 };
}
