import type { Announcement, Batch, RefusedMessage, UnknownMessage } from '../domain/journal.ts';
import type { Series } from '../domain/series.ts';
import { createColumns } from './columns.ts';

/** Refused messages beyond this in one batch are counted, not kept. */
const keepRefusedPerBatch = 200;
const keepUnknownPerBatch = 2_000;
const keepPayloadBytes = 64 * 1024;

/** What was heard since the last commit, until it becomes a batch. Payloads are copied: the broker's are windows on its read buffer. */
export function createGathered() {
  const columns = createColumns();
  let refused: RefusedMessage[] = [];
  let unknown: UnknownMessage[] = [];
  let announced: Announcement[] = [];
  let unknownSoFar = 0;

  return {
    /** readings in the batch */
    readings: columns.length,
    /** messages of unknown devices since the start, kept or not */
    unknownSoFar: () => unknownSoFar,
    pushReading: columns.push,
    pushRefused(message: RefusedMessage): void {
      if (refused.length >= keepRefusedPerBatch) return;
      refused.push({ ...message, topic: message.topic.slice(0, 1_024), payload: copied(message.payload) });
    },
    pushUnknown(message: UnknownMessage): void {
      unknownSoFar++;
      if (unknown.length >= keepUnknownPerBatch) return;
      unknown.push({ ...message, address: message.address.slice(0, 256), payload: copied(message.payload) });
    },
    pushAnnounced(announcement: Announcement): void {
      announced.push({ ...announcement, payload: copied(announcement.payload) });
    },
    isEmpty: () => columns.length() + refused.length + unknown.length + announced.length === 0,
    /** All of it as a batch; gathering begins again. */
    take(acceptedAt: number, newSeries: readonly Series[]): Batch {
      const batch = { acceptedAt, newSeries, readings: columns.take(), refused, unknown, announced };
      refused = [];
      unknown = [];
      announced = [];
      return batch;
    },
  };
}

export type Gathered = ReturnType<typeof createGathered>;

function copied(payload: Uint8Array): Uint8Array {
  return Uint8Array.prototype.slice.call(payload, 0, keepPayloadBytes);
}
