import type { Device } from '../devices/territory.ts';
import type { Collector } from './collector.ts';

/** Why a device gives nothing, or not everything: nothing came back, an answer that says no, or the device it is reached through is down. */
export interface Trouble {
  readonly is: 'unreachable' | 'answers' | 'behind';
  readonly reason: string;
  /** epoch ms; when trouble of this kind began */
  readonly since: number;
}

/** How a device is asked, and how often. */
export interface Plan {
  readonly collector: Collector;
  /** ms between two askings */
  readonly everyMs: number;
  /** a silent device is asked less and less, but at least so often, ms, or at its own pace where that is slower */
  readonly longestPauseMs: number;
  /** ms after which an asking is called off; the schedule's own unless said */
  readonly timeoutMs?: number;
}

/** One device that is asked again and again, and what is known of that. */
export interface Loop extends Plan {
  device: Device;
  trouble: Trouble | undefined;
  /** times in a row that nothing came back */
  silent: number;
  /** the moment for which it was last called: a timer may come a little early */
  due: number;
  /** the moment at which it was last asked */
  asked: number;
  isAsking: boolean;
  /** something happened while it was asked */
  isHastened: boolean;
  cancel: () => void;
  /** ends an asking that goes on */
  callOff: () => void;
}

const nothing = () => {};

export function newLoop(device: Device, plan: Plan): Loop {
  return {
    ...{ device, ...plan, trouble: undefined, silent: 0, due: 0 },
    ...{ asked: Number.NEGATIVE_INFINITY, isAsking: false, isHastened: false, cancel: nothing, callOff: nothing },
  };
}

/** Is it asked in the same way as before? */
export function isSame(loop: Loop, to: Device, plan: Plan): boolean {
  const { device } = loop;
  return (
    loop.collector === plan.collector &&
    loop.everyMs === plan.everyMs &&
    loop.longestPauseMs === plan.longestPauseMs &&
    loop.timeoutMs === plan.timeoutMs &&
    device.type === to.type &&
    device.address === to.address &&
    device.credentials === to.credentials
  );
}

/** Spread evenly over the interval: the 32-bit FNV-1a hash of the id, mixed once more since ids differ in their last letters alone. */
export function momentOf(id: string, everyMs: number): number {
  let hash = 0x811c9dc5;
  for (const letter of id) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return Math.floor((((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32) * everyMs);
}
