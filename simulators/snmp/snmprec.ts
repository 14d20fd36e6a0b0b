import { parseIpAddress } from '../../devices/ip-address.ts';
import { integerBytes, oidBytes } from './ber.ts';

/** One object of an agent: its OID, its ASN.1 tag and its value as it goes on the wire. */
export interface SnmpObject {
  readonly oid: readonly number[];
  readonly tag: number;
  readonly content: Buffer;
}

export interface Recording {
  /** by OID, number by number, one each */
  readonly objects: readonly SnmpObject[];
  /** `file:line reason` of the lines that could not be read */
  readonly skipped: readonly string[];
}

/** What each ASN.1 tag of the format may hold (RFC 2578, RFC 3416). */
const whole = (least: bigint, most: bigint) => ({ is: 'whole', least, most }) as const;
const kinds: ReadonlyMap<number, Kind> = new Map<number, Kind>([
  [2, whole(-(2n ** 31n), 2n ** 31n - 1n)],
  [4, { is: 'text' }],
  [5, { is: 'nothing' }],
  [6, { is: 'oid' }],
  [64, { is: 'address' }],
  [65, whole(0n, 2n ** 32n - 1n)],
  [66, whole(0n, 2n ** 32n - 1n)],
  [67, whole(0n, 2n ** 32n - 1n)],
  [68, { is: 'text' }],
  [70, whole(0n, 2n ** 64n - 1n)],
  // no such object, no such instance, end of the view
  [128, { is: 'nothing' }],
  [129, { is: 'nothing' }],
  [130, { is: 'nothing' }],
]);
type Kind =
  | { readonly is: 'whole'; readonly least: bigint; readonly most: bigint }
  | { readonly is: 'text' | 'nothing' | 'oid' | 'address' };

/**
 * Reads a recording in the public `.snmprec` format, `OID|tag|value` a line, `#` before a remark; what cannot be read is told and
 * left out. Behind a tag `x` means bytes in hex, `e` a text with Python's escapes. Of an OID that stands twice the last line counts.
 */
export function readSnmprec(text: string, file: string): Recording {
  const objects = new Map<string, SnmpObject>();
  const skipped: string[] = [];
  for (const [i, written] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = written.trim();
    if (line === '' || line.startsWith('#')) continue;
    const object = objectOf(line);
    if (typeof object === 'string') skipped.push(`${file}:${i + 1} ${object}`);
    else objects.set(object.oid.join('.'), object);
  }
  return { objects: [...objects.values()].sort((a, b) => compareOids(a.oid, b.oid)), skipped };
}

/** Number by number; what is longer comes after what it continues. */
export function compareOids(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function objectOf(line: string): SnmpObject | string {
  // values hold bars: the first two part
  const [, written = '', tagged = '', value = ''] = /^([^|]*)\|([^|]*)\|(.*)$/s.exec(line) ?? [];
  const oid = oidOf(written);
  if (oid === undefined) return 'has no OID in front';
  const [, plain, variation] = /^([^:]*):(.*)$/.exec(tagged) ?? [];
  if (variation !== undefined) {
    return `"${shown(tagged)}" has its value from the variation module "${shown(variation)}", which is not played: write one as ${shown(plain ?? '')}|value`;
  }
  const [, number, form = ''] = /^(\d{1,3})([xe]?)x?$/.exec(tagged) ?? [];
  const tag = Number(number);
  const kind = kinds.get(tag);
  if (kind === undefined) return `"${shown(tagged)}" is no type of SNMP`;
  const content = contentOf(kind, form, value);
  if (content === undefined) return `"${shown(`${tagged}|${value}`)}" is no value`;
  return { oid, tag, content };
}

function contentOf(kind: Kind, form: string, value: string): Buffer | undefined {
  if (form !== '') {
    // bytes are bytes of a text or an address
    const bytes = form === 'x' ? fromHex(value) : unescaped(value);
    if (kind.is === 'address') return bytes?.length === 4 ? bytes : undefined;
    return kind.is === 'text' ? bytes : undefined;
  }
  switch (kind.is) {
    case 'text':
      return Buffer.from(value, 'utf8');
    case 'nothing':
      return Buffer.alloc(0);
    case 'oid': {
      const oid = oidOf(value);
      return oid && oidBytes(oid);
    }
    case 'address': {
      const address = parseIpAddress(value);
      return address?.family === 4 ? Buffer.from(value.split('.').map(Number)) : undefined;
    }
    case 'whole': {
      if (!/^-?\d{1,20}$/.test(value)) return undefined;
      const number = BigInt(value);
      return number >= kind.least && number <= kind.most ? integerBytes(number) : undefined;
    }
  }
}

/** Numbers with dots between, one in front or not (RFC 2578, 3.5): at least two, 128 at most, each of 32 bits. */
function oidOf(written: string): number[] | undefined {
  if (!/^\.?\d{1,10}(\.\d{1,10}){1,127}$/.test(written)) return undefined;
  const oid = written.replace(/^\./, '').split('.').map(Number);
  const [first = 0, second = 0] = oid;
  return first <= 2 && (first === 2 || second < 40) && oid.every((one) => one < 2 ** 32) ? oid : undefined;
}

function fromHex(value: string): Buffer | undefined {
  return /^([0-9a-f]{2})*$/i.test(value) ? Buffer.from(value, 'hex') : undefined;
}

const escapes: Readonly<Record<string, string>> = {
  ...{ '\\': '\\', "'": "'", '"': '"', a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
};

/** A text as Python writes it between its quotes; undefined where an escape is none. */
function unescaped(value: string): Buffer | undefined {
  let isWhole = true;
  const text = value.replace(/\\(x[0-9a-fA-F]{2}|.|$)/g, (_, code: string) => {
    if (code.length === 3) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    const letter = escapes[code];
    isWhole &&= letter !== undefined;
    return letter ?? '';
  });
  return isWhole ? Buffer.from(text, 'latin1') : undefined;
}

function shown(text: string): string {
  return text.replace(/\p{C}/gu, ' ').slice(0, 60);
}
