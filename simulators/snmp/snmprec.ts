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

const integers = new Set([2, 65, 66, 67, 70]);
const texts = new Set([4, 68]);

/** Reads a recording in the public `.snmprec` format, `OID|tag|value` a line; what cannot be read is told and left out. */
export function readSnmprec(text: string, file: string): Recording {
  const objects = new Map<string, SnmpObject>();
  const skipped: string[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
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
  if (!/^\d+(\.\d+)+$/.test(written)) return 'has no OID in front';
  if (tagged.includes(':')) return `"${tagged}" is a variation module, which is not supported`;
  const [, number, form = ''] = /^(\d+)([xe]?)x?$/.exec(tagged) ?? [];
  const content = contentOf(Number(number), form, value);
  if (content === undefined) return `"${tagged}|${value.slice(0, 40)}" is no value`;
  return { oid: written.split('.').map(Number), tag: Number(number), content };
}

function contentOf(tag: number, form: string, value: string): Buffer | undefined {
  if (form === 'x') return /^([0-9a-f]{2})*$/i.test(value) ? Buffer.from(value, 'hex') : undefined;
  if (form === 'e') return Buffer.from(unescaped(value), 'latin1');
  if (integers.has(tag)) return /^-?\d{1,20}$/.test(value) ? integerBytes(BigInt(value)) : undefined;
  if (texts.has(tag)) return Buffer.from(value, 'utf8');
  if (tag === 5) return Buffer.alloc(0);
  if (tag === 6)
    return /^\.?\d+(\.\d+)+$/.test(value) ? oidBytes(value.replace(/^\./, '').split('.').map(Number)) : undefined;
  if (tag !== 64) return undefined;
  const address = value.split('.').map(Number);
  return address.length === 4 && address.every((byte) => byte >= 0 && byte <= 255) ? Buffer.from(address) : undefined;
}

function unescaped(value: string): string {
  const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
  return value.replace(/\\(x[0-9a-fA-F]{2}|.)/g, (_, code: string) =>
    code.length === 3 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (letters[code] ?? code),
  );
}
