import { zstdDecompressSync } from 'node:zlib';

/** Which rows of a column chunk are wanted. */
export interface ChunkRows {
  readonly from: number;
  /** takes as many numbers as it has room for */
  readonly into: Float64Array;
  /** the number in row `from`, where it is known: differences in front of it are then passed over */
  readonly first?: number | undefined;
}

/**
 * Reads INT64 numbers of a column chunk from its bytes as DuckDB writes them: no NULL, zstd, pages of version 1, PLAIN,
 * RLE_DICTIONARY or DELTA_BINARY_PACKED (Apache Parquet, Encodings.md). False when the chunk has another form, or numbers
 * that a double does not hold: DuckDB itself has to read that one.
 */
export function readIntegers(chunk: Uint8Array, { from, into, first }: ChunkRows): boolean {
  const to = from + into.length;
  const cursor = cursorOn(chunk);
  let dictionary: Float64Array | undefined;
  let row = 0;
  while (row < to && cursor.at < chunk.length) {
    const page = readPageHeader(cursor);
    if (page === undefined) return false;
    const body = chunk.subarray(cursor.at, cursor.at + page.compressed);
    cursor.at += page.compressed;
    if (page.type === dictionaryPage) {
      dictionary = new Float64Array(page.values);
      if (!readPlain(inflate(body, page.size), 0, dictionary)) return false;
      continue;
    }
    const [skip, end] = [Math.max(from - row, 0), Math.min(to - row, page.values)];
    if (skip < end) {
      const target = into.subarray(row + skip - from, row + end - from);
      const known = row + skip === from ? first : undefined;
      if (!readPage(inflate(body, page.size), page, { dictionary, skip, target, first: known })) return false;
    }
    row += page.values;
  }
  return row >= to;
}

interface Cursor {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  at: number;
}

function cursorOn(bytes: Uint8Array): Cursor {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), at: 0 };
}

interface PageHeader {
  readonly type: number;
  readonly size: number;
  readonly compressed: number;
  readonly values: number;
  readonly encoding: number;
}

interface Wanted {
  readonly dictionary: Float64Array | undefined;
  /** rows of the page in front */
  readonly skip: number;
  readonly target: Float64Array;
  readonly first: number | undefined;
}

// numbers of parquet.thrift
const [dataPage, dictionaryPage] = [0, 2];
const encodings = { plain: 0, delta: 5, dictionary: 8 };

/** With room behind the end, where bit-packed numbers are read four bytes at once. */
function inflate(body: Uint8Array, size: number): Cursor {
  const bytes = zstdDecompressSync(body, { chunkSize: Math.max(64, size + 8), maxOutputLength: size });
  const room = bytes.buffer.byteLength - bytes.byteOffset;
  if (room >= size + 8) return cursorOn(new Uint8Array(bytes.buffer, bytes.byteOffset, size + 8));
  const padded = new Uint8Array(size + 8);
  padded.set(bytes);
  return cursorOn(padded);
}

function readPage(cursor: Cursor, page: PageHeader, wanted: Wanted): boolean {
  if (!passLevels(cursor, page.values)) return false;
  switch (page.encoding) {
    case encodings.plain:
      return readPlain(cursor, wanted.skip, wanted.target);
    case encodings.delta:
      return readDeltas(cursor, wanted);
    case encodings.dictionary:
      return readIndices(cursor, wanted);
    default:
      return false;
  }
}

/** Passes over the definition levels if they say in one run that no value is NULL. */
function passLevels(cursor: Cursor, values: number): boolean {
  const end = cursor.view.getUint32(0, true) + 4;
  cursor.at = 4;
  const run = readVarint(cursor);
  const level = cursor.bytes[cursor.at];
  cursor.at = end;
  return run % 2 === 0 && run / 2 >= values && level === 1;
}

function readPlain({ view, at }: Cursor, skip: number, target: Float64Array): boolean {
  for (let i = 0; i < target.length; i++) {
    const position = at + (skip + i) * 8;
    const value = view.getInt32(position + 4, true) * 2 ** 32 + view.getUint32(position, true);
    if (!Number.isSafeInteger(value)) return false;
    target[i] = value;
  }
  return true;
}

