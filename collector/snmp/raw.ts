import { isUtf8 } from 'node:buffer';

/** What an agent answered under one OID: a number, a 64-bit counter, or a text (an OID with dots, other bytes as hex). */
export type Raw = number | bigint | string;

/** The tags of SMIv2 (RFC 2578) and of net-snmp's floats that are read here. */
const tag = {
  integer: 2,
  octets: 4,
  oid: 6,
  ipAddress: 64,
  counter32: 65,
  gauge32: 66,
  ticks: 67,
  opaque: 68,
  counter64: 70,
};

/** A text longer than this names nothing: a DisplayString has 255 (RFC 2579). */
const mostBytes = 4_096;

/** Reads one value as it came; undefined for what holds no value or cannot be one. */
export function rawOf(type: number | undefined, value: unknown): Raw | undefined {
  switch (type) {
    case tag.integer:
    case tag.counter32:
    case tag.gauge32:
    case tag.ticks:
      return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
    case tag.counter64:
      return Buffer.isBuffer(value) && value.length <= 9 ? BigInt(`0x${value.toString('hex') || '0'}`) : undefined;
    case tag.octets:
      return Buffer.isBuffer(value) && value.length <= mostBytes ? textOf(value) : undefined;
    case tag.oid:
    case tag.ipAddress:
      return typeof value === 'string' ? value : undefined;
    case tag.opaque:
      return Buffer.isBuffer(value) ? floatOf(value) : undefined;
    default:
      return undefined;
  }
}

/** Some agents end their texts with a zero byte. */
function textOf(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  const text = end >= 0 && bytes.subarray(end).every((byte) => byte === 0) ? bytes.subarray(0, end) : bytes;
  return isUtf8(text) && !text.some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13)
    ? text.toString('utf8')
    : `0x${bytes.toString('hex')}`;
}

/** NET-SNMP-TC: 9f 78 04 and a big-endian IEEE 754 float. */
function floatOf(bytes: Buffer): number | undefined {
  if (bytes.length !== 7 || bytes.readUIntBE(0, 3) !== 0x9f7804) return undefined;
  const float = bytes.readFloatBE(3);
  return Number.isFinite(float) ? Number(float.toPrecision(7)) : undefined;
}
