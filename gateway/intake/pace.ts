/** Lets each connection pass so many messages a second; what is more waits for the next second, in order. */
export function createPace(perSecond: number) {
  interface Lane {
    passed: number;
    waiting: (() => void)[];
  }
  const lanes = new Map<object, Lane>();

  // A connection waits with what one read of its socket held, then TCP holds back the rest: the queue is bounded.
  const timer = setInterval(() => {
    for (const [key, lane] of lanes) {
      if (lane.passed === 0) lanes.delete(key);
      lane.passed = 0;
      const now = lane.waiting.splice(0, perSecond);
      lane.passed = now.length;
      for (const pass of now) pass();
    }
  }, 1_000);
  timer.unref();

  return {
    take(key: object, pass: () => void): void {
      let lane = lanes.get(key);
      if (lane === undefined) {
        lane = { passed: 0, waiting: [] };
        lanes.set(key, lane);
      }
      if (lane.passed < perSecond && lane.waiting.length === 0) {
        lane.passed++;
        pass();
      } else {
        lane.waiting.push(pass);
      }
    },
    stop(): void {
      clearInterval(timer);
      lanes.clear();
    },
  };
}

/** Lets so many things pass in a span of time; what is more does not pass. */
export function createAllowance(count: number, spanMs: number) {
  let begun = Number.NEGATIVE_INFINITY;
  let passed = 0;
  return {
    passes(): boolean {
      const now = performance.now();
      if (now - begun > spanMs) [begun, passed] = [now, 0];
      return passed++ < count;
    },
  };
}
