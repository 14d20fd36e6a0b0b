/** How people and descriptions write a duration: `30s`, `10m`, `2h`, `1d` or `1d12h`. */
export const durationSpelling = /^(\d+[smhd])+$/;

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration in milliseconds; throws on another spelling, which who reads input must have refused before. */
export function durationMs(written: string): number {
  if (!durationSpelling.test(written)) {
    throw new RangeError(`"${written}" is not a duration like 30s, 10m, 2h or 1d12h`);
  }
  let ms = 0;
  for (const [, count, unit = ''] of written.matchAll(/(\d+)([smhd])/g)) ms += Number(count) * (units[unit] ?? 0);
  return ms;
}
