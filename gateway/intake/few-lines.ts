/** Lets a message through so many times a minute; the next one that passes tells how many were held back. */
export function createFewLines(perMinute: number, now: () => number) {
  let minute = Number.NEGATIVE_INFINITY;
  let passed = 0;
  let heldBack = 0;
  /** How many were held back before this one; undefined where it is held back itself. */
  return (): number | undefined => {
    const current = Math.floor(now() / 60_000);
    if (current !== minute) [minute, passed] = [current, 0];
    if (passed >= perMinute) {
      heldBack++;
      return undefined;
    }
    passed++;
    const before = heldBack;
    heldBack = 0;
    return before;
  };
}
