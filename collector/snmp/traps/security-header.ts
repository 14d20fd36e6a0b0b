/** What a message of SNMPv3 says of itself before anybody believes it (RFC 3412, 6; RFC 3414, 2.4). */
export interface SecurityHeader {
  /** in hex; empty in the message that asks for ours */
  readonly engine: string;
  readonly boots: number;
  /** s */
  readonly time: number;
  readonly user: string;
}

const [integer, octets, sequence] = [0x02, 0x04, 0x30];

/** Reads the header of a message; undefined for one of v1 or v2c, and for what is none. Never throws. */
export function readSecurityHeader(message: Buffer): SecurityHeader | undefined {
  const [version, , security] = elementsOf(elementsOf(message)[0]?.content);
  if (version?.tag !== integer || numberOf(version.content) !== 3 || security?.tag !== octets) return undefined;
  const [parameters] = elementsOf(security.content);
  if (parameters?.tag !== sequence) return undefined;
  const [engine, boots, time, user] = elementsOf(parameters.content);
  if (engine?.tag !== octets || boots?.tag !== integer || time?.tag !== integer || user?.tag !== octets)
    return undefined;
  return {
    engine: engine.content.toString('hex'),
    boots: numberOf(boots.content),
    time: numberOf(time.content),
    user: user.content.toString('utf8'),
  };
}

interface Element {
  readonly tag: number;
  readonly content: Buffer;
}

/** The elements (X.690, definite lengths) that stand one behind the other, as far as they are whole; five at most are of interest. */
function elementsOf(bytes: Buffer | undefined): Element[] {
  const elements: Element[] = [];
  let at = 0;
  while (bytes !== undefined && at + 2 <= bytes.length && elements.length < 5) {
    const tag = bytes[at] ?? 0;
    const first = bytes[at + 1] ?? 0;
    const more = first > 0x80 ? first & 0x7f : 0;
    if (first === 0x80 || more > 3 || at + 2 + more > bytes.length) break;
    const length = more === 0 ? first : bytes.readUIntBE(at + 2, more);
    const begin = at + 2 + more;
    if (begin + length > bytes.length) break;
    elements.push({ tag, content: bytes.subarray(begin, begin + length) });
    at = begin + length;
  }
  return elements;
}

function numberOf(content: Buffer): number {
  return content.length === 0 || content.length > 6 ? Number.NaN : content.readIntBE(0, content.length);
}
