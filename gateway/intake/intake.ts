import { isUtf8 } from 'node:buffer';
import { decodeNative, type Take, takeMetrics } from '../../devices/message.ts';
import { VigieError } from '../domain/error.ts';
import type { Accept, Message, Outcome, Sender } from '../domain/intake.ts';
import type { Announcement, Batch, RefusedMessage, UnknownMessage } from '../domain/journal.ts';
import { createColumns } from './columns.ts';
import { type Dialect, type Say, textOf } from './dialect.ts';
import type { Directory } from './directory.ts';
import { createRouter, mayNot, mayWrite } from './route.ts';

/** A payload's time this far ahead of ours is a clock set wrong. */
const futureMs = 5 * 60_000;
/** Nothing that Vigie knows was measured before 2000: such a time is an epoch in seconds, or a clock never set. */
const earliest = Date.UTC(2000, 0, 1);
/** A group commit gathers for so long or so many readings, whichever comes first. */
const gatherMs = 4;
const gatherReadings = 4_000;
/** Refused messages beyond this in one batch are counted, not kept. */
const keepRefusedPerBatch = 200;
const keepUnknownPerBatch = 2_000;
const keepPayloadBytes = 64 * 1024;
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

/** How a message came, where that was not just now and from its device. */
export interface Delivery {
  /** epoch ms, for a message that was kept meanwhile */
  readonly arrival?: number;
  /**
   * Kept by another broker, nobody knows how long: a value in it without a time of its own is no reading. `perhaps`: it
   * has the retain flag, but no bridge brought it; then only a dialect whose senders repeat what they remember heeds it.
   */
  readonly retained?: 'surely' | 'perhaps';
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
  const route = createRouter(directory, options.dialects);
  const columns = createColumns();
  const counters: IntakeCounters = { messages: 0, readings: 0, refused: 0, unknown: 0 };
  let refused: RefusedMessage[] = [];
  let unknown: UnknownMessage[] = [];
  let announced: Announcement[] = [];
  let waiting: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;
  let committing: Promise<void> | undefined;
  let failingSince: number | undefined;
  let closed = false;

  function refuse(client: string, topic: string, payload: Uint8Array, reason: string): void {
    counters.refused++;
    if (refused.length >= keepRefusedPerBatch) return;
    refused.push({
      time: now(),
      client,
      topic: topic.slice(0, 1_024),
      // a copy: the broker's payload is a window on its read buffer
      payload: Uint8Array.prototype.slice.call(payload, 0, keepPayloadBytes),
      reason,
    });
    schedule();
  }

  // One closure for all messages, its subject set by `offer`: no allocation per message.
  let subject: Parameters<Directory['slot']>[0];
  let arrival = 0;
  let isRetained = false;
  let isOld = false;
  const take: Take = (metric, instance, value, time) => {
    const slot = directory.slot(subject, metric, instance);
    if (typeof slot === 'string') return slot;
    if (!Number.isFinite(value)) return `${metric} is not a finite number`;
    if (isOld && time === undefined) return undefined;
    const at = time ?? arrival;
    if (at > arrival + futureMs) {
      subject.clockWrong = true;
      return `clock: time ${isoOf(at)} is more than 5 minutes ahead`;
    }
    if (at < earliest) return `clock: time ${isoOf(at)} is before 2000; epochs are wanted in milliseconds`;
    if (subject.clockWrong && time !== undefined) subject.clockWrong = false;
    columns.push(slot.id, at, value + 0); // + 0: -0 is 0
    return undefined;
  };

