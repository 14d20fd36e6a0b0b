/** Addresses of IPv4 one behind the other, both ends with them, as whole numbers of 32 bits. */
export interface AddressRange {
  readonly first: number;
  readonly last: number;
}

/** Addresses of nobody else: RFC 1918, RFC 6598 and the machine itself. */
export const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '127.0.0.0/8'] as const;

export type RangeRead =
  | { readonly ok: true; readonly range: AddressRange }
  | { readonly ok: false; readonly reason: string };

/** Reads `10.1.2.0/24`, `10.1.2.10-10.1.2.40` or one address; the addresses of a network and its broadcast are not hosts and left out. */
export function parseAddressRange(text: string): RangeRead {
  const wrong = { ok: false, reason: 'is no range of IPv4 addresses, as 10.1.2.0/24 or 10.1.2.10-10.1.2.40' } as const;
  const [from = '', to, ...rest] = text.trim().split('-');
  if (rest.length > 0) return wrong;
  const [written = '', bits, ...more] = from.split('/');
  const first = addressNumber(written.trim());
  if (first === undefined || more.length > 0) return wrong;
  if (bits !== undefined) {
    if (to !== undefined || !/^\d{1,2}$/.test(bits) || Number(bits) > 32) return wrong;
    const size = 2 ** (32 - Number(bits));
    const network = Math.floor(first / size) * size;
    const edge = size > 2 ? 1 : 0;
    return { ok: true, range: { first: network + edge, last: network + size - 1 - edge } };
  }
  const last = to === undefined ? first : addressNumber(to.trim());
  return last === undefined || last < first ? wrong : { ok: true, range: { first, last } };
}

export function addressCount({ first, last }: AddressRange): number {
  return last - first + 1;
}

export function isWithin({ first, last }: AddressRange, outer: AddressRange): boolean {
  return first >= outer.first && last <= outer.last;
}

/** `10.1.2.3` of its number. */
export function addressText(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

/** The number of `10.1.2.3`; undefined for what is no IPv4 address. */
export function addressNumber(text: string): number | undefined {
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  const bytes = text.split('.').map(Number);
  return bytes.some((byte) => byte > 255) ? undefined : bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}
