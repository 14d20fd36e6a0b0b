import { setTimeout as wait } from 'node:timers/promises';
import type { SentMessage } from './wire.ts';

/** How far a replay is. */
export interface ReplayProgress {
  readonly sent: number;
  /** the recorded time that was reached (epoch ms) */
  readonly time: number;
}

/**
 * Plays messages to `publish` at `speed` times their own pace, or as quickly as they are taken, with at most `inFlight` of
 * them unacknowledged. Resolves when all are; rejects with the first failure to publish.
 */
export async function replay(
  source: AsyncIterable<SentMessage> | Iterable<SentMessage>,
  options: {
    publish: (message: SentMessage) => Promise<void>;
    speed: number | 'max';
    inFlight?: number;
    now?: () => number;
    sleep?: (ms: number) => Promise<unknown>;
    onProgress?: (progress: ReplayProgress) => void;
  },
): Promise<ReplayProgress> {
  const { publish, speed, inFlight = 200, now = Date.now, sleep = wait, onProgress } = options;
  let flying = 0;
  let failure: { error: unknown } | undefined;
  let wake: () => void = () => undefined;
  let progress: ReplayProgress = { sent: 0, time: 0 };
  let began: { wall: number; recorded: number } | undefined;

  async function room(most: number): Promise<void> {
    while (flying > most && failure === undefined) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    if (failure !== undefined) throw failure.error;
  }

  for await (const message of source) {
    began ??= { wall: now(), recorded: message.time };
    if (speed !== 'max') {
      const due = began.wall + (message.time - began.recorded) / speed;
      // a minute at most: a longer one would hide a failure, and timers end at 24 days
      while (due > now() && failure === undefined) await sleep(Math.min(due - now(), 60_000));
    }
    await room(inFlight - 1);
    flying++;
    publish(message)
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => {
        flying--;
        wake();
      });
    progress = { sent: progress.sent + 1, time: message.time };
    onProgress?.(progress);
  }
  await room(0);
  return progress;
}
