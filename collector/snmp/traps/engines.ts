import type { SecurityHeader } from './security-header.ts';

/** RFC 3414, 2.2.3: a message older than this was kept by somebody, and sent again. */
const windowSeconds = 150;
/** Deriving the keys of an engine costs milliseconds, and memory for ever: strangers get only so many. */
const newASecond = 20;
const most = 10_000;

/** What is known of the engines that send notifications of SNMPv3. `now` is a steady clock in ms. */
export interface Engines {
  /** May the keys for this engine be derived? Too many new ones at once may not. */
  admits(engine: string, now: number): boolean;
  /** Once its message is authentic: whether it is of now (RFC 3414, 3.2, 7b), which is remembered. */
  isTimely(header: SecurityHeader, now: number): boolean;
}

/** `forget` is told when the engines known are too many and all that was derived of them may go. */
export function createEngines(forget: () => void): Engines {
  const admitted = new Set<string>();
  const clocks = new Map<string, { boots: number; time: number; at: number }>();
  let second = 0;
  let fresh = 0;
  return {
    admits(engine, now) {
      if (admitted.has(engine)) return true;
      if (Math.floor(now / 1_000) !== second) [second, fresh] = [Math.floor(now / 1_000), 0];
      if (++fresh > newASecond) return false;
      if (admitted.size >= most) {
        admitted.clear();
        forget();
      }
      admitted.add(engine);
      return true;
    },
    isTimely({ engine, boots, time }, now) {
      const known = clocks.get(engine);
      if (known !== undefined) {
        const expected = known.time + (now - known.at) / 1_000;
        if (boots < known.boots || (boots === known.boots && time < expected - windowSeconds)) return false;
        if (boots === known.boots && time <= known.time) return true;
      } else if (clocks.size >= most) clocks.delete(clocks.keys().next().value ?? '');
      clocks.set(engine, { boots, time, at: now });
      return true;
    },
  };
}
