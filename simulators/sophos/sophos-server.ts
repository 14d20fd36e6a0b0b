import {
  type Call,
  createTokens,
  type Reply,
  startWebServer,
  type WebFaults,
  type WebServer,
} from '../web/web-server.ts';
import { type Computer, endpointAnswer } from './computers.ts';

/** What may go wrong with Central. */
export interface SophosFaults extends WebFaults {
  /** every cursor handed out before is refused */
  forgetsCursors?: boolean | undefined;
  /** the host that it names for its tenants, instead of its own */
  apiHost?: string | undefined;
  /** the last page of computers leads to the first again */
  circles?: boolean | undefined;
  /** every so many-th computer lacks its name */
  missingKeysEvery?: number | undefined;
}

/** One member in Central; what happens is pushed onto its lists. Times in epoch ms. */
export interface SimulatedTenant {
  readonly id: string;
  readonly name: string;
  readonly computers: Computer[];
  readonly openAlerts: string[];
  readonly events: { id: string; type: string; time: number }[];
  readonly alerts: { id: string; type: string; time: number }[];
}

export interface SophosServer extends WebServer {
  readonly faults: SophosFaults;
  /** every query of the lists of news, in order */
  readonly newsQueries: URLSearchParams[];
}

const tokenLifeMs = 3_600_000;
const day = 86_400_000;

/** Sophos Central with its sign-in, whoami, tenants, news by cursor, open alerts and computers, all on one address. */
export async function startSophosServer(options: {
  readonly tenants: readonly SimulatedTenant[];
  readonly idType: 'tenant' | 'partner' | 'organization';
  readonly clientId: string;
  readonly clientSecret: string;
  readonly now: () => number;
  readonly pageSize?: number;
  readonly port?: number;
}): Promise<SophosServer> {
  const { tenants, idType, now } = options;
  const faults: SophosFaults = {};
  const newsQueries: URLSearchParams[] = [];
  const tokens = createTokens(faults, tokenLifeMs, now);
  const account = idType === 'tenant' ? (tenants[0]?.id ?? '') : 'account-1';
  let host = '';

  function reply(call: Call): Reply {
    const path = call.url.pathname;
    if (path === '/api/v2/oauth2/token') return signIn(call.body);
    if (!tokens.isGood(call.headers.authorization)) return { status: 401, body: { error: 'Unauthorized' } };
    if (path === '/whoami/v1') return { status: 200, body: whoAmI() };
    if (path === `/${idType}/v1/tenants`) return tenantPage(call);
    const tenant = tenants.find(({ id }) => id === call.headers['x-tenant-id']);
    if (tenant === undefined) return { status: 403, body: { error: 'Forbidden', message: 'Access denied' } };
    if (path === '/siem/v1/events') return news(tenant.events, call.url.searchParams);
    if (path === '/siem/v1/alerts') return news(tenant.alerts, call.url.searchParams);
    if (path === '/common/v1/alerts') {
      const items = tenant.openAlerts.map((id) => ({ id, severity: 'high', person: { id: 'somebody' } }));
      return keyed(items, call.url.searchParams, 100);
    }
    if (path === '/endpoint/v1/endpoints') return endpoints(tenant, call.url.searchParams);
    return { status: 404, body: { error: 'NotFound' } };
  }

  function signIn(body: string): Reply {
    const form = new URLSearchParams(body);
    const isRight =
      form.get('grant_type') === 'client_credentials' &&
      form.get('scope') === 'token' &&
      form.get('client_id') === options.clientId &&
      form.get('client_secret') === options.clientSecret;
    if (!isRight) return { status: 401, body: { errorCode: 'oauth.invalid_client_secret' } };
    const answer = { token_type: 'bearer', expires_in: tokenLifeMs / 1_000, errorCode: 'success', message: 'OK' };
    return { status: 200, body: { access_token: tokens.issue(), ...answer } };
  }

  function whoAmI() {
    const dataRegion = idType === 'tenant' ? { dataRegion: faults.apiHost ?? host } : {};
    return { id: account, idType, apiHosts: { global: host, ...dataRegion } };
  }

  function tenantPage({ url, headers }: Call): Reply {
    if (headers[`x-${idType}-id`] !== account) return { status: 403, body: { error: 'Forbidden' } };
    const page = Number(url.searchParams.get('page'));
    const size = Number(url.searchParams.get('pageSize'));
    const items = tenants.slice((page - 1) * size, page * size).map(({ id, name }) => ({
      id,
      name,
      showAs: name,
      dataGeography: 'DE',
      dataRegion: 'eu02',
      apiHost: faults.apiHost ?? host,
    }));
    return { status: 200, body: { items, pages: { current: page, size, total: Math.ceil(tenants.length / size) } } };
  }

  /** A cursor is a place in the list; `from_date` in seconds, a day back at most. */
  function news(list: SimulatedTenant['events'], query: URLSearchParams): Reply {
    newsQueries.push(query);
    const [cursor, from] = [query.get('cursor'), query.get('from_date')];
    const refused = { status: 400, body: { error: 'BadRequest', message: 'Invalid cursor or from_date' } };
    if ((cursor === null) === (from === null)) return refused;
    if (cursor !== null && faults.forgetsCursors === true) {
      faults.forgetsCursors = undefined;
      return refused;
    }
    if (from !== null && Number(from) * 1_000 < now() - day) return refused;
    const start =
      cursor === null ? list.findIndex(({ time }) => time >= Number(from) * 1_000) : Number(cursor.slice('at-'.length));
    const first = start < 0 ? list.length : start;
    const size = options.pageSize ?? Number(query.get('limit'));
    const items = list.slice(first, first + size).map(({ id, type, time }) => ({
      id,
      type,
      severity: 'medium',
      created_at: new Date(time).toISOString(),
      source: 'MAIRIE\\jeanne.dupont',
      source_info: { ip: '192.0.2.77' },
    }));
    const next = first + items.length;
    return { status: 200, body: { items, next_cursor: `at-${next}`, has_more: next < list.length } };
  }

  function endpoints(tenant: SimulatedTenant, query: URLSearchParams): Reply {
    const every = faults.missingKeysEvery;
    const items = tenant.computers.map((computer, index) => {
      const { hostname, ...rest } = endpointAnswer(computer, tenant.id);
      return every !== undefined && index % every === every - 1 ? rest : { ...rest, hostname };
    });
    return keyed(items, query, 500);
  }

  function keyed(all: readonly unknown[], query: URLSearchParams, maxSize: number): Reply {
    const size = Math.min(options.pageSize ?? Number(query.get('pageSize') ?? 50), maxSize);
    const first = Number(query.get('pageFromKey') ?? 0);
    const isLast = first + size >= all.length;
    const nextKey = isLast ? (faults.circles === true ? '0' : undefined) : String(first + size);
    const pages = { size, maxSize, ...(nextKey !== undefined && { nextKey }) };
    return { status: 200, body: { items: all.slice(first, first + size), pages } };
  }

  const server = await startWebServer({ ...options, faults, reply });
  host = server.url;
  return { ...server, faults, newsQueries };
}
