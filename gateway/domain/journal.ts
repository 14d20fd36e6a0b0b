import type { Readings } from './reading.ts';
import type { Series } from './series.ts';

/** A message that could not be taken, kept raw with its reason. */
export interface RefusedMessage {
  readonly time: number;
  readonly client: string;
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly reason: string;
}

/** A message of a device that the territory does not know, kept until someone attaches or ignores it. */
export interface UnknownMessage {
  readonly time: number;
  readonly client: string;
  /** what the payload calls the device, e.g. `native:mairie-tartas/co2-3` */
  readonly address: string;
  readonly topic: string;
  readonly payload: Uint8Array;
}

/** A message that describes devices before they speak, kept as it came; an empty payload takes it back. */
export interface Announcement {
  readonly topic: string;
  readonly client: string;
  readonly payload: Uint8Array;
}

/** What one group commit makes durable, all or nothing. */
export interface Batch {
  readonly acceptedAt: number;
  /** series that appear for the first time; their ids follow the known ones */
  readonly newSeries: readonly Series[];
  readonly readings: Readings;
  readonly refused: readonly RefusedMessage[];
  readonly unknown: readonly UnknownMessage[];
  readonly announced: readonly Announcement[];
}

export interface Entry {
  readonly seq: number;
  readonly acceptedAt: number;
  readonly readings: Readings;
}

export interface JournalUse {
  readonly bytes: number;
  readonly quotaBytes: number;
  /** at the present rate; Infinity when it does not grow */
  readonly hoursLeft: number;
}

/** The truth: readings are durable here before they are acknowledged; readers follow from their own cursors. */
export interface Journal {
  series(): readonly Series[];
  /** Durable on return; the entry's sequence number (from 1). Throws `JournalFull` at the quota. */
  append(batch: Batch): number;
  /** Notes that time has come to `at` (epoch ms): an entry without readings, so that who follows sees time pass as it was seen live. */
  tick(at: number): void;
  /** Keeps what the store's engine refused for good, durable on return; also at the quota, because it is bounded by itself. */
  refuse(messages: readonly RefusedMessage[]): void;
  /** Entries after `seq`, in order, at most `limit` readings but at least one entry. */
  read(seq: number, limit: number): Entry[];
  lastSeq(): number;
  /** The next entry's number is at least `seq` + 1. */
  continueAfter(seq: number): void;
  cursor(reader: string): number;
  /** Makes a reader known at `seq` unless it is: from then on nothing is trimmed that it has not passed. */
  begin(reader: string, seq: number): void;
  /** A power cut may take it back until the next `trim` or `append`: who follows must bear reading an entry twice. */
  moveCursor(reader: string, seq: number): void;
  /** Moves a reader's cursor together with what it needs to go on from there; durable on return. */
  keepCheckpoint(reader: string, seq: number, body: string): void;
  /** Keeps a piece of what a later checkpoint of the reader names, in the place of the one of that generation and number; lost by no kill. */
  keepPart(reader: string, part: { readonly generation: number; readonly number: number; readonly body: string }): void;
  /** The first `count` pieces of a generation, in their order. */
  parts(reader: string, generation: number, count: number): string[];
  /** what was kept with the cursor, and where that stood */
  checkpoint(reader: string): { readonly seq: number; readonly body: string } | undefined;
  /** Removes what every reader has passed. */
  trim(): void;
  use(): JournalUse;
  close(): void;
}
