const pattern = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?$/;

/**
 * What the clock shows in a written time, as ms since 1970 without a zone: of `2026-03-01T10:00:00+01:00` ten o'clock, because
 * days and nights are lived by the clock. Epoch milliseconds show UTC. undefined for anything else.
 */
export function clockOf(written: string): number | undefined {
  if (/^\d{11,14}$/.test(written)) return Number(written);
  const match = pattern.exec(written);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const clock = Date.UTC(year, month - 1, day, hour, minute, second, Number(match[7] ?? 0) * 1000);
  // 30 February is no day
  return new Date(clock).getUTCDate() === day && new Date(clock).getUTCMonth() === month - 1 ? clock : undefined;
}
