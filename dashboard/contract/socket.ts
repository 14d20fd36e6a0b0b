import { z } from 'zod';
import type { Alert } from './alerts.ts';
import type { LatestReading } from './readings.ts';
import type { Ticket } from './tickets.ts';

const Id = z.string().regex(/^[a-z0-9-]{1,64}$/);

/** What a client may watch: one of the four. */
export const Watch = z.union([
  z.strictObject({ site: Id }),
  z.strictObject({ device: Id }),
  z.strictObject({ organisation: Id }),
  z.strictObject({ console: Id }),
]);
export type Watch = z.infer<typeof Watch>;

export type WatchAnswer = { ok: true } | { ok: false; code: 'not_found' };

/** An alert as screens hear of it: in French, with what it says in English beside it. */
export type HeardAlert = Alert & { english: { title: string; reason: string } };

/** What a screen knows: all of it in a snapshot, only what changed in changes. */
export interface Changes {
  readings: LatestReading[];
  alerts: HeardAlert[];
  tickets: Ticket[];
  devices: { id: string; lastSeen: string }[];
}

export interface ServerToClient {
  snapshot: (watch: Watch, state: Changes) => void;
  changes: (changes: Changes) => void;
}

export interface ClientToServer {
  watch: (what: unknown, answer: (result: WatchAnswer) => void) => void;
  unwatch: (what: unknown, answer: (result: WatchAnswer) => void) => void;
}
