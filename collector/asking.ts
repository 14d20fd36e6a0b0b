import { CollectTrouble, type Learnt } from './collector.ts';
import type { Loop } from './loop.ts';
import type { Clock } from './schedule.ts';

/** What came of asking one device once; undefined where nobody takes it any more: it came too late, or the device is gone. */
export type Asked =
  | { readonly is: 'well'; readonly learnt: readonly Learnt[] }
  | {
      readonly is: 'unreachable' | 'answers';
      readonly reason: string;
      readonly learnt: readonly Learnt[];
    };

/**
 * Asks a device once, with `device.up` among what it learnt: 1 where something answered, 0 where nothing did. Resolves when the collector has let go of
 * it, though its time may be up before: then `onLate` hears of it, and what comes after is nobody's.
 */
export async function askOnce(
  loop: Loop,
  circumstances: {
    readonly clock: Clock;
    readonly timeoutMs: number;
    readonly stopped: AbortSignal;
    readonly onLate: (reason: string) => void;
  },
): Promise<Asked | undefined> {
  const { device, collector, timeoutMs = circumstances.timeoutMs } = loop;
  const { clock, stopped, onLate } = circumstances;
  const calledOff = new AbortController();
  loop.callOff = () => calledOff.abort();
  const now = clock.now();
  const signal = AbortSignal.any([calledOff.signal, stopped]);
  const cancel = clock.after(timeoutMs, () => {
    calledOff.abort();
    onLate(`did not finish within ${timeoutMs / 1000} s`);
  });
  const up = (value: 0 | 1): Learnt => ({ device: device.id, time: now, metrics: { 'device.up': value } });
  try {
    const learnt = await collector.ask(device, { now, signal });
    return signal.aborted ? undefined : { is: 'well', learnt: [...learnt, up(1)] };
  } catch (error) {
    if (!(error instanceof CollectTrouble)) throw error;
    if (signal.aborted) return undefined;
    const { message: reason, isUnreachable } = error;
    const learnt = [...error.learnt, up(isUnreachable ? 0 : 1)];
    return { is: isUnreachable ? 'unreachable' : 'answers', reason, learnt };
  } finally {
    cancel();
  }
}
