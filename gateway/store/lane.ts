/** Work that must not overlap: each piece begins when the one before has ended, well or badly. */
export type Lane = <T>(work: () => Promise<T>) => Promise<T>;

/** An empty lane. */
export function createLane(): Lane {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}
