import type { SnmpCredentials } from './credentials.ts';

/** silent: nothing came back · refused: our credentials are not taken · late: our own time was up · wrong: an answer that makes no sense. */
export type SnmpTroubleKind = 'silent' | 'refused' | 'late' | 'wrong';

/** Why one request failed, in words that follow the agent's address. */
export class SnmpTrouble extends Error {
  readonly kind: SnmpTroubleKind;
  /** the error-status of RFC 3416 where the agent gave one, and the OID that it blames */
  readonly status: number | undefined;
  readonly oid: string | undefined;

  constructor(kind: SnmpTroubleKind, message: string, about: { status?: number; oid?: string; cause?: unknown } = {}) {
    super(message, { cause: about.cause });
    this.name = 'SnmpTrouble';
    this.kind = kind;
    this.status = about.status;
    this.oid = about.oid;
  }
}

/** RFC 3416, error-status */
const authorizationError = 16;

/** RFC 3414, usmStats: what an agent's report says, and the cure. */
const reports: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/Unknown User Name/, 'knows no such user: correct `user`, or create it on the device'],
  [
    /Unsupported Security Level/,
    'does not take this security level: compare authProtocol and privProtocol with the device’s',
  ],
  [/Wrong Digest|digest/, 'refuses the authentication: correct authKeyFile or authProtocol'],
  [
    /Decryption Error|Failed to decrypt/,
    'cannot decrypt: correct privKeyFile or privProtocol (aes256b and aes256r extend the key differently)',
  ],
  [
    /Not In Time Window|outside the time window/,
    'keeps another time than it told: its engine was restarted or its clock moved',
  ],
  [/Unknown Engine ID/, 'has changed its engine ID'],
];

/** Puts an error of net-snmp into words. */
export function troubleOf(
  error: Error,
  known: {
    readonly credentials: SnmpCredentials;
    /** what came and could not be read */
    readonly unreadable: Error | undefined;
    /** something came, but no answer yet: of an agent of v3 its engine ID */
    readonly isGreeted: boolean;
  },
): SnmpTrouble {
  const { credentials, unreadable, isGreeted } = known;
  const report = reports.find(([pattern]) => pattern.test(error.message));
  if (report !== undefined && credentials.version === '3')
    return new SnmpTrouble('refused', report[1], { cause: error });
  if (error.name === 'RequestTimedOutError') {
    if (unreadable !== undefined) return notUnderstood(unreadable);
    if (credentials.version === '3' && isGreeted) {
      return new SnmpTrouble(
        'refused',
        'is there, but silent to what is encrypted: correct privKeyFile or privProtocol (aes256b and aes256r extend the key differently)',
        { cause: error },
      );
    }
    const perhaps =
      credentials.version === '3'
        ? ''
        : ` (an agent of SNMP v${credentials.version} is silent to a wrong community as well)`;
    return new SnmpTrouble('silent', `does not answer${perhaps}`, { cause: error });
  }
  if ('status' in error && typeof error.status === 'number') {
    if (error.status === authorizationError) {
      return new SnmpTrouble(
        'refused',
        'knows us and lets us read nothing: give the user a view, at this security level',
        {
          status: error.status,
          cause: error,
        },
      );
    }
    const [, oid] = /: ([\d.]+)$/.exec(error.message) ?? [];
    return new SnmpTrouble('wrong', `answers ${oneLine(error)}`, {
      status: error.status,
      ...(oid !== undefined && { oid }),
      cause: error,
    });
  }
  if ('syscall' in error) return new SnmpTrouble('silent', `cannot be reached: ${oneLine(error)}`, { cause: error });
  return new SnmpTrouble('wrong', `answers what is not taken: ${oneLine(error)}`, { cause: error });
}

/** What came is no message of SNMP. */
export function notUnderstood(error: Error): SnmpTrouble {
  return new SnmpTrouble('wrong', `answers what is no SNMP message: ${oneLine(error)}`, { cause: error });
}

function oneLine(error: Error): string {
  return error.message.replace(/\p{C}/gu, ' ').slice(0, 160);
}
