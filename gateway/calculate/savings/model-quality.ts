import { type DegreeModel, expectedUse } from './degree-model.ts';
import type { Period } from './period.ts';

/** How well a model tells the periods that it was made from; all by the use of a day. */
export interface ModelQuality {
  readonly periods: number;
  /** intercept and slopes */
  readonly parameters: number;
  readonly adjustedR2: number;
  /** √(Σ(U − Û)² / (P − c)) / mean(U), c parameters */
  readonly cvRmse: number;
  /** Σ(U − Û) / (P · mean(U)) */
  readonly nmbe: number;
  /** RMSE divided by the interquartile range of the use */
  readonly pnRmse: number;
  /** lag-1 autocorrelation of the residuals */
  readonly autocorrelation: number;
}

/** Judges a model by complete periods in the order of time, more of them than it has parameters. */
export function qualityOf(model: DegreeModel, periods: readonly Period[]): ModelQuality {
  const parameters = 1 + Number(model.heating !== undefined) + Number(model.cooling !== undefined);
  const use = periods.map((period) => period.use / period.days);
  const residuals = periods.map((period) => (period.use - expectedUse(model, period)) / period.days);
  const mean = sum(use) / use.length;
  const squares = sum(residuals.map((residual) => residual ** 2));
  const rmse = Math.sqrt(squares / (periods.length - parameters));
  const sorted = use.toSorted((a, b) => a - b);
  return {
    periods: periods.length,
    parameters,
    adjustedR2: model.adjustedR2,
    cvRmse: rmse / mean,
    nmbe: sum(residuals) / (periods.length * mean),
    pnRmse: rmse / (quantile(sorted, 0.75) - quantile(sorted, 0.25)),
    autocorrelation: autocorrelation(residuals),
  };
}

/** Linear between the two neighbours; `sorted` ascending and not empty. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN];
  return below + (above - below) * (at - Math.floor(at));
}

function autocorrelation(residuals: readonly number[]): number {
  const mean = sum(residuals) / residuals.length;
  let [together, alone] = [0, 0];
  for (const [at, residual] of residuals.entries()) {
    alone += (residual - mean) ** 2;
    const next = residuals[at + 1];
    if (next !== undefined) together += (residual - mean) * (next - mean);
  }
  return alone === 0 ? 0 : together / alone;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