function readIndices(cursor: Cursor, { dictionary, skip, target }: Wanted): boolean {
  const { bytes, view } = cursor;
  const bits = bytes[cursor.at++] ?? 0;
  const end = skip + target.length;
  if (dictionary === undefined || bits > 25) return false;
  for (let row = 0; row < end; ) {
    const run = readVarint(cursor);
    if (!(run > 1)) return false;
    const packed = run % 2 === 1;
    const length = packed ? ((run - 1) / 2) * 8 : run / 2;
    const [from, to] = [Math.max(skip, row), Math.min(end, row + length)];
    const step = packed ? bits : 0;
    let bit = cursor.at * 8 + (from - row) * step;
    for (let i = from; i < to; i++, bit += step) {
      const value = dictionary[readBits(view, bit, bits)];
      if (value === undefined) return false;
      target[i - skip] = value;
    }
    cursor.at += packed ? (length * bits) / 8 : Math.ceil(bits / 8);
    row += length;
  }
  return true;
}

function readDeltas(cursor: Cursor, { skip, target, first }: Wanted): boolean {
  const { bytes, view } = cursor;
  const [blockSize, perBlock, count] = [readVarint(cursor), readVarint(cursor), readVarint(cursor)];
  const size = blockSize / perBlock;
  const end = skip + target.length;
  let value = readZigzag(cursor);
  if (end > count || !Number.isSafeInteger(value)) return false;
  if (skip === 0) target[0] = value;
  for (let row = 1; row < end; ) {
    const least = readZigzag(cursor);
    const widths = cursor.at;
    cursor.at += perBlock;
    for (let mini = 0; mini < perBlock && row < end; mini++) {
      const bits = bytes[widths + mini] ?? 0;
      if (!(Math.abs(least) + 2 ** bits <= mostExact)) return false;
      const last = Math.min(end, row + size);
      let bit = cursor.at * 8;
      if (first !== undefined && row <= skip) {
        // what comes before the known number is passed over; it may begin these packed numbers
        const passed = Math.min(last, skip) - row;
        bit += passed * bits;
        row += passed;
        value = first - least - readBits(view, bit, bits);
      }
      for (; row < last; row++, bit += bits) {
        value += least + readBits(view, bit, bits);
        if (!(Math.abs(value) <= mostExact)) return false;
        if (row >= skip) target[row - skip] = value;
      }
      cursor.at += (size * bits) / 8;
    }
  }
  return true;
}

/** Up to here doubles hold every whole number, and what they would round lies beyond. */
const mostExact = Number.MAX_SAFE_INTEGER;

/** Bit-packed numbers begin with their lowest bit. */
function readBits(view: DataView, bit: number, bits: number): number {
  const low = view.getUint32(bit >>> 3, true) >>> (bit & 7);
  if (bits <= 25) return low & ((1 << bits) - 1);
  return (low & 0xffffff) + readBits(view, bit + 24, bits - 24) * 0x1000000;
}

/** A number of seven bits a byte; beyond 2^53 it is not exact, which those who ask check. */
function readVarint(cursor: Cursor): number {
  let value = 0;
  for (let factor = 1; factor <= 2 ** 63; factor *= 128) {
    const byte = cursor.bytes[cursor.at++] ?? 0;
    value += (byte & 127) * factor;
    if (byte < 128) return value;
  }
  return Number.NaN;
}

function readZigzag(cursor: Cursor): number {
  const value = readVarint(cursor);
  return value > 2 ** 53 ? Number.NaN : value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

/** The fields of a page header that count here; in Thrift's compact protocol. */
function readPageHeader(cursor: Cursor): PageHeader | undefined {
  const fields = readStruct(cursor);
  const type = fields?.get(1);
  if (type !== dataPage && type !== dictionaryPage) return undefined;
  const [size, compressed, inner] = [fields?.get(2), fields?.get(3), fields?.get(type === dataPage ? 5 : 7)];
  if (typeof size !== 'number' || typeof compressed !== 'number' || !(inner instanceof Map)) return undefined;
  const [values, encoding] = [inner.get(1), inner.get(2)];
  if (typeof values !== 'number' || typeof encoding !== 'number') return undefined;
  return { type, size, compressed, values, encoding };
}

type Fields = Map<number, number | Fields>;

/** The numbers and structs of a Thrift struct by their field; texts and truths are passed over. */
function readStruct(cursor: Cursor): Fields | undefined {
  const fields: Fields = new Map();
  let field = 0;
  for (;;) {
    const head = cursor.bytes[cursor.at++] ?? 0;
    if (head === 0) return fields;
    field = head >>> 4 === 0 ? readZigzag(cursor) : field + (head >>> 4);
    switch (head & 15) {
      case 1:
      case 2:
        break;
      case 4:
      case 5:
      case 6:
        fields.set(field, readZigzag(cursor));
        break;
      case 8:
        cursor.at += readVarint(cursor);
        break;
      case 12: {
        const inner = readStruct(cursor);
        if (inner === undefined) return undefined;
        fields.set(field, inner);
        break;
      }
      default:
        return undefined;
    }
  }
}
