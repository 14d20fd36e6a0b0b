import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { type Element, integerBytes, oidBytes, readElements, readOid, tlv } from './ber.ts';
import { compareOids, type Recording, readSnmprec, type SnmpObject } from './snmprec.ts';

export type AgentOptions = Place & (One | Several);

interface One {
  /** a recording in the `.snmprec` format */
  readonly recording: string;
  readonly community: string;
}

interface Several {
  /** by the community that asks for them */
  readonly recordings: ReadonlyMap<string, Recording>;
}

interface Place {
  /** a free one unless said */
  readonly port?: number;
  /** 127.0.0.1 unless said */
  readonly host?: string;
  /** what an ill-behaved agent does instead */
  readonly vices?: Vices;
}

export interface Vices {
  readonly delayMs?: number;
  /** what is sent in place of an answer; undefined for nothing at all */
  readonly mangle?: (answer: Buffer) => Buffer | undefined;
  /** what is said to follow an OID, in place of what does; undefined for what does */
  readonly follows?: (oid: string) => string | undefined;
  /** more places than these make the answer too big */
  readonly most?: number;
}

export interface Agent extends AsyncDisposable {
  readonly port: number;
  /** requests that it understood */
  readonly requests: () => number;
  /** Other objects in place of those of the same OIDs: a counter that moved on, an agent that was restarted. */
  set(recording: string): void;
}

const pdu = { get: 0xa0, next: 0xa1, response: 0xa2, bulk: 0xa5 };
const noSuchObject = 0x80;
const endOfView = 0x82;
const [tooBig, noSuchName] = [1, 2];
/** What fits into a packet of UDP with room to spare. */
const bulkBytes = 8_000;

