/** Units of a duration, as rules spell them, in seconds. */
export const durationUnits = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;
export type DurationUnit = keyof typeof durationUnits;

/** A number as people write it: `1 500,5`, `-120`, `0.2`; undefined where it is none. */
export function numberIn(text: string): number | undefined {
  const plain = text
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(',', '.')
    .replace('−', '-');
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : undefined;
}

/** A number as a form begins with it, without what arithmetic leaves behind: 15 and not 15.000000000000002. */
export function plainNumber(value: number): string {
  return String(Number(value.toPrecision(12)));
}

/** The seconds of a duration such as `1d12h`; undefined of another spelling. */
export function secondsIn(written: string): number | undefined {
  if (!/^(\d+[smhd])+$/.test(written)) return undefined;
  let seconds = 0;
  for (const [, count, unit] of written.matchAll(/(\d+)([smhd])/g)) seconds += Number(count) * secondsOf(unit ?? '');
  return seconds;
}

/** A duration in its biggest unit that keeps it whole: `1d12h` is 36 h; nothing of none. */
export function partsOf(written: string): { amount: string; unit: DurationUnit } {
  const seconds = secondsIn(written) ?? 0;
  if (seconds === 0) return { amount: '', unit: 'm' };
  const unit = (['d', 'h', 'm'] as const).find((one) => seconds % durationUnits[one] === 0) ?? 's';
  return { amount: String(seconds / durationUnits[unit]), unit };
}

/** A duration as rules spell it, whole in the smallest unit that it needs; undefined where there is no number of them. */
export function durationText(amount: string, unit: string): string | undefined {
  const value = numberIn(amount);
  if (value === undefined || value < 0) return undefined;
  const { amount: whole, unit: in_ } = partsOf(`${Math.round(value * secondsOf(unit))}s`);
  return whole === '' ? '0s' : `${whole}${in_}`;
}

function secondsOf(unit: string): number {
  return Object.entries(durationUnits).find(([name]) => name === unit)?.[1] ?? 60;
}
