/** Hands one thing after another to somebody who asks for each, and learns by the next asking that the one before is done with. */
export interface Handover<T> {
  /** Resolves once it was taken and done with. */
  offer(thing: T): Promise<void>;
  /** Says that what was taken before is done with; resolves with the next. */
  take(): Promise<T>;
}

export function createHandover<T>(): Handover<T> {
  let offered: { readonly thing: T; readonly done: () => void } | undefined;
  let isTaken = false;
  let waiting: ((thing: T) => void) | undefined;

  function hand(): void {
    if (offered === undefined || isTaken || waiting === undefined) return;
    isTaken = true;
    const take = waiting;
    waiting = undefined;
    take(offered.thing);
  }

  return {
    offer: (thing) =>
      new Promise((done) => {
        offered = { thing, done };
        isTaken = false;
        hand();
      }),
    take() {
      if (isTaken) {
        const before = offered;
        offered = undefined;
        isTaken = false;
        before?.done();
      }
      return new Promise((resolve) => {
        waiting = resolve;
        hand();
      });
    },
  };
}
