import { isUtf8 } from 'node:buffer';
import { decodeNative, type Take, takeMetrics } from '../../devices/message.ts';
import type { Sender } from '../domain/intake.ts';
import { aheadMs, earliestTime } from '../domain/reading.ts';
import { type Dialect, type Say, textOf } from './dialect.ts';
import type { Directory, KnownDevice } from './directory.ts';
import type { Gathered } from './gathered.ts';
import { createRouter, isItsWriter, mayNot, mayNotSpeakFor, mayWrite, type Route } from './route.ts';

/** How a message came, where that was not just now and from its device. */
export interface Delivery {
  /** epoch ms, for a message that was kept meanwhile */
  readonly arrival?: number;
  /** it was refused before */
  readonly isRetried?: boolean;
  /**
   * Kept by another broker, nobody knows how long: a value in it without a time of its own is no reading. `perhaps`: it
   * has the retain flag, but no bridge brought it; then only a dialect whose senders repeat what they remember heeds it.
   */
  readonly retained?: 'surely' | 'perhaps';
}

const minuteMs = 60_000;
/** an error of more than a century says no more */
const mostOffMs = 36_525 * 86_400_000;

/** A message with who sent it and how. */
export interface Heard {
  readonly sender: Sender;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly delivery: Delivery;
}

/**
 * Hears messages: whose device speaks, may this sender, what does it say. Readings, unknown devices and announcements are
 * gathered; the answer is the first reason why something was not taken.
 */
export function createHearing(parts: { directory: Directory; dialects: readonly Dialect[]; gathered: Gathered }) {
  const { directory, gathered } = parts;
  const route = createRouter(directory, parts.dialects);

  // One closure for all readings, its subject and instant set before: no allocation per message.
  let subject: KnownDevice;
  let arrival = 0;
  let isOld = false;
  /** it came before and is heard only now */
  let isKept = false;
  const take: Take = (metric, instance, value, time) => {
    const slot = directory.slot(subject, metric, instance);
    if (typeof slot === 'string') return slot;
    if (!Number.isFinite(value)) return `${metric} is not a finite number`;
    if (isOld && time === undefined) return undefined;
    const at = time ?? arrival;
    if (at > arrival + aheadMs) {
      clockIsWrong(at - arrival);
      return `clock: time ${isoOf(at)} is more than 5 minutes ahead`;
    }
    if (at < earliestTime) {
      clockIsWrong(arrival - at);
      return `clock: time ${isoOf(at)} is before 2000; epochs are wanted in milliseconds`;
    }
    if (subject.clock.is !== 'right' && time !== undefined) clockIsRight(at);
    gathered.pushReading(slot.id, at, value + 0); // + 0: -0 is 0
    return undefined;
  };

  /** Told once a minute at most, however much a device says; what was kept and is heard again says nothing of the clock of now. */
  function clockIsWrong(offMs: number): void {
    if (isKept) return;
    const { clock } = subject;
    if (clock.is === 'wrong' && Math.abs(arrival - clock.toldAt) < minuteMs) return;
    subject.clock = { is: 'wrong', toldAt: arrival };
    const series = directory.clockSeries(subject, true);
    if (series !== undefined)
      gathered.pushReading(series, arrival, Math.round(Math.min(offMs, mostOffMs) / (minuteMs / 10)) / 10);
  }

  /** Told where it was wrong, also before the last start. */
  function clockIsRight(at: number): void {
    if (isKept) return;
    subject.clock = { is: 'right' };
    const series = directory.clockSeries(subject, false);
    if (series === undefined) return;
    // what a device sends behind its time may have been kept: only ahead is known to be an error
    gathered.pushReading(series, arrival, Math.round(Math.max(0, at - arrival) / (minuteMs / 10)) / 10);
  }

  function hearForeign(message: Heard, { dialect, groups }: Extract<Route, { is: 'dialect' }>): string | undefined {
    const { sender, topic, payload, delivery } = message;
    const isRetained = delivery.retained === 'surely' || (delivery.retained === 'perhaps' && dialect.repeats === true);
    let isJudged = false;
    let unknown: string | undefined;

    const maySay = (device: KnownDevice): boolean =>
      dialect.payloadNames === true && device.device.client !== undefined
        ? isItsWriter(sender, device)
        : mayWrite(sender, topic, device);
    const allows = (address: string): boolean => {
      isJudged = true;
      const device = directory.byAddress(address);
      return device === undefined ? sender.mayPublish(topic) : maySay(device);
    };
    const say: Say = (speaker, saying) => {
      isJudged = true;
      isOld = isRetained && saying.standing !== true;
      const device = typeof speaker === 'string' ? directory.byAddress(speaker) : speaker;
      if (device === undefined) {
        const address = String(speaker);
        if (!sender.mayPublish(topic)) return mayNot(sender, topic);
        if (isOld && saying.time === undefined) return undefined;
        if (unknown !== address) keepUnknown(message, address); // once, however much it says
        unknown = address;
        return undefined;
      }
      if (!maySay(device)) {
        return sender.mayPublish(topic) ? mayNotSpeakFor(sender, device) : mayNot(sender, topic);
      }
      subject = device;
      if ('metrics' in saying) return takeMetrics(saying.metrics, saying.time, take);
      const { found, reason } = device.read(saying, take);
      if (found > 0 || saying.partial === true) return reason;
      return reason ?? `nothing in it that a ${device.type.id} measures`;
    };
    const reason = dialect.read(
      {
        groups,
        payload,
        client: sender.id,
        arrival,
        isReplay: delivery.arrival !== undefined,
        isRetried: delivery.isRetried === true,
        allows,
        announce: (content, of = topic) => gathered.pushAnnounced({ topic: of, client: sender.id, payload: content }),
      },
      say,
    );
    // what says nothing of a device would reach subscribers unchecked
    return isJudged || sender.mayPublish(topic) ? reason : mayNot(sender, topic);
  }

  function keepUnknown({ sender, topic, payload }: Heard, address: string): void {
    gathered.pushUnknown({ time: arrival, client: sender.id, address, topic, payload });
  }

  /** `now` is the arrival (epoch ms) unless the delivery knows better. */
  return function hear(message: Heard, now: number): string | undefined {
    const { sender, topic, payload, delivery } = message;
    arrival = delivery.arrival ?? now;
    isKept = delivery.arrival !== undefined;
    isOld = delivery.retained === 'surely';
    const to = route(sender, topic);
    if (to.is === 'refused') return to.reason;
    if (to.is === 'dialect') return hearForeign(message, to);
    if (to.is === 'unknown') {
      if (!isOld || tellsTime(payload)) keepUnknown(message, to.address);
      return undefined;
    }
    if (!isUtf8(payload)) return 'the payload is not UTF-8';
    subject = to.device;
    return decodeNative(textOf(payload), to.metric, take);
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
