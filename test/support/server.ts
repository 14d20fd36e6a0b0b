import { sql } from 'kysely';
import { io, type Socket } from 'socket.io-client';
import { createBackTesting } from '../../commands/platform/back-testing.ts';
import { createProposing } from '../../commands/platform/proposing.ts';
import { createRuleBook } from '../../commands/platform/rule-book.ts';
import { createSaying } from '../../commands/platform/saying.ts';
import type { ClientToServer, ServerToClient } from '../../dashboard/contract/socket.ts';
import { createServer, routesOf } from '../../dashboard/server/create-server.ts';
import { linkAddress } from '../../dashboard/server/letters.ts';
import type { Route } from '../../dashboard/server/route.ts';
import type { ServerConfig, ServerParts } from '../../dashboard/server/server-parts.ts';
import { catalogue } from '../../devices/catalogue.ts';
import { sayTransition } from '../../gateway/alert/saying/say-transition.ts';
import { carbonFactors } from '../../gateway/calculate/cost.ts';
import type { Role } from '../../gateway/domain/account.ts';
import type { Message, Outcome, Sender } from '../../gateway/domain/intake.ts';
import type { MailSender } from '../../gateway/domain/mail.ts';
import type { Series } from '../../gateway/domain/series.ts';
import { createDialects } from '../../gateway/intake/dialects.ts';
import { createDirectory } from '../../gateway/intake/directory.ts';
import { createRecognise } from '../../gateway/intake/recognise.ts';
import { startDelivery } from '../../gateway/notify/delivery.ts';
import { createAccounts } from '../../gateway/state/create-accounts.ts';
import { createAudit } from '../../gateway/state/create-audit.ts';
import { createCorrections } from '../../gateway/state/create-corrections.ts';
import { createDuty } from '../../gateway/state/create-duty.ts';
import { createMadeRules } from '../../gateway/state/create-made-rules.ts';
import { createMaintenances } from '../../gateway/state/create-maintenances.ts';
import { createMeterEntries } from '../../gateway/state/create-meter-entries.ts';
import { createNotices } from '../../gateway/state/create-notices.ts';
import { createOutbox } from '../../gateway/state/create-outbox.ts';
import { createPush } from '../../gateway/state/create-push.ts';
import { createTickets } from '../../gateway/state/create-tickets.ts';
import { createWishes } from '../../gateway/state/create-wishes.ts';
import { openState } from '../../gateway/state/open-state.ts';
import { createMemoryStore } from '../../gateway/store/memory.ts';
import { alertsInHand } from './alerts-in-hand.ts';
import { createDiscoveringInHand } from './discovering-in-hand.ts';
import { createInboxInHand } from './inbox-in-hand.ts';
import { createLiveInHand } from './live-in-hand.ts';
import { territoryOfTwo } from './territory-of-two.ts';

export const password = 'Girafe-Bleue-7-Vallons';

export const people = {
  administrator: { email: 'admin@demo', role: 'administrator', organisations: [] },
  technician: { email: 'technicien@demo', role: 'technician', organisations: [] },
  'responsable tartas': { email: 'mairie.tartas@demo', role: 'responsable', organisations: ['tartas'] },
  'responsable dax': { email: 'mairie.dax@demo', role: 'responsable', organisations: ['dax'] },
  'agent tartas': { email: 'agent.tartas@demo', role: 'agent', organisations: ['tartas'] },
} as const;

export const scripts = {
  screen: { name: 'écran', role: 'screen' },
  writer: { name: 'automate', role: 'writer' },
  'writer tartas': { name: 'automate de Tartas', role: 'writer', organisation: 'tartas' },
} as const satisfies Record<string, { name: string; role: Role; organisation?: string }>;

export type Who = keyof typeof people | keyof typeof scripts | 'nobody';
export const everybody = ['nobody', ...keys(people), ...keys(scripts)] as const;

export type TestServer = Awaited<ReturnType<typeof startTestServer>>;

/** What a test server has other than usual. */
export interface ServerOptions {
  config?: Partial<ServerConfig>;
  parts?: Partial<ServerParts>;
  /** mails leave by this sender */
  mail?: { sender: MailSender; publicUrl: string };
}

