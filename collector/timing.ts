import { type Loop, momentOf } from './loop.ts';

const fastestBackOff = 8;
/** A device that says again and again that something happened is not asked more often than this. */
const leastGapMs = 2_000;
/** A timer comes early by no more; a moment further ahead was reckoned before the clock was set back. */
const earlyMs = 1_000;

/** The regular moment at which a loop asks next (epoch ms): at its own place in the interval, more rarely while it is silent. */
export function nextMoment({ device, due, everyMs, longestPauseMs, silent }: Loop, now: number): number {
  const pause = Math.min(
    everyMs * Math.min(2 ** Math.max(0, silent - 1), fastestBackOff),
    Math.max(everyMs, longestPauseMs),
  );
  const moment = momentOf(device.id, everyMs);
  const from = due - now < earlyMs ? Math.max(now, due) : now;
  const earliest = from + (silent > 1 ? pause - everyMs : 0);
  return moment + everyMs * (Math.floor((earliest - moment) / everyMs) + 1);
}

/** Whoever is new is asked soon, however rarely it is asked later: ten a second, all within a minute. */
export function firstMoment({ device, everyMs }: Loop, fresh: number, now: number): number {
  const spanMs = Math.min(60_000, fresh * 100);
  return now + momentOf(device.id, Math.min(spanMs, everyMs));
}

/** When a device that says that something happened may be asked: ten times in its interval at most. */
export function soonestMoment({ asked, everyMs }: Loop, now: number): number {
  return Math.max(now, Math.min(asked, now) + Math.max(leastGapMs, everyMs / 10));
}

/** Is it time again for what was last done at `at`? A clock that was set back holds it up no longer than its interval. */
export function isDue(at: number | undefined, everyMs: number, now: number): boolean {
  return at === undefined || at > now || now - at >= everyMs;
}
