const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `10m` in milliseconds; throws on another spelling, as a bug of the catalogue. */
export function milliseconds(duration: string): number {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(duration) ?? [];
  const ms = units[unit ?? ''];
  if (ms === undefined) throw new Error(`"${duration}" is not a duration like 30s, 10m, 2h or 1d`);
  return Number(count) * ms;
}
