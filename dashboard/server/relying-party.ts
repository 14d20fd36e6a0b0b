import { isIP } from 'node:net';
import type { KeysOffered } from '../contract/account.ts';

/** WebAuthn's relying party: keys are bound to the host's name, and used at one origin alone. */
export interface RelyingParty {
  readonly id: string;
  readonly origin: string;
}

/**
 * Who asks keys to sign at this origin, or why none can: WebAuthn wants https and a host with a name, or `localhost`. The
 * machine's own numbers are led to `localhost`.
 */
export function relyingPartyOf(origin: string): RelyingParty | Extract<KeysOffered, { offered: false }> {
  const url = new URL(origin);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (host === '127.0.0.1' || host === '::1') url.hostname = 'localhost';
  if (url.hostname !== 'localhost') {
    if (url.protocol !== 'https:') return { offered: false, reason: 'insecure' };
    if (isIP(host) !== 0) return { offered: false, reason: 'number' };
  }
  return { id: url.hostname, origin: url.origin };
}

export function keysOffered(origin: string): KeysOffered {
  const party = relyingPartyOf(origin);
  return 'offered' in party ? party : { offered: true, origin: party.origin };
}