/** The real server on a free port, with everything it is handed kept in memory and in the test's hand. */
export async function startTestServer(options: ServerOptions = {}) {
  const state = openState({ file: ':memory:' });
  const live = createLiveInHand();
  const inbox = createInboxInHand();
  const discovering = createDiscoveringInHand();
  const accounts = createAccounts(state, { price: { cost: 4, lanes: 1 } });
  const audit = createAudit(state);
  const logged: { level: string; fields: object; message: string }[] = [];
  const accepted: { sender: Sender; messages: readonly Message[] }[] = [];
  const attached: unknown[] = [];
  const members: unknown[] = [];
  const replayed: { topic: string; payload: Uint8Array; time: number }[] = [];
  const directory = createDirectory({ territory: territoryOfTwo(), catalogue, known: [] });
  const dialects = createDialects({ directory, publish: () => {} });
  const series: Series[] = [];
  const store = createMemoryStore((id) => series[id]!);
  const say = (level: string) => (fields: object, message: string) => {
    logged.push({ level, fields, message });
  };

  const outbox = createOutbox(state);
  const delivery =
    options.mail &&
    startDelivery({
      outbox,
      sender: options.mail.sender,
      async link({ user, purpose }) {
        const secret = await accounts.links.issue(user, purpose, Date.now());
        return secret && linkAddress(options.mail?.publicUrl ?? '', purpose, secret);
      },
      now: Date.now,
      log: { warn: say('warn'), error: say('error') },
    });
  const alerts = alertsInHand();
  const madeRules = await createMadeRules(state);
  const ruleBook = createRuleBook({ catalogue, territory: territoryOfTwo, made: madeRules, onWrong: () => {} });
  const parts: ServerParts = {
    ...(delivery && { mail: { ...outbox, post: delivery.post } }),
    config: { listen: { host: '127.0.0.1', port: 0 }, demo: true, version: '0.0.0-test', ...options.config },
    territory: territoryOfTwo,
    catalogue,
    store,
    live,
    inbox,
    accounts,
    audit,
    corrections: createCorrections(state),
    entries: createMeterEntries(state),
    maintenances: await createMaintenances(state),
    alerts: alerts.alerts,
    tickets: await createTickets(state),
    say: createSaying(territoryOfTwo),
    tariffs: { carbon: carbonFactors },
    sayTransition,
    noticing: {
      notices: createNotices(state),
      wishes: createWishes(state),
      duty: createDuty(state),
      push: {
        keeper: createPush(state),
        publicKey: 'BEl62iUYgUivxIkv69yViEuiBIa',
        accepts: (endpoint) => endpoint.startsWith('https://push.example.fr/'),
      },
      channels: ['mail', 'push'],
      timeZone: 'Europe/Paris',
      counts: () => ({ waiting: 3, sent: 2, failed: 1 }),
    },
    rules: {
      made: madeRules,
      book: ruleBook,
      changed: ruleBook.changed,
      backTest: createBackTesting({
        catalogue,
        territory: territoryOfTwo,
        made: madeRules,
        store,
        series: async () => series,
      }),
      propose: createProposing({
        catalogue,
        territory: territoryOfTwo,
        store,
        series: async () => series,
        alerts: alerts.alerts,
        book: ruleBook,
      }),
    },
    accept: async (sender, messages) => {
      accepted.push({ sender, messages });
      return messages.map((): Outcome => ({ ok: true }));
    },
    clockWrong: () => false,
    trouble: () => undefined,
    health: () => ({
      backfill: 1,
      intakeAccepts: true,
      store: { ok: true, behind: 0 },
      judgement: { ok: true, behind: 0 },
      journal: { bytes: 10, quotaBytes: 1000, hoursLeft: 240 },
      counters: { messages: 5, readings: 12, refused: 1, unknown: 0, clients: 2 },
      traps: {
        ...{ received: 21, taken: 6, unknown: 5, refused: 4 },
        ...{ leftOutInStorm: 3, leftOutWaiting: 2, leftOutByJournal: 1 },
      },
      collector: {
        devices: { well: 40, unreachable: 3, answers: 2, behind: 1 },
        ...{ asking: 7, waiting: 8, asked: 900, failed: 30 },
      },
    }),
    addMember: async (organisation, site) => {
      members.push({ organisation, site });
    },
    attach: async (id, target) => {
      attached.push({ id, target });
      return { device: 'device' in target ? target.device : (target.id ?? 'new-device') };
    },
    discovering,
    recognise: createRecognise(dialects, catalogue),
    replay: async (message) => {
      replayed.push(message);
      return Buffer.from(message.payload).includes('NaN') ? 'the payload is not JSON' : undefined;
    },
    erase: (device) => store.erase(device),
    log: { info: say('info'), warn: say('warn'), error: say('error') },
    ...options.parts,
  };
  for (const [name, { email, role, organisations }] of Object.entries(people)) {
    await accounts.addUser({ email, role, organisations, name, password }, Date.now());
  }
  const tokens = new Map<string, string>();
  for (const [who, token] of Object.entries(scripts)) {
    tokens.set(who, (await accounts.addToken(token, Date.now())).token);
  }
  const server = await createServer(parts);
  const cookies = new Map<string, string>();
  const sockets: Socket[] = [];

  async function headersOf(who: Who): Promise<Record<string, string>> {
    const token = tokens.get(who);
    if (token !== undefined) return { authorization: `Bearer ${token}` };
    if (who === 'nobody') return {};
    const known = cookies.get(who);
    if (known !== undefined) return { cookie: known, origin: server.url };
    const { email } = people[who as keyof typeof people];
    const answer = await fetch(`${server.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0];
    if (cookie === undefined) throw new Error(`${who} could not sign in: ${answer.status} ${await answer.text()}`);
    cookies.set(who, cookie);
    return { cookie, origin: server.url };
  }

  return {
    url: server.url,
    parts,
    alerts,
    /** all that the database holds, as text */
    async everythingKept(): Promise<string> {
      const { rows } = await sql<{ name: string }>`select name from sqlite_schema where type = 'table'`.execute(state);
      const tables = rows.map(({ name }) => sql`select * from ${sql.table(name)}`.execute(state));
      return JSON.stringify((await Promise.all(tables)).map((table) => table.rows));
    },
    async outboxSize(): Promise<{ waiting: number; total: number }> {
      const rows = await state.selectFrom('mails').select('state').execute();
      return { waiting: rows.filter((row) => row.state === 'waiting').length, total: rows.length };
    },
    state,
    live,
    inbox,
    discovering,
    accounts,
    audit,
    accepted,
    attached,
    members,
    replayed,
    dialects,
    logged,
    tokens,
    headersOf,
    /** The next question of this person signs in anew. */
    signOutHere(who: Who): void {
      cookies.delete(who);
    },
    /** Puts readings of one metric into the store: pairs of time and value. */
    async keep(device: string, metric: string, readings: [time: number, value: number][], instance = '') {
      const id = series.push({ organisation: '', site: '', type: '', device, metric, instance }) - 1;
      await store.import({
        series: new Int32Array(readings.length).fill(id),
        times: Float64Array.from(readings, ([time]) => time),
        values: Float64Array.from(readings, ([, value]) => value),
      });
    },
    /** Asks a path below `/api/v1` as somebody; `body` is read as JSON where it is JSON. */
    async ask(who: Who, path: string, { method = 'GET', body, headers = {} }: Asking = {}) {
      const answer = await fetch(`${server.url}${path.startsWith('!') ? path.slice(1) : `/api/v1${path}`}`, {
        method,
        redirect: 'manual',
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(await headersOf(who)),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      const isJson = answer.headers.get('content-type')?.includes('json') === true;
      return { status: answer.status, headers: answer.headers, text, body: isJson ? JSON.parse(text) : undefined };
    },
    /** A socket of somebody, not yet awaited. */
    async socket(who: Who, headers: Record<string, string> = {}): Promise<Socket<ServerToClient, ClientToServer>> {
      const socket = io(server.url, {
        transports: ['websocket'],
        forceNew: true,
        reconnection: false,
        extraHeaders: { ...(await headersOf(who)), ...headers },
      });
      sockets.push(socket);
      return socket;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.disconnect();
      await server[Symbol.asyncDispose]();
      await delivery?.[Symbol.asyncDispose]();
      await state.destroy();
    },
  };
}

/** The table of the API's paths, not to be called. */
export function tableOf(server: TestServer): Route[] {
  const absent = () => {
    throw new Error('nobody calls these routes');
  };
  return routesOf(server.parts, { sockets: absent, lost: absent });
}

interface Asking {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

function keys<T extends object>(of: T): (keyof T)[] {
  return Object.keys(of) as (keyof T)[];
}
