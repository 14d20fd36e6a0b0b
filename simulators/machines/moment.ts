import { keyOf, uniform, wander } from '../chance.ts';

/** A machine that is played; the same id and seed give the same machine. */
export interface Machine {
  readonly id: string;
  readonly type: string;
  readonly seed: number;
}

/** An instant in the life of a machine. */
export interface Moment {
  readonly key: number;
  /** epoch ms */
  readonly time: number;
  /** days since 1970, with their fraction */
  readonly day: number;
  /** seconds since it was started */
  readonly uptime: number;
}

export const dayMs = 86_400_000;

export function momentOf({ id, seed }: Machine, time: number): Moment {
  const key = keyOf(seed, id);
  return { key, time, day: time / dayMs, uptime: (time - bootOf(key, time)) / 1_000 };
}

/** When it was last started before a time. Machines are started anew every two months or so, each on its own day. */
export function bootOf(key: number, time: number): number {
  const period = (45 + Math.floor(uniform(key, 1) * 40)) * dayMs;
  const phase = Math.floor(uniform(key, 2) * period);
  return Math.floor((time - phase) / period) * period + phase;
}

/** 0…1: how busy people are, a hump in working hours; days off are quiet. */
export function bustle({ time, day, key }: Moment): number {
  const hour = (time / 3_600_000 + 1) % 24;
  const weekday = (Math.floor(day) + 4) % 7;
  const hump = Math.max(0, Math.sin(((hour - 7) / 12) * Math.PI));
  const rest = weekday === 0 || weekday === 6 ? 0.25 : 1;
  return Math.min(1, Math.max(0, hump * rest * (0.8 + 0.15 * wander(key, time / 1_800_000))));
}

/** Where the load of a day stands as an angle: least an hour after midnight, most an hour after noon (UTC). */
function turn(time: number): number {
  return (2 * Math.PI * (time - 7 * 3_600_000)) / dayMs;
}

/** How heavy a load is now that swings by `swing` over the day round its mean 1. */
export function pace(time: number, swing: number): number {
  return 1 + swing * Math.sin(turn(time));
}

/** Seconds' worth of such a load since 1970: what a counter of it would have grown to. It never falls. */
export function grown(time: number, swing: number): number {
  return time / 1_000 - (swing * dayMs * Math.cos(turn(time))) / (2_000 * Math.PI);
}
