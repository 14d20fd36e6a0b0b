import type { Period } from './period.ts';

/** One side of the model: beyond `balance` (in the temperatures' unit) every degree-day costs `perDegreeDay`. */
export interface Slope {
  readonly balance: number;
  readonly perDegreeDay: number;
}

/** Use per day = base + heating · HDD + cooling · CDD (CalTRACK 2.0, section 3.3). */
export interface DegreeModel {
  /** a day, in the meter's unit */
  readonly base: number;
  readonly heating?: Slope;
  readonly cooling?: Slope;
  /** 1 − (SSres/(P − c − 1)) / (SStot/(P − 1)), c slopes; 0 without one */
  readonly adjustedR2: number;
}

export interface FitOptions {
  readonly unit: TemperatureUnit;
  /** a gas meter cools nothing */
  readonly mayCool: boolean;
  /** bills: weighted by their days, and few of them see the cold */
  readonly isBilling: boolean;
}

export type TemperatureUnit = 'C' | 'F';

/** CalTRACK 3.3.4: balance points from 30 to 90 °F, steps of at most 3 °F; each side 10 days and 20 degree-days (°F) a year. */
const grids = {
  F: { from: 30, to: 90, step: 1, leastDegreeDays: 20 },
  C: { from: -1, to: 32, step: 0.5, leastDegreeDays: 20 / 1.8 },
} as const;
const leastDays = 10;

/** One candidate side: the mean degree-days a day of every period. */
interface Side {
  readonly balance: number;
  readonly perDay: Float64Array;
  readonly mean: number;
  /** weighted sum of squares about the mean, and with the use */
  readonly square: number;
  readonly withUse: number;
}

