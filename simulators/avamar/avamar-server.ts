import type { Call, Reply, WebFaults, WebServer } from '../web/web-server.ts';
import { createTokens, startWebServer } from '../web/web-server.ts';
import { dayMs, fillAt, type ProtectedClient, type Run, runOf } from './nights.ts';

/** What may go wrong with a grid. */
export interface AvamarFaults extends WebFaults {
  /** every so many-th activity lacks its client and its state */
  missingKeysEvery?: number | undefined;
  /** every so many-th activity has a state of a release to come */
  unknownStateEvery?: number | undefined;
  /** leaves `filter` aside, as a release without it would */
  ignoresFilters?: boolean | undefined;
  /** the newest activity is dated in another century */
  farAhead?: boolean | undefined;
  /** the list of clients begins again at its end, without end */
  endless?: boolean | undefined;
}

export interface AvamarServer extends WebServer {
  readonly faults: AvamarFaults;
}

const tokenLifeMs = 1_800_000;

/**
 * A grid that answers as the REST API 19.x does: registration, login, activities in pages, clients, status. It has backed its
 * clients up for so many nights; it fills up a little each day.
 */
export async function startAvamarServer(options: {
  readonly clients: readonly ProtectedClient[];
  readonly nights: number;
  readonly user: string;
  readonly password: string;
  readonly now: () => number;
  readonly port?: number;
  readonly tls?: { readonly cert: string; readonly key: string };
}): Promise<AvamarServer> {
  const { clients, nights, user, password, now } = options;
  const faults: AvamarFaults = {};
  const tokens = createTokens(faults, tokenLifeMs, now);
  const registered = new Map<string, string>();
  const first = Math.floor(now() / dayMs) - nights;
  const goneSince = first + nights - 5;
  const byNight = new Map<number, readonly Run[]>();

  const runsOf = (night: number): readonly Run[] => {
    const known = byNight.get(night) ?? clients.flatMap((client) => runOf(client, night, goneSince) ?? []);
    byNight.set(night, known);
    return known;
  };
  let past: { readonly before: number; readonly runs: readonly Run[] } = { before: Number.NaN, runs: [] };
  let last: { readonly at: number; readonly runs: readonly Run[] } = { at: Number.NaN, runs: [] };

  /** Every run begun by now, the newest completion first. */
  function runs(time: number): readonly Run[] {
    if (last.at === time) return last.runs;
    const tonight = Math.floor(time / dayMs) - 1; // last night's may still go on
    if (past.before !== tonight) {
      const all = Array.from({ length: Math.max(0, tonight - first) }, (_, index) => runsOf(first + index)).flat();
      past = { before: tonight, runs: all.sort((a, b) => b.completed - a.completed) };
    }
    const current = [...runsOf(tonight), ...runsOf(tonight + 1)].filter((run) => run.activated <= time);
    last = { at: time, runs: [...current.sort((a, b) => b.completed - a.completed), ...past.runs] };
    return last.runs;
  }

  function reply(call: Call): Reply {
    const path = call.url.pathname.replace(/^\/api/, '');
    if (path === '/v1/system/about-information') return { status: 200, body: { version: '19.10.0-135' } };
    if (path === '/v1/oauth2/clients' && call.method === 'POST') return register(call);
    if (path === '/oauth/token' && call.method === 'POST') return login(call);
    if (!tokens.isGood(call.headers.authorization)) return { status: 401, body: { message: 'invalid_token' } };
    if (call.method !== 'GET') return { status: 404, body: { message: 'No such resource' } };
    if (path === '/v1/activities') return activities(call.url.searchParams);
    if (path === '/v1/clients') return clientPage(call.url.searchParams);
    if (path === '/v1/system/status') return { status: 200, body: status() };
    return { status: 404, body: { message: 'No such resource' } };
  }

  function register({ headers, body }: Call): Reply {
    if (headers.authorization !== basic(user, password)) return { status: 401, body: { message: 'Bad credentials' } };
    const { clientId, clientSecret } = JSON.parse(body);
    if (registered.has(clientId)) return { status: 400, body: { message: 'Client already exists' } };
    registered.set(clientId, clientSecret);
    return { status: 200, body: { clientId } };
  }

  function login({ headers, body }: Call): Reply {
    const known = [...registered].some(([id, secret]) => headers.authorization === basic(id, secret));
    const form = new URLSearchParams(body);
    if (!known || form.get('username') !== user || form.get('password') !== password) {
      return { status: 401, body: { error: 'invalid_grant', error_description: 'Bad credentials' } };
    }
    const answer = { token_type: 'bearer', expires_in: tokenLifeMs / 1_000, scope: form.get('scope'), user_name: user };
    return { status: 200, body: { access_token: tokens.issue(), ...answer } };
  }

  function activities(query: URLSearchParams): Reply {
    if (query.get('domain') !== '/' || query.get('recursive') !== 'true') return page([], query);
    const time = now();
    const filters = faults.ignoresFilters === true ? [] : query.getAll('filter');
    const since = Date.parse(filters.find((one) => one.startsWith('completedDate>='))?.slice(15) ?? '');
    const state = filters.find((one) => one.startsWith('state=='))?.slice(7);
    const all = runs(time);
    // what still runs has no completion, so a filter on it leaves that out
    const begin = Number.isNaN(since) ? 0 : all.findIndex(({ completed }) => completed <= time);
    const end = Number.isNaN(since) ? -1 : all.findIndex(({ completed }) => completed < since);
    const within = all.slice(begin < 0 ? all.length : begin, end < 0 ? all.length : end);
    const found = state === undefined ? within : within.filter((run) => stateOf(run, time) === state);
    return page(found, query, (run, index) => activityAnswer(run, time, index, faults));
  }

  function clientPage(query: URLSearchParams): Reply {
    if (faults.endless === true) query.set('page', '0');
    const { status, body } = page(clients.map(clientAnswer), query);
    return { status, body: { ...body, ...(faults.endless === true && { last: false }) } };
  }

  function status() {
    const full = fillAt(Math.floor(now() / dayMs), first);
    const state = full > 95 ? 'ERROR' : full > 80 ? 'WARNING' : 'OK';
    return {
      dpnState: 'Full Access',
      schedulerToggleState: true,
      totalCapacity: 27_800_000_000_000,
      utilization: { effectivePercentFull: full, effectivePercentType: 'DATA', state },
    };
  }

  const server = await startWebServer({ ...options, faults, reply });
  return { ...server, faults };
}

