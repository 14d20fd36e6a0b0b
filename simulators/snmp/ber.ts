/** The basic encoding rules (X.690) as far as SNMP goes: tag, length, content, definite lengths, one-byte tags. */

export function tlv(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : length < 0x10000
          ? [tag, 0x82, length >> 8, length & 0xff]
          : [tag, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}

/** The shortest two's complement of a number. */
export function integerBytes(value: bigint): Buffer {
  let bits = 8;
  while (BigInt.asIntN(bits, value) !== value) bits += 8;
  const hex = BigInt.asUintN(bits, value).toString(16);
  return Buffer.from(hex.padStart(bits / 4, '0'), 'hex');
}

export function oidBytes(oid: readonly number[]): Buffer {
  const [first = 0, second = 0, ...rest] = oid;
  const bytes: number[] = [];
  for (const number of [first * 40 + second, ...rest]) {
    const septets = [number & 0x7f];
    for (let left = Math.floor(number / 128); left > 0; left = Math.floor(left / 128))
      septets.unshift((left & 0x7f) | 0x80);
    bytes.push(...septets);
  }
  return Buffer.from(bytes);
}

export function readOid(bytes: Uint8Array): number[] {
  const numbers: number[] = [];
  let number = 0;
  for (const byte of bytes) {
    number = number * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(number);
      number = 0;
    }
  }
  const [head = 0, ...rest] = numbers;
  const first = Math.min(2, Math.floor(head / 40));
  return [first, head - first * 40, ...rest];
}

export interface Element {
  readonly tag: number;
  readonly content: Buffer;
}

/** The elements that stand one behind the other; throws a RangeError where one says to be longer than there is. */
export function readElements(bytes: Buffer): Element[] {
  const elements: Element[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = bytes.readUInt8(at);
    let length = bytes.readUInt8(at + 1);
    at += 2;
    if (length > 0x80) {
      const count = length & 0x7f;
      length = bytes.readUIntBE(at, count);
      at += count;
    }
    if (at + length > bytes.length) throw new RangeError(`an element of ${length} bytes in ${bytes.length - at}`);
    elements.push({ tag, content: bytes.subarray(at, at + length) });
    at += length;
  }
  return elements;
}
