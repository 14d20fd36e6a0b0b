import type { Sample } from '../wire.ts';

/** Who speaks: one device, as the territory declares it. */
export interface Speaker {
  readonly site: string;
  readonly device: string;
  readonly type: string;
  /** what the dialect calls the device, e.g. `zigbee2mqtt:etage/salon` */
  readonly address?: string;
  /** what one pulse is worth, in the unit of the metric that it counts; one when absent */
  readonly pulse?: number;
}

/** A message on its way to the broker; bytes where the dialect is not text. */
export interface Spoken {
  readonly topic: string;
  readonly payload: string | Uint8Array;
}

/** Says samples of one device as a real one of its kind would: in its units, with its keys, in one message or in several. */
export type Speak = (speaker: Speaker, samples: readonly Sample[]) => readonly Spoken[];

/** A way of speaking that remembers what it has said, and heeds what it is told. */
export interface Speech {
  readonly speak: Speak;
  /** a message on a topic that the speaker's client subscribed to */
  hear(topic: string): void;
}

/** What stands behind the dialect's name in a speaker's address; the device's id where it has none. */
export function nameOf({ address, device }: Speaker): string {
  return address?.slice(address.indexOf(':') + 1) ?? device;
}
