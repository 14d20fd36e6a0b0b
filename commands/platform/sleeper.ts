/** Lets one follower sleep until there is something new; what was new while it was awake wakes it at once. */
export interface Sleeper {
  wake(): void;
  /** Resolves true at the next `wake` since it slept last, false after a quiet pause. */
  moved(): Promise<boolean>;
}

export function createSleeper(quietMs = 2_000): Sleeper {
  let hasMoved = false;
  let rise: ((hasMoved: boolean) => void) | undefined;
  return {
    wake() {
      if (rise === undefined) hasMoved = true;
      else rise(true);
    },
    moved() {
      if (hasMoved) {
        hasMoved = false;
        return Promise.resolve(true);
      }
      return new Promise((resolve) => {
        const quiet = setTimeout(() => rise?.(false), quietMs);
        rise = (told) => {
          clearTimeout(quiet);
          rise = undefined;
          resolve(told);
        };
      });
    },
  };
}
