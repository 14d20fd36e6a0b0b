import { setImmediate as breath } from 'node:timers/promises';
import type { Role } from '../domain/account.ts';
import { carried } from '../domain/carried.ts';
import { DeliveryError } from '../domain/error.ts';
import {
  type Addressee,
  type Channel,
  type Courier,
  channels,
  type DueNotice,
  type NoticeCounts,
  type Notices,
  type Parcel,
} from '../domain/notice.ts';
import type { Language } from '../domain/wish.ts';
import { createPace, parcelsOf } from './parcels.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
/** After each failed try; a mail or a webhook is given up a day after the first. */
const waits = [
  10 * second,
  30 * second,
  minute,
  2 * minute,
  5 * minute,
  15 * minute,
  30 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
];
/** What rings in somebody's pocket is of no use hours later. */
const waitsOfPocket = waits.slice(0, 8);
const pocket: ReadonlySet<Channel> = new Set(['sms', 'push', 'ntfy']);
const keptFor = 90 * 24 * hour;
const atOnce = 500;
/** Addressees of a channel that are told beside each other: a mail takes its server a moment each. */
const besides = 8;
/** longer than a storm is gathered */
const gatheringMs = 16 * second;
/** Also without news: the clock may have jumped, the disk may have been full. */
const looksAgainEvery = 5 * minute;

export interface NoticeSending extends AsyncDisposable {
  /** Something was written: look what is due. */
  wake(): void;
  /** Once everything that is due now was tried. */
  settled(): Promise<void>;
  counts(): NoticeCounts;
}

interface SendingParts {
  readonly notices: Notices;
  /** by channel for persons (`mail`), by id for receivers (`webhook/astreinte`) */
  readonly couriers: ReadonlyMap<string, Courier>;
  /** where and in which language somebody reads; undefined: nobody is there any more */
  readonly recipient: (to: Addressee, channel: Channel) => Promise<Recipient | undefined>;
  /** whether a device now stands where values say the habits of few people */
  readonly isFewStaff?: (device: string) => boolean;
  readonly now: () => number;
  readonly log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
}

export interface Recipient {
  readonly address: string;
  readonly language: Language;
  /** of a person */
  readonly role?: Role;
  /** undefined: every organisation */
  readonly organisations?: readonly string[];
}

/**
 * Sends what waits in the outbox, a lane for each channel so that one that hangs holds up no other, again and again with
 * growing waits. A notice is told at least once: one that left as the process died leaves again, a mail under the same id.
 */
export function startSending(parts: SendingParts): NoticeSending {
  const counts = { waiting: 0, sent: 0, failed: 0 };
  const lanes = channels.map((channel) => startLane(channel, parts, counts));
  return {
    wake() {
      for (const lane of lanes) lane.wake();
    },
    async settled() {
      for (const lane of lanes) await lane.settled();
    },
    counts: () => ({ ...counts }),
    async [Symbol.asyncDispose]() {
      await Promise.all(lanes.map((lane) => lane.end()));
    },
  };
}