/** An SNMP agent (v1 and v2c) on real UDP that answers from a recording; silent to another community, as RFC 1157 wants. */
export async function startAgent(options: AgentOptions): Promise<Agent> {
  const { port, host = '127.0.0.1', vices = {} } = options;
  const recordings =
    'recordings' in options
      ? options.recordings
      : new Map([[options.community, readSnmprec(options.recording, 'recording')]]);
  const books = new Map([...recordings].map(([community, { objects }]) => [community, objects]));
  const [community = ''] = books.keys();
  let requests = 0;
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  socket.on('message', (message, from) => {
    let answer: Buffer | undefined;
    try {
      answer = answerTo(message);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error; // no SNMP at all
    }
    const sent = answer === undefined ? undefined : vices.mangle === undefined ? answer : vices.mangle(answer);
    if (sent !== undefined) send(sent, from);
  });
  socket.bind(port ?? 0, host);
  await once(socket, 'listening');
  const waiting = new Set<NodeJS.Timeout>();

  function send(answer: Buffer, { port: to, address }: RemoteInfo): void {
    // an answer too long for a packet is not sent, as none is to nobody's port
    const answerNow = () => to > 0 && socket.send(answer, to, address, () => {});
    if (vices.delayMs === undefined) {
      answerNow();
      return;
    }
    const timer = setTimeout(() => {
      waiting.delete(timer);
      answerNow();
    }, vices.delayMs);
    waiting.add(timer);
  }

  function answerTo(message: Buffer): Buffer | undefined {
    const [version, name, request] = readElements(readElements(message)[0]?.content ?? Buffer.alloc(0));
    if (version === undefined || name === undefined || request === undefined) return undefined;
    const objects = books.get(name.content.toString('utf8'));
    if (objects === undefined || ![pdu.get, pdu.next, pdu.bulk].includes(request.tag)) return undefined;
    requests++;
    const [id, first, second, list] = readElements(request.content);
    if (id === undefined || first === undefined || second === undefined || list === undefined) return undefined;
    const asked = readElements(list.content).map(({ content }) =>
      readOid(readElements(content)[0]?.content ?? Buffer.alloc(0)),
    );
    const isV1 = version.content.at(-1) === 0;
    const found = foundFor(
      objects,
      { kind: request.tag, asked },
      { repetitions: numberOf(second), nonRepeaters: numberOf(first) },
    );
    const missing = isV1 ? found.findIndex(({ tag }) => tag >= noSuchObject) : -1;
    const [status, index] =
      found.length > (vices.most ?? Number.POSITIVE_INFINITY)
        ? [tooBig, 0]
        : missing >= 0
          ? [noSuchName, missing + 1]
          : [0, 0];
    const varbinds =
      status === 0
        ? found
        : status === noSuchName
          ? asked.map((oid) => ({ oid, tag: 5, content: Buffer.alloc(0) }))
          : [];
    const body = tlv(
      pdu.response,
      tlv(id.tag, id.content),
      tlv(2, integerBytes(BigInt(status ?? 0))),
      tlv(2, integerBytes(BigInt(index ?? 0))),
      tlv(0x30, ...varbinds.map(({ oid, tag, content }) => tlv(0x30, tlv(6, oidBytes(oid)), tlv(tag, content)))),
    );
    return tlv(0x30, tlv(2, version.content), tlv(4, name.content), body);
  }

  function foundFor(
    objects: readonly SnmpObject[],
    { kind, asked }: { kind: number; asked: readonly number[][] },
    { repetitions, nonRepeaters }: { repetitions: number; nonRepeaters: number },
  ): SnmpObject[] {
    if (kind === pdu.get) return asked.map((oid) => exactly(objects, oid));
    if (kind !== pdu.bulk) return asked.map((oid) => after(objects, oid));
    const found = asked.slice(0, nonRepeaters).map((oid) => after(objects, oid));
    let row = asked.slice(nonRepeaters);
    let bytes = 0;
    // RFC 3416, 4.2.3: an agent may answer fewer repetitions, so that they fit, and none beyond its end
    for (let i = 0; i < repetitions && row.length > 0 && bytes < bulkBytes; i++) {
      const next = row.map((oid) => after(objects, oid));
      found.push(...next);
      bytes += next.reduce((sum, { oid, content }) => sum + oid.length + content.length + 10, 0);
      if (next.every(({ tag }) => tag === endOfView)) break;
      row = next.map(({ oid }) => [...oid]);
    }
    return found;
  }

  function after(objects: readonly SnmpObject[], oid: readonly number[]): SnmpObject {
    const claimed = vices.follows?.(oid.join('.'));
    if (claimed !== undefined) {
      return { ...exactly(objects, claimed.split('.').map(Number)), tag: 2, content: Buffer.from([1]) };
    }
    const place = firstFrom(objects, oid);
    const there = objects[place];
    const next = there !== undefined && compareOids(there.oid, oid) === 0 ? objects[place + 1] : there;
    return next ?? { oid, tag: endOfView, content: Buffer.alloc(0) };
  }

  return {
    port: socket.address().port,
    requests: () => requests,
    set(changed) {
      const fresh = readSnmprec(changed, 'recording').objects;
      const isReplaced = (old: SnmpObject) => fresh.some(({ oid }) => compareOids(oid, old.oid) === 0);
      const kept = (books.get(community) ?? []).filter((old) => !isReplaced(old));
      books.set(
        community,
        [...kept, ...fresh].sort((a, b) => compareOids(a.oid, b.oid)),
      );
    },
    async [Symbol.asyncDispose]() {
      for (const timer of waiting) clearTimeout(timer);
      await new Promise<void>((resolve) => socket.close(() => resolve()));
    },
  };
}

function exactly(objects: readonly SnmpObject[], oid: readonly number[]): SnmpObject {
  const there = objects[firstFrom(objects, oid)];
  const isThere = there !== undefined && compareOids(there.oid, oid) === 0;
  return isThere ? there : { oid, tag: noSuchObject, content: Buffer.alloc(0) };
}

/** Where the first object stands that is the OID or comes after it. */
function firstFrom(objects: readonly SnmpObject[], oid: readonly number[]): number {
  let [low, high] = [0, objects.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = objects[middle];
    if (there !== undefined && compareOids(there.oid, oid) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function numberOf({ content }: Element): number {
  return content.length === 0 ? 0 : content.readIntBE(0, Math.min(6, content.length));
}