function page<T>(all: readonly T[], query: URLSearchParams, answer: (one: T, index: number) => unknown = (one) => one) {
  const number = Number(query.get('page') ?? 0);
  const size = Number(query.get('size') ?? 20);
  const items = all.slice(number * size, (number + 1) * size);
  const totalPages = Math.ceil(all.length / size);
  const content = items.map((one, index) => answer(one, number * size + index));
  const counts = { numberOfElements: items.length, totalElements: all.length, totalPages };
  return {
    status: 200,
    body: { content, number, size, ...counts, first: number === 0, last: number + 1 >= totalPages },
  };
}

function stateOf({ state, completed }: Run, now: number): string {
  return completed > now ? 'RUNNING' : state;
}

function clientAnswer({ cid, name, domain }: ProtectedClient) {
  return { id: cid, name, domainFqdn: domain, enabled: true, restoreOnly: false, clientType: 'REGULAR' };
}

function activityAnswer(run: Run, now: number, index: number, faults: AvamarFaults) {
  const { id, client, errorCode, reason, bytes } = run;
  const isRunning = run.completed > now;
  const iso = (time: number) => new Date(time).toISOString();
  const hits = (every: number | undefined) => every !== undefined && index % every === every - 1;
  const whole = {
    id,
    wid: `Nightly-${run.scheduled}#${id}`,
    type: 'Scheduled Backup',
    state: hits(faults.unknownStateEvery) ? 'QUANTUM_BACKUP_UNDECIDED' : stateOf(run, now),
    errorCode: isRunning ? 0 : errorCode,
    codeReason: isRunning ? null : reason,
    cid: client.cid,
    clientName: client.name,
    domain: client.domain,
    pluginNumber: 3_001,
    scheduledDate: iso(run.scheduled),
    activatedDate: iso(run.activated),
    completedDate: isRunning ? null : iso(run.completed),
    stats: bytes === 0 || isRunning ? null : { bytesProcessed: bytes, filesProcessed: 4 },
  };
  if (faults.farAhead === true && index === 0) {
    return { ...whole, scheduledDate: '2126-01-01T00:00:00Z', completedDate: '2126-01-01T01:00:00Z' };
  }
  if (!hits(faults.missingKeysEvery)) return whole;
  const { clientName: _client, state: _state, ...rest } = whole;
  return rest;
}

function basic(name: string, secret: string): string {
  return `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;
}
