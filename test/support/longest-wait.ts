/**
 * The longest time between two events, ms. The broker cuts a subscriber off whose network takes nothing for five
 * seconds: a publisher that is held up by one waits for so long at once, however slow the machine.
 */
export function longestWait(): { ends: () => void; longest: () => number } {
  let last = performance.now();
  let longest = 0;
  return {
    ends() {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    },
    longest: () => longest,
  };
}
