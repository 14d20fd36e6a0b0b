import type { Emission } from './disturb.ts';
import type { PlayedMessage } from './player.ts';

/** What waits to be sent, in the order of its sending. */
export interface Held {
  hold(emission: Emission): void;
  /** takes out what is to be sent at or before a time; what one device had kept comes together, as arrays where its dialect has them */
  due(time: number): Generator<PlayedMessage>;
}

/** Emissions of one device as the messages that it sends for them at once. */
export type Send = (emissions: readonly Emission[]) => readonly PlayedMessage[];

/** Holds at most `capacity` emissions: like a sensor's memory, when full it loses the oldest. */
export function createHeld(send: Send, capacity = 200_000): Held {
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
        if (!emission.kept) yield* send([emission]);
        const buffer = kept.get(emission.device);
        if (!emission.kept || buffer === undefined) continue;
        kept.delete(emission.device);
        for (let i = 0; i < buffer.length; i += BATCH) yield* send(buffer.slice(i, i + BATCH));
      }
    },
  };
}

/** Samples in one array; about 15 KiB of native JSON. */
const BATCH = 100;
