import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { CollectTrouble } from '../collector.ts';
import { createAgent } from '../http/exchange.ts';
import { askJson, complaintOf, type JsonAnswer } from '../http/json.ts';
import { Token } from '../http/lenient.ts';
import type { AvamarSettings } from './settings.ts';

export interface Session {
  /** One answer below `/api`; a token that has ended is renewed once. Throws `CollectTrouble`. */
  get(path: string, query: readonly (readonly [string, string])[], signal: AbortSignal): Promise<unknown>;
}

/** A minute before its end a token is renewed. */
const earlyMs = 60_000;

/**
 * Registers as an OAuth client once, signs in, asks. The client's secret follows from the password, so that it is the same
 * after a restart and nothing more has to be kept; its name follows from the secret, so that a new password makes a new client.
 */
export function createSession(options: {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly ca?: string;
  readonly settings: AvamarSettings;
}): Session {
  const { user, password, ca, settings } = options;
  const clientSecret = createHmac('sha256', password).update(`vigie ${user}`).digest('hex');
  const clientId = `vigie-${createHmac('sha256', clientSecret).update('name').digest('hex').slice(0, 8)}`;
  const base = `${options.url.replace(/\/+$/, '')}/api`;
  const agent = createAgent(options.url);
  let isRegistered = false;
  let token: { readonly text: string; readonly until: number } | undefined;

  function ask(
    path: string,
    signal: AbortSignal,
    more: { method?: 'POST'; headers: Record<string, string>; body?: string },
  ) {
    const within = AbortSignal.any([signal, AbortSignal.timeout(settings.timeoutMs)]);
    return askJson({ url: new URL(`${base}${path}`), signal: within, agent, ...(ca !== undefined && { ca }), ...more });
  }

  async function register(signal: AbortSignal): Promise<void> {
    const body = JSON.stringify({
      clientName: 'vigie',
      clientId,
      clientSecret,
      authorizedGrantTypes: ['password'],
      autoApproveScopes: settings.autoApproveScopes,
      redirectUris: ['https://localhost'],
      scopes: ['read', 'write'],
      accessTokenValiditySeconds: 1_800,
      refreshTokenValiditySeconds: 43_200,
    });
    const headers = { authorization: basic(user, password), 'content-type': 'application/json' };
    const answer = await ask('/v1/oauth2/clients', signal, { method: 'POST', headers, body });
    // 400: it is already there
    if (answer.status >= 300 && answer.status !== 400) throw refusal('registering a client', answer);
    isRegistered = true;
  }

  async function signIn(signal: AbortSignal): Promise<string> {
    if (!isRegistered) await register(signal);
    const form = new URLSearchParams({ grant_type: 'password', scope: settings.scope, username: user, password });
    const headers = {
      authorization: basic(clientId, clientSecret),
      'content-type': 'application/x-www-form-urlencoded',
    };
    const answer = await ask('/oauth/token', signal, { method: 'POST', headers, body: form.toString() });
    if (answer.status >= 300) {
      isRegistered = false; // the appliance may have been set up anew
      throw refusal('the login', answer);
    }
    const said = Token.safeParse(answer.value);
    if (!said.success)
      throw trouble(`Avamar: the login answers no token: ${z.prettifyError(said.error).split('\n')[0]}`);
    token = { text: said.data.access_token, until: Date.now() + (said.data.expires_in ?? 1_800) * 1_000 - earlyMs };
    return said.data.access_token;
  }

  return {
    async get(path, query, signal) {
      const search = new URLSearchParams();
      for (const [name, value] of query) search.append(name, value);
      const asked = search.size === 0 ? path : `${path}?${search}`;
      const authorised = (bearer: string) => ask(asked, signal, { headers: { authorization: `Bearer ${bearer}` } });
      const held = token !== undefined && token.until > Date.now() ? token.text : undefined;
      let answer = await authorised(held ?? (await signIn(signal)));
      if (answer.status === 401) answer = await authorised(await signIn(signal));
      if (answer.status >= 300) throw refusal(path, answer);
      return answer.value;
    },
  };

  function refusal(what: string, { status, value }: JsonAnswer): CollectTrouble {
    const said = complaintOf(value);
    if (status === 401) return trouble(`Avamar refuses ${user} at ${what} (401)${said}: check its password file`);
    if (status === 403) return trouble(`Avamar: ${user} may not read ${what} (403)${said}: give it a role that may`);
    return trouble(`Avamar answers ${status} to ${what}${said}`);
  }
}

function basic(name: string, secret: string): string {
  return `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;
}

function trouble(message: string): CollectTrouble {
  return new CollectTrouble(message, { isUnreachable: false });
}
