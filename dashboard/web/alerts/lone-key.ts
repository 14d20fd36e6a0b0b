const typingMs = 1_200;
const waitMs = 350;

/**
 * Tells a letter that is a command from one that begins a word, since three letters typed anywhere search: a letter acts
 * once none follows for a third of a second, and not while somebody is typing. Times of `press` are in ms of one clock.
 */
export function createLoneKey(act: (key: string) => void) {
  let last = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    press(key: string, at: number): void {
      clearTimeout(timer);
      const isAlone = at - last > typingMs;
      last = at;
      if (isAlone) timer = setTimeout(() => act(key), waitMs);
    },
    stop: () => clearTimeout(timer),
  };
}
