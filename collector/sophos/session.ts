import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import { CollectTrouble } from '../collector.ts';
import { createAgent } from '../http/exchange.ts';
import { askJson, complaintOf, type JsonAnswer } from '../http/json.ts';
import { Token } from '../http/lenient.ts';
import { isDue } from '../timing.ts';
import { Tenant, TenantPage, WhoAmI } from './answers.ts';
import type { SophosSettings } from './settings.ts';

type Query = Readonly<Record<string, string>>;

export interface Session {
  /** One answer about a tenant; waits and tries again where Sophos asks for it. Throws `Refusal`, or `CollectTrouble`. */
  get(tenant: string, path: string, query: Query, signal: AbortSignal): Promise<unknown>;
  /** every tenant that the account may read */
  tenants(now: number, signal: AbortSignal): Promise<ReadonlyMap<string, Tenant>>;
}

/** Sophos said no, with this status. */
export class Refusal extends CollectTrouble {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message, { isUnreachable: false });
    this.status = status;
  }
}

/** Sophos' own client renews so early. */
const earlyMs = 120_000;
const maxTenantPages = 200;
/** 403 among them: Sophos' own client tries it again as well. */
const passing = new Set([403, 429, 500, 502, 503, 504]);

export function createSession(options: {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly ca?: string;
  readonly settings: SophosSettings;
  readonly random: () => number;
}): Session {
  const { clientId, clientSecret, ca, settings, random } = options;
  const agents = new Map<string, ReturnType<typeof createAgent>>();
  let token: { readonly text: string; readonly until: number } | undefined;
  let who: WhoAmI | undefined;
  let listed: { readonly at: number; readonly tenants: ReadonlyMap<string, Tenant> } | undefined;
  /** until when Sophos wants to hear of nobody; by a clock that nobody sets */
  let silentUntil = 0;

  async function ask(
    url: URL,
    signal: AbortSignal,
    more: { headers: Record<string, string>; method?: 'POST'; body?: string },
  ) {
    const agent = agents.get(url.origin) ?? createAgent(url.origin);
    agents.set(url.origin, agent);
    for (let tried = 1; ; tried++) {
      const leftMs = silentUntil - performance.now();
      if (leftMs > 0) throw new Refusal(`Sophos wants ${Math.ceil(leftMs / 1_000)} s of quiet`, 429);
      const within = AbortSignal.any([signal, AbortSignal.timeout(settings.timeoutMs)]);
      const answer = await askJson({ url, signal: within, agent, ...(ca !== undefined && { ca }), ...more });
      if (!passing.has(answer.status)) return answer;
      const ms = answer.retryAfterMs ?? settings.backOffMs * 2 ** (tried - 1) * (0.5 + random());
      if (ms > settings.longestWaitMs) silentUntil = performance.now() + ms;
      if (ms > settings.longestWaitMs || tried >= settings.tries) return answer;
      await wait(ms, undefined, { signal }).catch((cause) => {
        throw new CollectTrouble(`Sophos: no time left to wait for ${url.pathname}`, { isUnreachable: false, cause });
      });
    }
  }

  async function signIn(signal: AbortSignal): Promise<string> {
    const form = { grant_type: 'client_credentials', scope: 'token', client_id: clientId, client_secret: clientSecret };
    const answer = await ask(new URL('/api/v2/oauth2/token', settings.idUrl), signal, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
    const said = Token.safeParse(answer.value);
    if (answer.status >= 300 || !said.success) throw refusal('the sign-in', answer);
    token = { text: said.data.access_token, until: Date.now() + (said.data.expires_in ?? 3_600) * 1_000 - earlyMs };
    return said.data.access_token;
  }

  async function authorised(url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<unknown> {
    const with_ = (bearer: string) => ask(url, signal, { headers: { ...headers, authorization: `Bearer ${bearer}` } });
    const held = token !== undefined && token.until > Date.now() ? token.text : undefined;
    let answer = await with_(held ?? (await signIn(signal)));
    if (answer.status === 401) answer = await with_(await signIn(signal));
    if (answer.status >= 300) throw refusal(url.pathname, answer);
    return answer.value;
  }

  async function whoAmI(signal: AbortSignal): Promise<WhoAmI> {
    who ??= parsed(WhoAmI, await authorised(new URL('/whoami/v1', settings.globalUrl), {}, signal), '/whoami/v1');
    return who;
  }

  /** A host that Sophos names; the token goes to none but those beside the one that is configured. */
  function hostOf(named: string): URL {
    const global = new URL(settings.globalUrl);
    const url = URL.canParse(named) ? new URL(named) : undefined;
    const family = global.hostname.replace(/^[^.]+(?=\..+\.)/, '');
    const isNear = url?.hostname === global.hostname || (family.startsWith('.') && url?.hostname.endsWith(family));
    if (url !== undefined && url.protocol === global.protocol && isNear === true) return url;
    const shown = named.replace(/\p{C}/gu, '?').slice(0, 80);
    const reason = `Sophos names "${shown}" as a host, which is not beside ${global.host}: no token is sent there`;
    throw new CollectTrouble(reason, { isUnreachable: false });
  }

  async function readTenants(signal: AbortSignal): Promise<ReadonlyMap<string, Tenant>> {
    const { id, idType, apiHosts } = await whoAmI(signal);
    if (idType === 'tenant') {
      const apiHost = apiHosts?.dataRegion;
      if (apiHost === undefined)
        throw new CollectTrouble('Sophos /whoami/v1: names no data region', { isUnreachable: false });
      hostOf(apiHost);
      return new Map([[id, { id, name: undefined, showAs: undefined, apiHost }]]);
    }
    const path = `/${idType}/v1/tenants`;
    const headers = { [idType === 'partner' ? 'x-partner-id' : 'x-organization-id']: id };
    const tenants = new Map<string, Tenant>();
    for (let page = 1; page <= maxTenantPages; page++) {
      const url = new URL(
        `${path}?pageTotal=true&pageSize=100&page=${page}`,
        hostOf(apiHosts?.global ?? settings.globalUrl),
      );
      const { items, pages } = parsed(TenantPage, await authorised(url, headers, signal), path);
      for (const item of items) {
        // a tenant that is being set up has no host yet
        const said = Tenant.safeParse(item);
        if (said.success) tenants.set(said.data.id, said.data);
      }
      if (page >= (pages?.total ?? 1)) break;
    }
    return tenants;
  }

  async function tenants(now: number, signal: AbortSignal): Promise<ReadonlyMap<string, Tenant>> {
    if (listed === undefined || isDue(listed.at, settings.tenantsEveryMs, now)) {
      listed = { at: now, tenants: await readTenants(signal) };
    }
    return listed.tenants;
  }

  return {
    tenants,
    async get(tenant, path, query, signal) {
      const host = listed?.tenants.get(tenant)?.apiHost;
      if (host === undefined) throw new Error(`tenant ${tenant} was asked for before the tenants were read`);
      const url = new URL(`${path}?${new URLSearchParams(query)}`, hostOf(host));
      return authorised(url, { 'x-tenant-id': tenant }, signal);
    },
  };
}

/** An answer as its schema wants it; throws with the first place that is otherwise. */
export function parsed<T extends z.ZodType>(schema: T, value: unknown, path: string): z.infer<T> {
  const said = schema.safeParse(value);
  if (said.success) return said.data;
  const place = said.error.issues[0]?.path.join('.') || 'content';
  throw new CollectTrouble(`Sophos ${path}: the answer has no readable ${place}`, { isUnreachable: false });
}

function refusal(what: string, { status, value }: JsonAnswer): Refusal {
  const said = complaintOf(value);
  if (status === 401)
    return new Refusal(`Sophos refuses ${what} (401)${said}: check the client id and its secret`, status);
  if (status === 403)
    return new Refusal(`Sophos forbids ${what} (403)${said}: check the account’s role, and partner assistance`, status);
  return new Refusal(`Sophos answers ${status} to ${what}${said}`, status);
}
