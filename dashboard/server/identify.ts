import type { IncomingHttpHeaders } from 'node:http';
import type { Accounts, Identity } from '../../gateway/domain/account.ts';
import { Refusal } from './problem.ts';

export const cookieName = 'vigie';

export interface Caller {
  readonly identity: Identity | undefined;
  readonly by: 'cookie' | 'bearer' | 'nothing';
}

/** Who asks: a token (`Bearer`, or `Token` as InfluxDB's clients say) counts before the cookie, and a wrong one is nobody. */
export async function identify(headers: IncomingHttpHeaders, accounts: Accounts, now: number): Promise<Caller> {
  const bearer = /^(?:Bearer|Token) +(\S{1,256})$/i.exec(headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return { identity: await accounts.byToken(bearer, now), by: 'bearer' };
  const cookie = cookieOf(headers.cookie);
  if (cookie !== undefined) return { identity: await accounts.bySession(cookie, now), by: 'cookie' };
  return { identity: undefined, by: 'nothing' };
}

/** The name under which somebody's deeds stand in the audit. */
export function nameOf(identity: Identity): string {
  return identity.is === 'user' ? identity.user.email : `token ${identity.token.name}`;
}

/** The person who asks, and their session; a token has no account of its own. */
export function personOf(identity: Identity): Extract<Identity, { is: 'user' }> {
  if (identity.is === 'user') return identity;
  throw new Refusal(403, 'This is for people who signed in: a token has no account of its own');
}

function cookieOf(header: string | undefined): string | undefined {
  for (const part of header?.split(';', 50) ?? []) {
    const [name, value] = part.trim().split('=', 2);
    if (name === cookieName && value !== undefined && /^[\w-]{20,128}$/.test(value)) return value;
  }
  return undefined;
}
