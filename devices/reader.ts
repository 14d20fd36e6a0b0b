import { createFrameReader } from './codecs/milesight.ts';
import type { DeviceType } from './device-type.ts';
import { createFieldReader, type Fields, type Found } from './fields.ts';
import { keepFirst, type Take } from './message.ts';
import type { Coefficients } from './territory.ts';

/** What was said of one device at one instant, as far as the dialect understands it. */
export interface Said {
  readonly fields: Fields;
  /** epoch ms, where the payload tells; else the arrival counts */
  readonly time?: number;
  /** what the device itself sent by radio, beside the fields, which are then its network server's */
  readonly frame?: Frame;
}

/** The bytes of a radio frame, and what the network server's own codec made of them where it has one. */
export interface Frame {
  readonly port: number;
  readonly bytes: Uint8Array;
  readonly decoded?: Fields;
}

/** Hands what was said to `take` as the device's type describes; how much was found, taken or not, and the first reason. */
export type Read = (said: Said, take: Take) => Found;

/** How a device of this type, with these coefficients, is read. Of a frame its bytes count where the type knows them, else what the server decoded. */
export function createReader(type: Pick<DeviceType, 'id' | 'metrics' | 'source'>, coefficients?: Coefficients): Read {
  const readFields = createFieldReader(type, coefficients);
  const { source } = type;
  const readFrame =
    source.kind === 'mqtt' && source.payload === 'milesight' ? createFrameReader(source.channels) : undefined;

  function readContent({ port, bytes, decoded }: Frame, time: number | undefined, take: Take): Found {
    if (readFrame === undefined) {
      if (decoded !== undefined) return readFields(decoded, time, take);
      return { found: 0, reason: `the network server decoded nothing: give it a codec for what a ${type.id} sends` };
    }
    const content = readFrame(bytes);
    let { reason } = readFields(content.now, time, take);
    for (const past of content.history) reason = keepFirst(reason, readFields(past.values, past.time, take).reason);
    const unread = content.reason === undefined ? undefined : `port ${port}: ${content.reason}`;
    return { found: content.understood, reason: keepFirst(reason, unread) };
  }

  return function read({ fields, time, frame }, take) {
    const beside = readFields(fields, time, take);
    if (frame === undefined) return beside;
    const { found, reason } = readContent(frame, time, take);
    return { found, reason: keepFirst(reason, beside.reason) };
  };
}
