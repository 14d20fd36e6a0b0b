import { VigieError } from '../domain/error.ts';
import type { Accept, Message, Outcome, Sender } from '../domain/intake.ts';
import type { Batch } from '../domain/journal.ts';
import type { Dialect } from './dialect.ts';
import type { Directory } from './directory.ts';
import { createGathered } from './gathered.ts';
import { createHearing, type Delivery, type Heard } from './hearing.ts';

/** A group commit gathers for so long or so many readings, whichever comes first. */
const gatherMs = 4;
const gatherReadings = 4_000;
/** After this without a durable commit new messages over HTTP are turned away instead of waiting. */
const stalledMs = 5_000;

export interface IntakeOptions {
  readonly directory: Directory;
  /** ways of speaking beside the native one */
  readonly dialects: readonly Dialect[];
  /** epoch ms */
  readonly now: () => number;
  /** Makes a batch durable; may be called again with the same batch after it failed. */
  readonly commit: (batch: Batch) => Promise<void>;
  /** told once when commits begin to fail and once when they work again (undefined) */
  readonly onTrouble: (error: Error | undefined) => void;
  /** pause before a failed commit is tried again, ms */
  readonly retryMs?: number;
}

export interface IntakeCounters {
  messages: number;
  readings: number;
  refused: number;
  unknown: number;
}

const live: Delivery = {};

/**
 * Takes messages in: may this sender, decode, gather, make durable, then acknowledge. A bad message is counted,
 * kept with its reason and acknowledged like the others. While the journal refuses, nothing is acknowledged.
 */
export interface Intake {
  /** `done` is called once the message is durable; its reason when it was not taken is known at once. */
  offer(sender: Sender, topic: string, payload: Uint8Array, done: () => void, delivery?: Delivery): string | undefined;
  readonly accept: Accept;
  /** Reads a message again as of its first arrival; resolves once it is durable, with the reason where it is not taken. */
  replay(sender: Sender, message: Message, time: number): Promise<string | undefined>;
  /** Keeps a message that never reached `offer` (a broken packet, a subscription not allowed) for a technician. */
  refuse(client: string, topic: string, payload: Uint8Array, reason: string): void;
  readonly counters: Readonly<IntakeCounters>;
  /** Resolves when everything offered so far, and every series made so far, is in the journal. */
  registered(): Promise<void>;
  /** false while commits fail */
  accepts(): boolean;
  /** Resolves when everything offered so far is durable. */
  drained(): Promise<void>;
  close(): Promise<void>;
}

export function createIntake(options: IntakeOptions): Intake {
  const { directory, now, commit } = options;
  const gathered = createGathered();
  const hear = createHearing({ directory, dialects: options.dialects, gathered });
  const counters: IntakeCounters = { messages: 0, readings: 0, refused: 0, unknown: 0 };
  let waiting: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;
  let committing: Promise<void> | undefined;
  let failingSince: number | undefined;
  let closed = false;

  function refuse(client: string, topic: string, payload: Uint8Array, reason: string): void {
    counters.refused++;
    gathered.pushRefused({ time: now(), client, topic, payload, reason });
    schedule();
  }

  function schedule(): void {
    if (committing !== undefined) return;
    if (gathered.readings() >= gatherReadings) flush();
    else timer ??= setTimeout(flush, gatherMs);
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (committing !== undefined) return;
    const newSeries = directory.takeNewSeries();
    if (gathered.isEmpty() && newSeries.length === 0) {
      for (const done of waiting.splice(0)) done();
      return;
    }
    const batch = gathered.take(now(), newSeries);
    const acknowledge = waiting;
    waiting = [];
    committing = untilDurable(batch).then((durable) => {
      committing = undefined;
      if (durable) for (const done of acknowledge) done();
      if (waiting.length > 0 || !gathered.isEmpty()) flush();
    });
  }

  async function untilDurable(batch: Batch): Promise<boolean> {
    for (;;) {
      try {
        await commit(batch);
        if (failingSince !== undefined) options.onTrouble(undefined);
        failingSince = undefined;
        return true;
      } catch (error) {
        if (failingSince === undefined) {
          failingSince = now();
          options.onTrouble(error instanceof Error ? error : new Error(String(error)));
        }
        if (closed) return false;
        await new Promise((resolve) => setTimeout(resolve, options.retryMs ?? 1_000));
      }
    }
  }

  function listen(message: Heard): string | undefined {
    const before = gathered.readings();
    const reason = hear(message, now());
    counters.readings += gathered.readings() - before;
    counters.unknown = gathered.unknownSoFar();
    return reason;
  }

  function offer(sender: Sender, topic: string, payload: Uint8Array, done: () => void, delivery = live) {
    counters.messages++;
    const reason = listen({ sender, topic, payload, delivery });
    if (reason !== undefined) refuse(sender.id, topic, payload, reason);
    waiting.push(done);
    schedule();
    return reason;
  }

  return {
    offer,
    async accept(sender: Sender, messages: readonly Message[]): Promise<Outcome[]> {
      if (failingSince !== undefined && now() - failingSince > stalledMs) {
        throw new VigieError('unavailable', 'the journal takes nothing at present: try again later');
      }
      const outcomes: Outcome[] = [];
      await new Promise<void>((resolve) => {
        let left = messages.length;
        if (left === 0) resolve();
        const done = () => {
          if (--left === 0) resolve();
        };
        for (const { topic, payload } of messages) {
          const reason = offer(sender, topic, payload, done);
          outcomes.push(reason === undefined ? { ok: true } : { ok: false, reason });
        }
      });
      return outcomes;
    },
    replay: (sender, message, time) =>
      new Promise((resolve) => {
        const reason = listen({ ...message, sender, delivery: { arrival: time, isRetried: true } });
        waiting.push(() => resolve(reason));
        schedule();
      }),
    refuse,
    registered: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        schedule();
      }),
    counters,
    accepts: () => failingSince === undefined,
    async drained() {
      while (committing !== undefined || timer !== undefined) {
        if (committing !== undefined) await committing;
        else flush();
      }
    },
    async close() {
      closed = true;
      flush();
      while (committing !== undefined) await committing; // what came during a commit is the next one
    },
  };
}