/** The best model that qualifies (every slope and the base above zero), by adjusted R². Periods are complete. */
export function fitDegreeModel(periods: readonly Period[], options: FitOptions): DegreeModel {
  const use = Float64Array.from(periods, (period) => period.use / period.days);
  const weights = Float64Array.from(periods, (period) => (options.isBilling ? period.days : 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const meanUse = use.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0) / total;
  const spread = use.reduce((sum, value, at) => sum + (weights[at] ?? 0) * (value - meanUse) ** 2, 0);
  const sideAt = (balance: number, isHeating: boolean): Side => sideOf({ balance, isHeating, periods, use, weights });
  const balances = balancePoints(options.unit);
  const heating = balances.map((balance) => sideAt(balance, true)).filter(isFelt);
  const cooling = options.mayCool ? balances.map((balance) => sideAt(balance, false)).filter(isFelt) : [];

  // a day is either below one balance point or above the other, never both: thousands of pairs need no pass over the days
  const isDaily = periods.every(({ temperatures }) => temperatures.length === 1);
  const togetherOf = (one: Side, two: Side) => (isDaily ? -total * one.mean * two.mean : covariance(one, two, weights));

  let best: DegreeModel = { base: meanUse, adjustedR2: 0 };
  // a use that never changes has nothing to explain, but the dirt of binary fractions
  if (spread <= 1e-12 * total * meanUse ** 2) return best;
  for (const side of heating) consider([side], (slope = 0) => ({ heating: slopeOf(side, slope) }));
  for (const side of cooling) consider([side], (slope = 0) => ({ cooling: slopeOf(side, slope) }));
  for (const heat of heating) {
    for (const cool of cooling) {
      if (cool.balance < heat.balance) continue;
      consider([heat, cool], (warm = 0, cold = 0) => ({ heating: slopeOf(heat, warm), cooling: slopeOf(cool, cold) }));
    }
  }
  return best;

  function consider(sides: readonly Side[], parts: (...slopes: number[]) => Pick<DegreeModel, 'heating' | 'cooling'>) {
    const slopes = leastSquares(sides, togetherOf);
    if (slopes === undefined || slopes.some((slope) => slope <= 0)) return;
    const base = meanUse - sides.reduce((sum, side, at) => sum + side.mean * (slopes[at] ?? 0), 0);
    if (base <= 0) return;
    const left = spread - sides.reduce((sum, side, at) => sum + side.withUse * (slopes[at] ?? 0), 0);
    const free = periods.length - sides.length - 1;
    const adjustedR2 = 1 - left / free / (spread / (periods.length - 1));
    if (free > 0 && adjustedR2 > best.adjustedR2) best = { base, ...parts(...slopes), adjustedR2 };
  }

  function isFelt(side: Side): boolean {
    let [days, degreeDays] = [0, 0];
    for (let at = 0; at < periods.length; at++) {
      const perDay = side.perDay[at] ?? 0;
      if (perDay > 0) days++;
      degreeDays += perDay * (periods[at]?.days ?? 0);
    }
    return (options.isBilling || days >= leastDays) && degreeDays >= grids[options.unit].leastDegreeDays;
  }
}

function balancePoints(unit: TemperatureUnit): number[] {
  const { from, to, step } = grids[unit];
  return Array.from({ length: Math.round((to - from) / step) + 1 }, (_, at) => from + at * step);
}

/** What the model expects of a period, in the meter's unit; `temperatures` must not be empty. */
export function expectedUse(model: DegreeModel, { days, temperatures }: Pick<Period, 'days' | 'temperatures'>): number {
  const { base, heating, cooling } = model;
  const heat = heating === undefined ? 0 : heating.perDegreeDay * degreesPerDay(temperatures, heating.balance, true);
  const cool = cooling === undefined ? 0 : cooling.perDegreeDay * degreesPerDay(temperatures, cooling.balance, false);
  return days * (base + heat + cool);
}

function slopeOf(side: Side, perDegreeDay: number): Slope {
  return { balance: side.balance, perDegreeDay };
}

/** Degree-days of the mean day: each day by its own mean temperature. */
function degreesPerDay(temperatures: readonly number[], balance: number, isHeating: boolean): number {
  let sum = 0;
  for (const temperature of temperatures) {
    sum += Math.max(0, isHeating ? balance - temperature : temperature - balance);
  }
  return sum / temperatures.length;
}

function sideOf(of: {
  balance: number;
  isHeating: boolean;
  periods: readonly Period[];
  use: Float64Array;
  weights: Float64Array;
}): Side {
  const { balance, isHeating, periods, use, weights } = of;
  const perDay = new Float64Array(periods.length);
  for (let at = 0; at < periods.length; at++) {
    perDay[at] = degreesPerDay(periods[at]?.temperatures ?? [], balance, isHeating);
  }
  let [total, mean] = [0, 0];
  for (let at = 0; at < weights.length; at++) {
    const weight = weights[at] ?? 0;
    total += weight;
    mean += weight * (perDay[at] ?? 0);
  }
  mean /= total;
  let [square, withUse] = [0, 0];
  for (let at = 0; at < weights.length; at++) {
    const weight = weights[at] ?? 0;
    const away = (perDay[at] ?? 0) - mean;
    square += weight * away * away;
    withUse += weight * away * (use[at] ?? 0);
  }
  return { balance, perDay, mean, square, withUse };
}

/** Weighted least squares of one or two centred sides; undefined where they tell the same thing. */
function leastSquares([one, two]: readonly Side[], togetherOf: (one: Side, two: Side) => number): number[] | undefined {
  if (one === undefined || one.square === 0) return undefined;
  if (two === undefined) return [one.withUse / one.square];
  const both = togetherOf(one, two);
  const determinant = one.square * two.square - both * both;
  if (determinant <= 1e-9 * one.square * two.square) return undefined;
  return [
    (one.withUse * two.square - two.withUse * both) / determinant,
    (two.withUse * one.square - one.withUse * both) / determinant,
  ];
}

/** Weighted sum of the products of two sides about their means. */
function covariance(one: Side, two: Side, weights: Float64Array): number {
  let sum = 0;
  for (const [at, weight] of weights.entries()) {
    sum += weight * ((one.perDay[at] ?? 0) - one.mean) * ((two.perDay[at] ?? 0) - two.mean);
  }
  return sum;
}
