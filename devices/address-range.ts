import { type IpAddress, ipAddressText, parseIpAddress } from './ip-address.ts';

/** Addresses of one family one behind the other, both ends with them. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** Addresses of nobody else: RFC 1918, RFC 6598, RFC 4193 and the machine itself. */
export const privateRanges = [
  ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '127.0.0.0/8'],
  ...['fc00::/7', '::1'],
] as const;

export type RangeRead =
  | { readonly ok: true; readonly range: AddressRange }
  | { readonly ok: false; readonly reason: string };

const wrong = {
  ok: false,
  reason: 'is no range of addresses, as 10.1.2.0/24, 10.1.2.10-10.1.2.40, fd00:1::/112 or one address',
} as const;

/**
 * Reads `10.1.2.0/24`, `10.1.2.10-10.1.2.40`, `fd00:1::/112`, `fd00:1::5-fd00:1::9` or one address. Of a network of IPv4 its own
 * address and its broadcast are not hosts and left out, of one of IPv6 the routers' anycast address (RFC 4291, 2.6.1).
 */
export function parseAddressRange(text: string): RangeRead {
  const [from = '', to, ...rest] = text.trim().split('-');
  const [written = '', bits, ...more] = from.split('/');
  const first = parseIpAddress(written.trim());
  if (first === undefined || rest.length > 0 || more.length > 0) return wrong;
  if (bits !== undefined) return to === undefined ? networkOf(first, bits) : wrong;
  const last = to === undefined ? first : parseIpAddress(to.trim());
  if (last === undefined || last.family !== first.family || last.number < first.number) return wrong;
  return { ok: true, range: { family: first.family, first: first.number, last: last.number } };
}

export type RangesRead =
  | { readonly ok: true; readonly ranges: readonly AddressRange[] }
  | { readonly ok: false; readonly reason: string };

/** Reads a list of ranges with commas between; the reason names the one that is none. */
export function parseAddressRanges(text: string): RangesRead {
  const ranges: AddressRange[] = [];
  for (const one of text.split(',')) {
    const read = parseAddressRange(one);
    if (!read.ok) return { ok: false, reason: `"${one.trim()}" ${read.reason}` };
    ranges.push(read.range);
  }
  return { ok: true, ranges };
}

export function addressCount({ first, last }: AddressRange): bigint {
  return last - first + 1n;
}

export function isWithin({ family, first, last }: AddressRange, outer: AddressRange): boolean {
  return family === outer.family && first >= outer.first && last <= outer.last;
}

/** Each address of a range as text, the first one first. */
export function* addressesOf({ family, first, last }: AddressRange): Generator<string> {
  for (let number = first; number <= last; number++) yield ipAddressText({ family, number });
}

function networkOf({ family, number }: IpAddress, bits: string): RangeRead {
  const width = family === 4 ? 32 : 128;
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > width) return wrong;
  const size = 1n << BigInt(width - Number(bits));
  const network = (number / size) * size;
  const edge = size > 2n ? 1n : 0n;
  return { ok: true, range: { family, first: network + edge, last: network + size - 1n - (family === 4 ? edge : 0n) } };
}
