import type { ModelQuality } from './model-quality.ts';
import { studentT } from './student.ts';

/** The polynomials in the months of the reporting time, of Sun and Baltazar (2013) as CalTRACK 4.3 prints them. */
const polynomials = {
  daily: [-0.00024, 0.03535, 1.00286],
  billing: [-0.00022, 0.03306, 0.94054],
} as const;

export interface UncertaintyOf {
  readonly quality: Pick<ModelQuality, 'periods' | 'parameters' | 'cvRmse' | 'autocorrelation'>;
  /** periods of the reporting time, and the months it lasts */
  readonly reportingPeriods: number;
  readonly months: number;
  /** saving ÷ what the model expects */
  readonly share: number;
  /** two-sided, 0.9 for 90 % */
  readonly confidence: number;
  readonly isBilling: boolean;
}

/**
 * The fractional savings uncertainty of one site (ASHRAE Guideline 14 with the autocorrelation of CalTRACK 4.3): 0.5 says
 * that the saving is known to ± half of itself.
 */
export function savingsUncertainty(of: UncertaintyOf): number {
  const { quality, reportingPeriods, months, share, confidence, isBilling } = of;
  const { periods, parameters, cvRmse } = quality;
  // one that would promise more certainty than independent days is taken for chance
  const autocorrelation = Math.max(0, quality.autocorrelation);
  const independent = (periods * (1 - autocorrelation)) / (1 + autocorrelation);
  const [a, b, d] = polynomials[isBilling ? 'billing' : 'daily'];
  const t = studentT(confidence, periods - parameters);
  const noise = cvRmse * Math.sqrt(((periods / independent) * (1 + 2 / independent)) / reportingPeriods);
  return (t * (a * months ** 2 + b * months + d) * noise) / Math.abs(share);
}
