import { EventEmitter } from 'node:events';
import snmp, { type ReceivedPdu, type User } from 'net-snmp';
import type { SnmpCredentials } from '../credentials.ts';
import { type Raw, rawOf } from '../raw.ts';
import { userOf } from '../session.ts';
import { createEngines } from './engines.ts';
import type { Notification } from './notification.ts';
import { readSecurityHeader, type SecurityHeader } from './security-header.ts';

/** What a packet turned out to be. `answer` is sent back: of a notification, once it is durable. */
export type Decoded =
  | { readonly is: 'notification'; readonly notification: Notification; readonly answer: Buffer | undefined }
  /** somebody asks for our engine ID */
  | { readonly is: 'greeting'; readonly answer: Buffer | undefined }
  /** whoever sent it does not know our secrets, or repeats what somebody sent before */
  | { readonly is: 'refused'; readonly reason: string; readonly answer: Buffer | undefined }
  | { readonly is: 'unreadable'; readonly reason: string };

const sysUpTime = '1.3.6.1.2.1.1.3.0';
const trapOid = '1.3.6.1.6.3.1.1.4.1.0';
const trapAddress = '1.3.6.1.6.3.18.1.3.0';
/** RFC 3584, 3.1: the six generic traps of v1 are these and their number. */
const genericTraps = '1.3.6.1.6.3.1.1.5';
const enterpriseSpecific = 6;

/**
 * Reads and proves notifications of v1, v2c and v3 with net-snmp, one packet at a time. The library acknowledges an inform
 * as it reads it: the socket that it is given sends nothing, so that the acknowledgement can wait.
 */
export function createDecoder({
  credentials,
  engine,
}: {
  credentials: ReadonlyMap<string, SnmpCredentials>;
  /** our own engine ID, which senders of informs ask for */
  engine: Buffer;
}) {
  let sent: Buffer | undefined;
  let heard: ReceivedPdu | undefined;
  let failed: Error | undefined;
  const wire = Object.assign(new EventEmitter(), {
    bind() {},
    close() {},
    send(bytes: Buffer) {
      sent = bytes;
    },
  });
  const receiver = snmp.createReceiver(
    { engineID: engine, includeAuthentication: true, dgramModule: { createSocket: () => wire } },
    (error, notification) => {
      if (error !== null) failed = error;
      else heard = notification?.pdu;
    },
  );
  const authorizer = receiver.getAuthorizer();
  const engines = createEngines(() => {
    snmp.Authentication.authToKeyCache = {};
  });
  const ownEngine = engine.toString('hex');

  const communities = new Map<string, string[]>();
  const users = new Map<string, { name: string; user: User }[]>();
  for (const [name, one] of credentials) {
    if (one.version === '3') users.set(one.user, [...(users.get(one.user) ?? []), { name, user: userOf(one) }]);
    else communities.set(one.community, [...(communities.get(one.community) ?? []), name]);
  }
  for (const community of communities.keys()) authorizer.addCommunity(community);

  /** Everything that the library makes of a packet happens before it comes back. */
  function read(packet: Buffer, source: string): void {
    [sent, heard, failed] = [undefined, undefined, undefined];
    try {
      wire.emit('message', packet, { address: source, port: 0 });
    } catch (error) {
      failed = error instanceof Error ? error : new Error(String(error)); // it throws at some malformed messages
    }
  }

  return function decode(packet: Buffer, source: string, now: number): Decoded {
    const header = readSecurityHeader(packet);
    if (header !== undefined) return decodeSecure(packet, source, header, now);
    read(packet, source);
    if (heard === undefined) {
      const isStranger = failed?.message.startsWith('Local community not found') === true;
      if (isStranger)
        return { is: 'refused', reason: 'comes with a community that is none of ours', answer: undefined };
      return { is: 'unreadable', reason: `is no notification: ${oneLine(failed)}` };
    }
    const names = communities.get(heard.community ?? '');
    // nothing passes as v3 whose header only the library could read
    return names === undefined ? { is: 'unreadable', reason: 'has no header' } : told(heard, source, names);
  };

  function decodeSecure(packet: Buffer, source: string, header: SecurityHeader, now: number): Decoded {
    if (header.engine !== '' && !engines.admits(header.engine, now)) {
      return { is: 'refused', reason: 'is one of too many new engines at once', answer: undefined };
    }
    const candidates = users.get(header.user) ?? [];
    for (const { name, user } of candidates) {
      authorizer.addUser(user);
      read(packet, source);
      if (heard === undefined) continue;
      const isProved = user.level !== snmp.SecurityLevel.noAuthNoPriv;
      // of informs our own engine is the judge of time, whose clock the library does not run
      if (isProved && header.engine !== ownEngine && !engines.isTimely(header, now)) {
        return {
          is: 'refused',
          reason: 'was sent before and is played again, or its engine’s clock went back',
          answer: undefined,
        };
      }
      return told(heard, source, [name], header.engine);
    }
    if (candidates.length === 0) {
      read(packet, source);
      // the library lets a nameless user pass
      if (header.user === '' && heard === undefined && sent !== undefined) return { is: 'greeting', answer: sent };
      const who = header.user === '' ? 'comes without a user' : 'comes from a user that is none of ours';
      return { is: 'refused', reason: who, answer: heard === undefined ? sent : undefined };
    }
    return { is: 'refused', reason: reasonOf(failed), answer: sent };
  }

  function told(pdu: ReceivedPdu, source: string, names: readonly string[], from?: string): Decoded {
    const answer = sent;
    const variables = pdu.varbinds.map(({ oid, type, value }) => ({ oid, value: rawOf(type, value) }));
    const said = (place: string): Raw | undefined => variables.find(({ oid }) => oid === place)?.value;
    const oid = pdu.type === snmp.PduType.Trap ? oidOfV1(pdu) : said(trapOid);
    if (typeof oid !== 'string') return { is: 'unreadable', reason: 'is no notification: snmpTrapOID is missing' };
    const written = said(trapAddress) ?? pdu.agentAddr;
    const isSaid = typeof written === 'string' && written !== '0.0.0.0';
    return {
      is: 'notification',
      answer,
      notification: {
        source,
        oid,
        variables: variables.filter((one) => ![sysUpTime, trapOid, trapAddress].includes(one.oid)),
        credentials: names,
        ...(from !== undefined && { engine: from }),
        ...(isSaid && { address: written }),
      },
    };
  }
}

function oidOfV1({ enterprise = '', generic = 0, specific = 0 }: ReceivedPdu): string {
  return generic === enterpriseSpecific ? `${enterprise}.0.${specific}` : `${genericTraps}.${generic + 1}`;
}

/** What the library says of a user's message that it did not take, without what stands in it. */
function reasonOf(error: Error | undefined): string {
  const said = error?.message ?? '';
  if (/decrypt/i.test(said)) return 'cannot be decrypted: privKeyFile or privProtocol is another than the sender’s';
  if (/digest/i.test(said)) return 'is not authentic: authKeyFile or authProtocol is another than the sender’s';
  if (/requires/.test(said)) return 'comes at a lower security level than its user’s';
  return `is no notification: ${oneLine(error)}`;
}

function oneLine(error: Error | undefined): string {
  return (error?.message ?? 'nothing in it is understood').replace(/\p{C}/gu, ' ').slice(0, 120);
}