function startLane(
  channel: Channel,
  { notices, couriers, recipient, isFewStaff, now, log }: SendingParts,
  counts: { waiting: number; sent: number; failed: number },
) {
  const pace = createPace();
  let ended = false;
  let turn = Promise.resolve();
  let isAsked = false;
  let purgedAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  function wake(): void {
    clearTimeout(timer);
    if (isAsked || ended) return;
    isAsked = true;
    turn = turn.then(sendDue).catch((error: unknown) => {
      log.error({ err: error, channel }, 'the outbox of notices could not be read: it is tried again');
      sleep(looksAgainEvery);
    });
  }

  function sleep(ms: number): void {
    clearTimeout(timer);
    if (!ended) timer = setTimeout(wake, Math.max(0, Math.min(ms, looksAgainEvery))).unref();
  }

  async function sendDue(): Promise<void> {
    isAsked = false;
    if (ended) return;
    const due = await notices.due(channel, now(), atOnce);
    const rows = [...Map.groupBy(parcelsOf(due), ({ to }) => to).values()];
    // all have ended before the outbox is read again: what is under way still stands in it
    const ends = await Promise.allSettled(
      Array.from({ length: besides }, async () => {
        for (let row = rows.shift(); row !== undefined; row = rows.shift()) await sendTo(row);
      }),
    );
    const broken = ends.find((one) => one.status === 'rejected');
    if (broken !== undefined) throw broken.reason;
    if (ended) return;
    if (channel === 'mail' && now() - purgedAt > hour) {
      purgedAt = now();
      await notices.purge(now() - keptFor);
    }
    counts.waiting = await notices.waiting();
    const next = await notices.nextAt(channel);
    const wait = next === undefined ? looksAgainEvery : next - now();
    // what was written meanwhile is perhaps a storm that is still being gathered: whoever gathers it wakes the lane
    sleep(wait > 0 || due.length === atOnce ? wait : gatheringMs);
  }

  /** All that is due for one addressee, one after the other. */
  async function sendTo(parcels: ReturnType<typeof parcelsOf>): Promise<void> {
    let isSilent = false;
    for (const { to, digest, notices: some } of parcels) {
      if (ended) return;
      // who did not answer a moment ago is not asked for the next one
      if (isSilent) await settleAll(some, { is: 'postponed', at: now() + (waits[0] ?? second) });
      else isSilent = !(await sendOne(to, digest, some));
    }
  }

  /** Whether the other side can be asked for more. */
  async function sendOne(to: Addressee, digest: boolean, some: readonly DueNotice[]): Promise<boolean> {
    const courier = couriers.get(to.includes('/') ? to : channel);
    if (courier === undefined) {
      await settleAll(some, { is: 'not sent', at: now(), reason: { because: 'no channel' } });
      return true;
    }
    const reader = await recipient(to, channel);
    if (reader === undefined) {
      await settleAll(some, { is: 'not sent', at: now(), reason: { because: 'person gone' } });
      return true;
    }
    // whose an organisation is no more hears nothing of it, whatever was decided before
    const { organisations, role, ...address } = reader;
    const [own, others] = partitioned(some, ({ told }) => organisations?.includes(told.place.organisation.id) ?? true);
    await settleAll(others, { is: 'not sent', at: now(), reason: { because: 'nobody concerned' } });
    if (own.length === 0) return true;
    const free = to.includes('/') ? now() : pace.freeAt(to, now());
    if (free > now()) {
      await settleAll(own, { is: 'postponed', at: free });
      return true;
    }
    const may = own.map((one) => {
      const { place } = one.told;
      const told = isFewStaff?.(place.device.id)
        ? { ...one.told, place: { ...place, fewStaff: true as const } }
        : one.told;
      return { ...one, told: carried(told, { channel, ...(role !== undefined && { role }) }) };
    });
    // of a storm the reading of the rows and the writing of the message are a turn each
    await breath();
    return handOver(courier, { to, digest, notices: may, ...address });
  }

  async function handOver(courier: Courier, parcel: Parcel): Promise<boolean> {
    const taken = await courier.send(parcel).catch((error: unknown) => {
      if (error instanceof DeliveryError) return error;
      // a parcel that meets a bug holds up no other
      log.error({ err: error, channel, to: parcel.to }, 'a notice met a bug');
      return new DeliveryError('Vigie made a mistake; it is in its log', { retryable: true });
    });
    if (taken instanceof DeliveryError) return notTaken(parcel, taken);
    const { answer, mail } = taken;
    pace.sent(parcel.to, now());
    await settleAll(parcel.notices, { is: 'sent', at: now(), answer, ...(mail !== undefined && { mail }) });
    counts.sent += parcel.notices.length;
    return true;
  }

  async function notTaken({ to, notices: some }: Parcel, { retryable, message: answer }: DeliveryError) {
    // what a stop cuts off goes again at the next start
    if (ended) return false;
    const attempts = Math.max(...some.map((notice) => notice.attempts));
    const wait = retryable ? (pocket.has(channel) ? waitsOfPocket : waits)[attempts] : undefined;
    if (wait === undefined) {
      await settleAll(some, { is: 'failed', at: now(), answer });
      counts.failed += some.length;
    } else await settleAll(some, { is: 'waiting', at: now() + wait, answer });
    log.warn({ channel, to, reason: answer, again: wait !== undefined }, 'a notice was not taken');
    return !retryable;
  }

  const settleAll = (some: readonly DueNotice[], outcome: Parameters<Notices['settle']>[1]) =>
    notices.settle(
      some.map(({ id }) => id),
      outcome,
    );

  wake();
  return {
    wake,
    async settled() {
      // a turn may be asked for while one runs
      for (let before: Promise<void> | undefined; before !== turn; ) {
        before = turn;
        await turn;
      }
    },
    async end() {
      ended = true;
      clearTimeout(timer);
      await turn;
    },
  };
}

function partitioned<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}
