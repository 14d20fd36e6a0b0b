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
  /** the newest message */
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly ignored: boolean;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** id to go on from, or null at the end */
  readonly next: number | null;
}

/** What an unknown device's message comes to under each type that finds something in it, the best first. */
export interface Recognised {
  readonly types: readonly { readonly type: string; readonly metrics: readonly string[] }[];
  readonly described?: Description;
  /** the name of the credentials that it answered to */
  readonly credentials?: string;
}

/** What a device announced of itself before it spoke. */
export interface Description {
  readonly name: string | undefined;
  readonly model: string | undefined;
  readonly manufacturer: string | undefined;
  /** the room or place that it names */
  readonly area: string | undefined;
  readonly metrics: readonly { readonly metric: string; readonly unit: string }[];
  /** why something that it announced will not be read */
  readonly mistakes: readonly string[];
}

/** What waits for a person: refused messages and unknown devices, kept bounded beside the journal. */
export interface Inbox {
  refused(page: { limit: number; before?: number }): Promise<Page<RefusedMessage & { readonly id: number }>>;
  discovered(page: { limit: number; before?: number }): Promise<Page<Discovered>>;
  /** One refused message. */
  refusal(id: number): Promise<RefusedMessage | undefined>;
  /** Once a refused message was taken after all. */
  forgetRefusal(id: number): Promise<void>;
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
