import type { RefusedMessage } from './journal.ts';

/** A device that sends and that the territory does not know. */
export interface Discovered {
  readonly id: number;
  /** what its payloads call it, e.g. `native:mairie-tartas/co2-3` */
  readonly address: string;
  readonly client: string;
  readonly firstSeen: number;
  readonly lastSeen: number;
  readonly messages: number;
  /** the newest payload, as text, at most 2 kB */
  readonly sample: string;
  /** metric ids seen in the newest payload */
  readonly metrics: readonly string[];
  readonly ignored: boolean;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** id to go on from, or null at the end */
  readonly next: number | null;
}

/** What waits for a person: refused messages and unknown devices, kept bounded beside the journal. */
export interface Inbox {
  refused(page: { limit: number; before?: number }): Promise<Page<RefusedMessage & { readonly id: number }>>;
  discovered(page: { limit: number; before?: number }): Promise<Page<Discovered>>;
  ignore(id: number): Promise<boolean>;
  /** What was kept of an unknown device, oldest first; undefined for an id that is not there. */
  kept(id: number): Promise<KeptMessages | undefined>;
  /** Once what was kept is accepted under a device's name. */
  forget(id: number): Promise<void>;
}

export interface KeptMessages {
  readonly address: string;
  readonly messages: readonly { readonly time: number; readonly topic: string; readonly payload: Uint8Array }[];
}
