import type { Raw } from './raw.ts';

/**
 * A value of ENTITY-SENSOR-MIB (RFC 3433): raw · 10^(3·(scale − 9)) / 10^precision; a precision below zero counts accurate
 * digits and scales nothing. undefined while the sensor is not ok (status 1) or at ±1,000,000,000, which mean out of range.
 */
export function sensorValue(
  raw: number,
  scale: Raw | undefined,
  precision: Raw | undefined,
  status: Raw | undefined,
): number | undefined {
  if (status !== 1 || Math.abs(raw) >= 1_000_000_000) return undefined;
  if (typeof scale !== 'number' || scale < 1 || scale > 17 || typeof precision !== 'number') return undefined;
  const exponent = 3 * (scale - 9) - Math.max(0, precision);
  return Number((raw * 10 ** exponent).toPrecision(12));
}
