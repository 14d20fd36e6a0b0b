/** A day's lowest and highest outdoor temperature, °C. */
export interface DayExtremes {
  readonly low: number;
  readonly high: number;
}

/** `météo` takes the middle of the extremes; `professionals` is COSTIC's, which OPERAT uses. */
export type DegreeDayMethod = 'météo' | 'professionals';

/** Below which a building is heated, °C, unless said. */
export const usualBase = 18;

/**
 * Heating degree-days of one day (°C·day). Sums compare only where method and base are the same, so both stand beside every
 * number. (fr.wikipedia "Degré jour unifié"; costic.com)
 */
export function heatingDegreeDays({ low, high }: DayExtremes, method: DegreeDayMethod, base = usualBase): number {
  const middle = base - (low + high) / 2;
  if (method === 'météo') return Math.max(0, middle);
  if (base >= high) return middle;
  if (base <= low) return 0;
  return (base - low) * (0.08 + (0.42 * (base - low)) / (high - low));
}
