/** An address of the Internet as a whole number: 32 bits of IPv4, 128 of IPv6. */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly number: bigint;
}

/** Reads `10.1.2.3` or `fd00::3` (RFC 4291, without a zone); undefined for what is no address. */
export function parseIpAddress(text: string): IpAddress | undefined {
  const v4 = numberOfV4(text);
  if (v4 !== undefined) return { family: 4, number: v4 };
  const number = numberOfV6(text);
  return number === undefined ? undefined : { family: 6, number };
}

/** `10.1.2.3`, or `fd00::3` as RFC 5952 wants it. */
export function ipAddressText({ family, number }: IpAddress): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (number >> shift) & 255n).join('.');
  const groups = Array.from({ length: 8 }, (_, i) => ((number >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  const { from, length } = longestRunOfZeros(groups);
  if (length < 2) return groups.join(':');
  return `${groups.slice(0, from).join(':')}::${groups.slice(from + length).join(':')}`;
}

function numberOfV4(text: string): bigint | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  const bytes = text.split('.').map(Number);
  return bytes.some((byte) => byte > 255) ? undefined : bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

function numberOfV6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [left, right] = halves.map((half) => (half === '' ? [] : groupsOf(half)));
  if (left === undefined || (halves.length === 2 && right === undefined)) return undefined;
  const missing = 8 - left.length - (right?.length ?? 0);
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const all = [...left, ...Array.from({ length: missing }, () => 0n), ...(right ?? [])];
  return all.reduce((sum, group) => (sum << 16n) | group, 0n);
}

/** Groups of 16 bits; the last two may be written as IPv4. */
function groupsOf(half: string): bigint[] | undefined {
  const groups: bigint[] = [];
  const written = half.split(':');
  for (const [i, group] of written.entries()) {
    const v4 = i === written.length - 1 ? numberOfV4(group) : undefined;
    if (v4 !== undefined) groups.push(v4 >> 16n, v4 & 0xffffn);
    else if (/^[0-9a-f]{1,4}$/i.test(group)) groups.push(BigInt(`0x${group}`));
    else return undefined;
  }
  return groups;
}

function longestRunOfZeros(groups: readonly string[]): { from: number; length: number } {
  let best = { from: 0, length: 0 };
  for (let from = 0; from < groups.length; from++) {
    let length = 0;
    while (groups[from + length] === '0') length++;
    if (length > best.length) best = { from, length };
  }
  return best;
}
