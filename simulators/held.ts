import type { Emission } from './disturb.ts';
import type { PlayedMessage } from './player.ts';
import { payloadOf, topicOf } from './wire.ts';

/** What waits to be sent, in the order of its sending. */
export interface Held {
  hold(emission: Emission): void;
  /** takes out what is to be sent at or before a time; what one device had kept comes as arrays */
  due(time: number): Generator<PlayedMessage>;
}

/** Holds at most `capacity` emissions: like a sensor's memory, when full it loses the oldest. */
export function createHeld(capacity = 200_000): Held {
  let waiting: Emission[] = [];
  return {
    hold(emission) {
      let low = 0;
      let high = waiting.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((waiting[middle]?.at ?? 0) <= emission.at) low = middle + 1;
        else high = middle;
      }
      if (low === waiting.length) waiting.push(emission);
      else waiting.splice(low, 0, emission);
      if (waiting.length > capacity) waiting.shift();
    },
    *due(time) {
      let count = 0;
      while (count < waiting.length && (waiting[count]?.at ?? 0) <= time) count++;
      if (count === 0) return;
      const due = waiting.slice(0, count);
      waiting = waiting.slice(count);
      const kept = Map.groupBy(
        due.filter((emission) => emission.kept),
        (emission) => emission.device,
      );
      for (const emission of due) {
        if (!emission.kept) yield messageOf(emission, [emission]);
        const buffer = kept.get(emission.device);
        if (!emission.kept || buffer === undefined) continue;
        kept.delete(emission.device);
        for (let i = 0; i < buffer.length; i += BATCH) yield messageOf(emission, buffer.slice(i, i + BATCH));
      }
    },
  };
}

/** Samples in one array; about 15 KiB. */
const BATCH = 100;

function messageOf(first: Emission, of: readonly Emission[]): PlayedMessage {
  const { at, site, device } = first;
  const payload = first.payload ?? payloadOf(of.map((emission) => emission.sample));
  return { time: at, site, topic: topicOf(site, device), payload };
}
