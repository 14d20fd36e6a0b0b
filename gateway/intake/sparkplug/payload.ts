import protobuf from 'protobufjs/minimal.js';

/** One metric of a Sparkplug B payload; without a name its alias stands for the name that the birth gave it. */
export interface SparkplugMetric {
  readonly name: string | undefined;
  readonly alias: number | undefined;
  /** epoch ms */
  readonly timestamp: number | undefined;
  readonly datatype: number | undefined;
  /** undefined for null, texts, bytes and what has parts */
  readonly raw: Raw | undefined;
  /** the property `engUnit`, where the edge says its unit */
  readonly unit: string | undefined;
}

/** A value before its datatype is known: `Long` holds the two halves of 64 bits. */
export type Raw = number | boolean | Long;
type Long = Exclude<ReturnType<protobuf.Reader['uint64']>, number>;

/** A payload of Sparkplug B: protobuf, chapter 6 of the specification. */
export interface SparkplugPayload {
  readonly timestamp: number | undefined;
  readonly seq: number | undefined;
  readonly metrics: readonly SparkplugMetric[];
}

const metricsAtMost = 10_000;
/** Wire types of protobuf. */
const varint = 0;
const fixed64 = 1;
const bytes = 2;
const fixed32 = 5;

/** Reads a payload; a string is the reason why it is none. Never throws. */
export function readPayload(payload: Uint8Array): SparkplugPayload | string {
  try {
    return payloadFrom(new protobuf.Reader(payload));
  } catch (error) {
    // what the reader throws at bytes that are cut off, or are no protobuf
    return `the payload is no Sparkplug B: ${error instanceof Error ? error.message.slice(0, 80) : 'unreadable'}`;
  }
}

/** A value as its datatype says: negatives travel as two's complement, wider or narrower than their type. */
export function typedValue(raw: Raw, datatype: number | undefined): number | boolean | undefined {
  if (typeof raw === 'boolean') return raw;
  const low = typeof raw === 'number' ? raw : raw.low;
  switch (datatype) {
    case 1: // Int8
      return (low << 24) >> 24;
    case 2: // Int16
      return (low << 16) >> 16;
    case 3: // Int32
      return low | 0;
    case 4: // Int64
      return typeof raw === 'number' ? raw : raw.high * 2 ** 32 + (raw.low >>> 0);
    case 5: // UInt8
      return low & 0xff;
    case 6: // UInt16
      return low & 0xffff;
    case 7: // UInt32
      return low >>> 0;
    case 11: // Boolean
      return low !== 0;
    default:
      return typeof raw === 'number' ? raw : unsigned(raw);
  }
}

function payloadFrom(reader: protobuf.Reader): SparkplugPayload {
  let timestamp: number | undefined;
  let seq: number | undefined;
  const metrics: SparkplugMetric[] = [];
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag === key(1, varint)) timestamp = whole(reader);
    else if (tag === key(2, bytes)) {
      if (metrics.length >= metricsAtMost) throw new RangeError(`more than ${metricsAtMost} metrics`);
      metrics.push(metricFrom(reader, endOf(reader)));
    } else if (tag === key(3, varint)) seq = whole(reader);
    else reader.skipType(tag & 7);
  }
  return { timestamp, seq, metrics };
}

function metricFrom(reader: protobuf.Reader, end: number): SparkplugMetric {
  let name: string | undefined;
  let alias: number | undefined;
  let timestamp: number | undefined;
  let datatype: number | undefined;
  let isNull = false;
  let unit: string | undefined;
  let raw: Raw | undefined;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag === key(1, bytes)) name = reader.string();
    else if (tag === key(2, varint)) alias = whole(reader);
    else if (tag === key(3, varint)) timestamp = whole(reader);
    else if (tag === key(4, varint)) datatype = reader.uint32();
    else if (tag === key(7, varint)) isNull = reader.bool();
    else if (tag === key(9, bytes)) unit = unitFrom(reader, endOf(reader));
    else if (tag === key(10, varint)) raw = reader.uint32();
    else if (tag === key(11, varint)) raw = reader.uint64();
    else if (tag === key(12, fixed32)) raw = reader.float();
    else if (tag === key(13, fixed64)) raw = reader.double();
    else if (tag === key(14, varint)) raw = reader.bool();
    else reader.skipType(tag & 7);
  }
  return { name, alias, timestamp, datatype, raw: isNull ? undefined : raw, unit };
}

/** Of a property set, keys (1) and values (2) in parallel, the text of `engUnit`. */
function unitFrom(reader: protobuf.Reader, end: number): string | undefined {
  const keys: string[] = [];
  const texts: (string | undefined)[] = [];
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag === key(1, bytes)) keys.push(reader.string());
    else if (tag === key(2, bytes)) texts.push(textFrom(reader, endOf(reader)));
    else reader.skipType(tag & 7);
  }
  return texts[keys.findIndex((name) => /^eng(?:ineering)?unit$/i.test(name))];
}

/** Of a property's value, the text (8). */
function textFrom(reader: protobuf.Reader, end: number): string | undefined {
  let text: string | undefined;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag === key(8, bytes)) text = reader.string();
    else reader.skipType(tag & 7);
  }
  return text;
}

function key(field: number, wire: number): number {
  return (field << 3) | wire;
}

/** Where a part ends that begins with its length. */
function endOf(reader: protobuf.Reader): number {
  const length = reader.uint32();
  const end = reader.pos + length;
  if (end > reader.len) throw new RangeError('a part is cut off');
  return end;
}

function whole(reader: protobuf.Reader): number {
  const long = reader.uint64();
  return typeof long === 'number' ? long : unsigned(long);
}

function unsigned({ low, high }: Long): number {
  return (high >>> 0) * 2 ** 32 + (low >>> 0);
}