  // What a foreign payload says goes the same way; its subjects are set by `say`, its message by `decode`.
  let speaking: { sender: Sender; topic: string; payload: Uint8Array; isJudged: boolean; unknown?: string } | undefined;
  const announce = (payload: Uint8Array): void => {
    if (speaking === undefined) return;
    announced.push({ topic: speaking.topic, client: speaking.sender.id, payload: Uint8Array.from(payload) });
  };
  const allows = (address: string): boolean => {
    if (speaking === undefined) return false;
    speaking.isJudged = true;
    const device = directory.byAddress(address);
    const { sender, topic } = speaking;
    return device === undefined ? sender.mayPublish(topic) : mayWrite(sender, topic, device);
  };
  const say: Say = (subjectOf, saying) => {
    if (speaking === undefined) return undefined;
    const { sender, topic, payload } = speaking;
    speaking.isJudged = true;
    isOld = isRetained && saying.standing !== true;
    const device = typeof subjectOf === 'string' ? directory.byAddress(subjectOf) : subjectOf;
    if (device === undefined) {
      if (!sender.mayPublish(topic)) return mayNot(sender, topic);
      if (isOld && saying.time === undefined) return undefined;
      // once, however much it says
      if (speaking.unknown !== subjectOf) keepUnknown(sender, String(subjectOf), topic, payload);
      speaking.unknown = String(subjectOf);
      return undefined;
    }
    if (!mayWrite(sender, topic, device)) return mayNot(sender, topic);
    subject = device;
    if ('metrics' in saying) return takeMetrics(saying.metrics, saying.time, take);
    const { found, reason } = device.read(saying, take);
    if (found > 0 || saying.partial === true) return reason;
    return reason ?? `nothing in it that a ${device.type.id} measures`;
  };

  function keepUnknown(sender: Sender, address: string, topic: string, payload: Uint8Array): void {
    counters.unknown++;
    if (unknown.length >= keepUnknownPerBatch) return;
    unknown.push({
      time: arrival,
      client: sender.id,
      address: address.slice(0, 256),
      topic,
      payload: Uint8Array.prototype.slice.call(payload, 0, keepPayloadBytes),
    });
  }

  function decode(sender: Sender, topic: string, payload: Uint8Array, delivery: Delivery): string | undefined {
    isRetained = delivery.retained === 'surely';
    isOld = isRetained;
    const to = route(sender, topic);
    if (to.is === 'refused') return to.reason;
    if (to.is === 'unknown') {
      if (!isRetained || tellsTime(payload)) keepUnknown(sender, to.address, topic, payload);
      return undefined;
    }
    const before = columns.length();
    let reason: string | undefined;
    if (to.is === 'dialect') {
      const message = { sender, topic, payload, isJudged: false };
      speaking = message;
      isRetained ||= delivery.retained !== undefined && to.dialect.repeats === true;
      const isReplay = delivery.arrival !== undefined;
      reason = to.dialect.read(
        { groups: to.groups, payload, client: sender.id, arrival, isReplay, allows, announce },
        say,
      );
      speaking = undefined;
      // what says nothing of a device would reach subscribers unchecked
      if (!message.isJudged && !sender.mayPublish(topic)) reason = mayNot(sender, topic);
    } else {
      if (!isUtf8(payload)) return 'the payload is not UTF-8';
      subject = to.device;
      reason = decodeNative(textOf(payload), to.metric, take);
    }
    counters.readings += columns.length() - before;
    return reason;
  }

  function schedule(): void {
    if (committing !== undefined) return;
    if (columns.length() >= gatherReadings) flush();
    else timer ??= setTimeout(flush, gatherMs);
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (committing !== undefined) return;
    const newSeries = directory.takeNewSeries();
    if (columns.length() + refused.length + unknown.length + announced.length + newSeries.length === 0) {
      for (const done of waiting.splice(0)) done();
      return;
    }
    const batch: Batch = {
      acceptedAt: now(),
      newSeries,
      readings: columns.take(),
      refused,
      unknown,
      announced,
    };
    const acknowledge = waiting;
    refused = [];
    unknown = [];
    announced = [];
    waiting = [];
    committing = untilDurable(batch).then((durable) => {
      committing = undefined;
      if (durable) for (const done of acknowledge) done();
      // whatever was gathered meanwhile came with a message that waits for its acknowledgement
      if (waiting.length > 0 || columns.length() > 0 || refused.length > 0 || unknown.length > 0) flush();
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

  function offer(sender: Sender, topic: string, payload: Uint8Array, done: () => void, delivery = live) {
    arrival = delivery.arrival ?? now();
    counters.messages++;
    const reason = decode(sender, topic, payload, delivery);
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
    replay: (sender, { topic, payload }, time) =>
      new Promise((resolve) => {
        arrival = time;
        const reason = decode(sender, topic, payload, { arrival: time });
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

/** Does anything in a native payload bring a time of its own? */
function tellsTime(payload: Uint8Array): boolean {
  let isTold = false;
  decodeNative(textOf(payload), undefined, (_metric, _instance, _value, time) => {
    isTold ||= time !== undefined;
    return undefined;
  });
  return isTold;
}

function isoOf(time: number): string {
  return Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : String(time);
}
