import { isUtf8 } from 'node:buffer';
import type { Fields } from '../../devices/fields.ts';
import { show } from '../../devices/message.ts';
import type { Said } from '../../devices/reader.ts';
import { isRecord } from '../../devices/record.ts';
import type { KnownDevice } from './directory.ts';

/** A way of speaking that is not our own: which topics it uses, and what its payloads say of which device. */
export interface Dialect {
  readonly id: string;
  /** matches the topics of the dialect; its groups are handed to `read` */
  readonly topic: Pattern;
  /** its senders repeat what they remember, with the retain flag, at the beginning of each connection */
  readonly repeats?: boolean;
  /** the payload says of which device it speaks: a right to the topic is a right to every device, but those that name a client */
  readonly payloadNames?: boolean;
  /**
   * Says what a payload holds, device by device and instant by instant. Answers undefined when it could be read and all
   * was taken, else the first reason. Never throws, whatever the bytes.
   */
  read(heard: Heard, say: Say): string | undefined;
}

/** A regular expression, or what answers like one: the whole match first, its groups behind. */
export interface Pattern {
  exec(topic: string): readonly (string | undefined)[] | null;
}

/** A message on a dialect's topic. */
export interface Heard {
  /** what the groups of `topic` matched */
  readonly groups: readonly string[];
  readonly payload: Uint8Array;
  /** who sent it */
  readonly client: string;
  /** epoch ms */
  readonly arrival: number;
  /** it came before, and is read again now that the territory knows its device */
  readonly isReplay: boolean;
  /** it was refused before, and somebody wants to know whether it is taken now */
  readonly isRetried: boolean;
  /** may the sender speak for the device of this address? */
  allows(address: string): boolean;
  /** keeps a message that describes devices, for after a restart; an empty one takes back what this topic, or another, announced */
  announce(payload: Uint8Array, topic?: string): void;
}

/** Hands on what was said of a device, known by its address (`zigbee2mqtt:salon`) or found already. Answers the first reason. */
export type Say = (device: string | KnownDevice, saying: Saying) => string | undefined;

/** What a payload says of one device at one instant. */
export type Saying = Circumstances &
  (
    | Said
    | {
        /** metric ids with values in the metric's own unit; an object holds a number for each instance */
        readonly metrics: Fields;
      }
  );

interface Circumstances {
  /** epoch ms, where the payload tells; else the arrival counts */
  readonly time?: number;
  /** only what changed, or a sign of life: nothing in it that the type measures is no fault then */
  readonly partial?: boolean;
  /** a state that a broker keeps true with a will: a retained copy of it says what is so now */
  readonly standing?: boolean;
}

/** A payload's JSON object, or the reason why it is none. */
export function parseObject(payload: Uint8Array): Record<string, unknown> | string {
  if (!isUtf8(payload)) return 'the payload is not UTF-8';
  let body: unknown;
  try {
    body = JSON.parse(textOf(payload));
  } catch (error) {
    return `the payload is not JSON: ${show(error instanceof Error ? error.message : error)}`;
  }
  return isRecord(body) ? body : 'the payload is not a JSON object';
}

/** A payload's bytes as text. */
export function textOf(payload: Uint8Array): string {
  return Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8');
}
