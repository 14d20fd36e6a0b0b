import type { Account, LinkHolder, LostHelp, NewOwnToken, OtherSession, OwnPassword } from '../contract/account.ts';
import type { Alert, AlertDetail, AlertStatistics } from '../contract/alerts.ts';
import type { Availability } from '../contract/availability.ts';
import type { Backup } from '../contract/backups.ts';
import type { Energy, SavingsOfWorks, SavingsQuery } from '../contract/energy.ts';
import type { Attach, Discovered, Refused, Replayed, ReplayRefused, Scan, ScanOrder } from '../contract/inbox.ts';
import type { MailLine } from '../contract/mail.ts';
import type { Maintenance, NewMaintenance } from '../contract/maintenance.ts';
import type { EntryFile, MeterEntry, NewMeterEntry, TakenEntries } from '../contract/meter-entries.ts';
import type { Duty, DutyFeed, NewBrowser, NewDuty, Notice, OwnWishes, Wishes } from '../contract/notices.ts';
import type { Problem, ProblemError } from '../contract/problem.ts';
import type { Aggregate, LatestReading, Readings, Step } from '../contract/readings.ts';
import type { BackTest, Proposal, Rule } from '../contract/rules.ts';
import type { AuditLine } from '../contract/running.ts';
import type { Hit } from '../contract/search.ts';
import type { NewKey, RecoveryCodes, RegistrationBegun, SecondFactorAsked } from '../contract/security-key.ts';
import type { ServerAudit } from '../contract/server-audit.ts';
import type { Session, SignIn } from '../contract/session.ts';
import type { List } from '../contract/shared.ts';
import type { AddedMember, Device, DeviceType, NewMember, Organisation, Site } from '../contract/territory.ts';
import type {
  NewTicket,
  NewTicketAction,
  Ticket,
  TicketChange,
  TicketDetail,
  TicketStatistics,
} from '../contract/tickets.ts';
import type {
  AddedUser,
  IssuedToken,
  LinkIssued,
  LinkOrder,
  NewToken,
  NewUser,
  Token,
  User,
  UserChange,
} from '../contract/users.ts';

/** What the server answered instead of what was asked; `status` 0 when it could not be reached at all. */
export class ApiError extends Error {
  readonly status: number;
  /** whether the server says that it plays the demonstration, also to who is not signed in */
  readonly demo: boolean;
  /** what a sign-in wants beside the right password */
  readonly secondFactor: SecondFactorAsked | undefined;
  /** what is wrong where in the body that was sent */
  readonly errors: readonly ProblemError[];
  constructor(
    status: number,
    message: string,
    { demo = false, secondFactor, errors = [] }: Pick<Problem, 'demo' | 'secondFactor' | 'errors'> = {},
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.demo = demo;
    this.secondFactor = secondFactor;
    this.errors = errors;
  }
}

export interface ReadingsQuery {
  device: string;
  metric: string;
  instance?: string;
  from: number;
  to: number;
  step?: Step;
  fn?: Aggregate;
}

export interface TicketsQuery extends Page {
  state?: string | undefined;
  category?: string | undefined;
  organisation?: string | undefined;
  kind?: 'incident' | 'request';
  text?: string | undefined;
  from?: number;
}

type Query = Record<string, string | number | undefined>;
export type Page = { cursor?: string | undefined; limit?: number };

/** The one door to the server's HTTP API. `signedOut` is called when the server no longer knows who asks; alerts come in `language`. */
export function createApi(signedOut: () => void, language: () => 'fr' | 'en') {
  let skewMs = 0;
  async function ask<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    const response = await fetch(`/api/v1${path}`, {
      method,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    }).catch((error: unknown) => {
      if (signal?.aborted) throw error;
      throw new ApiError(0, 'unreachable');
    });
    if (response.status === 401 && path !== '/session') signedOut();
    if (!response.ok) throw await refusal(response);
    // The border: the server validates what it sends with the same schemas these types are made from.
    return (response.status === 204 ? undefined : await response.json()) as T;
  }
  const get = <T>(path: string, query: Query = {}, signal?: AbortSignal) =>
    ask<T>('GET', path + search(query), undefined, signal);
  const post = <T = void>(path: string, body: unknown = {}) => ask<T>('POST', path, body);

  /** Every page of a list, at most 40 of them. */
  async function all<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T[]> {
    const items: T[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 40; page++) {
      const list = await get<List<T>>(path, { ...query, limit: 500, cursor }, signal);
      items.push(...list.items);
      if (list.next === null) break;
      cursor = list.next;
    }
    return items;
  }

  return {
    /** The server’s clock, as it was told with the session: ages on a display whose own clock is wrong are still right. */
    serverNow: () => (Math.abs(skewMs) < 5_000 ? Date.now() : Date.now() + skewMs),
    search: (q: string, signal?: AbortSignal) => get<List<Hit>>('/search', { q }, signal),
    async session() {
      const session = await get<Session>('/session');
      skewMs = Date.parse(session.time) - Date.now();
      return session;
    },
    signIn: (body: SignIn) => post('/session', body),
    signOut: () => ask<void>('DELETE', '/session'),

    organisations: (signal?: AbortSignal) => all<Organisation>('/organisations', {}, signal),
    addMember: (member: NewMember) => post<AddedMember>('/organisations', member),
    organisation: (id: string, signal?: AbortSignal) => get<Organisation>(`/organisations/${id}`, {}, signal),
    energy: (id: string, query: { month?: string | undefined; language: 'fr' | 'en' }, signal?: AbortSignal) =>
      get<Energy>(`/organisations/${id}/energy`, { ...query }, signal),
    savings: (site: string, query: SavingsQuery, signal?: AbortSignal) =>
      get<SavingsOfWorks>(`/sites/${site}/savings`, { ...query }, signal),
    meterEntries: (site: string, signal?: AbortSignal) => all<MeterEntry>(`/sites/${site}/meter-entries`, {}, signal),
    addMeterEntry: (site: string, entry: NewMeterEntry) => post<MeterEntry>(`/sites/${site}/meter-entries`, entry),
    changeMeterEntry: (id: number, entry: NewMeterEntry) => ask<MeterEntry>('PUT', `/meter-entries/${id}`, entry),
    confirmMeterEntry: (id: number, note: string) => post<MeterEntry>(`/meter-entries/${id}/confirm`, { note }),
    removeMeterEntry: (id: number) => ask<void>('DELETE', `/meter-entries/${id}`),
    importMeterEntries: (organisation: string, file: EntryFile) =>
      post<TakenEntries>(`/organisations/${organisation}/meter-entries`, file),
    sites: (query: { organisation?: string } = {}, signal?: AbortSignal) => all<Site>('/sites', query, signal),
    site: (id: string, signal?: AbortSignal) => get<Site>(`/sites/${id}`, {}, signal),
    devices: (query: { site?: string; organisation?: string } = {}, signal?: AbortSignal) =>
      all<Device>('/devices', query, signal),
    device: (id: string, signal?: AbortSignal) => get<Device>(`/devices/${id}`, {}, signal),
    serverAudit: (id: string, signal?: AbortSignal) => get<ServerAudit>(`/devices/${id}/audit`, {}, signal),
    deviceTypes: (signal?: AbortSignal) => all<DeviceType>('/device-types', {}, signal),
    readings: (query: ReadingsQuery, signal?: AbortSignal) => get<Readings>('/readings', { ...query }, signal),
    latest: (query: { site?: string; device?: string } = {}, signal?: AbortSignal) =>
      all<LatestReading>('/readings/latest', query, signal),
    availability: (
      query: { site?: string; device?: string; from: number; to: number; step?: '1d' },
      signal?: AbortSignal,
    ) => get<Availability>('/availability', query, signal),
    maintenances: (query: { from?: number; organisation?: string } = {}, signal?: AbortSignal) =>
      all<Maintenance>('/maintenances', query, signal),
    addMaintenance: (maintenance: NewMaintenance) => post<Maintenance>('/maintenances', maintenance),
    removeMaintenance: (id: number) => ask<void>('DELETE', `/maintenances/${id}`),

    alerts: (
      query: { active?: 'true' | 'false'; organisation?: string; from?: number; language?: 'fr' | 'en' } = {},
      signal?: AbortSignal,
      // whoever asks without a language reads what is on screen
    ) => all<Alert>('/alerts', { language: language(), ...query }, signal),
    addRule: (rule: Record<string, unknown>) => post('/rules', rule),
    removeRule: (key: string) => ask<void>('DELETE', `/rules/${encodeURIComponent(key)}`),
    alert: (id: string, language: 'fr' | 'en', signal?: AbortSignal) =>
      get<AlertDetail>(`/alerts/${id}`, { language }, signal),
    rules: (signal?: AbortSignal) => all<Rule>('/rules', {}, signal),
    backTest: (order: { rules: unknown[]; from: number; to: number }, signal: AbortSignal) =>
      ask<BackTest>('POST', '/rules/backtest', order, signal),
    ruleProposal: (key: string) => get<Proposal>(`/rules/${encodeURIComponent(key)}/proposal`),
    changeRule: (key: string, rule: unknown) => ask<void>('PUT', `/rules/${encodeURIComponent(key)}`, rule),
    alertStatistics: (by: 'rule' | 'device' | 'organisation', signal?: AbortSignal, from?: number) =>
      get<List<AlertStatistics>>('/alerts/statistics', { by, from }, signal),
    doToAlert: (id: string, deed: string, body: Record<string, unknown>) => post(`/alerts/${id}/${deed}`, body),

    tickets: (query: TicketsQuery = {}, signal?: AbortSignal) => get<List<Ticket>>('/tickets', { ...query }, signal),
    allTickets: (query: TicketsQuery = {}, signal?: AbortSignal) => all<Ticket>('/tickets', { ...query }, signal),
    ticket: (id: string, signal?: AbortSignal) => get<TicketDetail>(`/tickets/${id}`, {}, signal),
    openTicket: (ticket: NewTicket) => post<TicketDetail>('/tickets', ticket),
    ticketOfAlert: (alert: string, also: readonly string[] = []) =>
      post<TicketDetail>(`/alerts/${encodeURIComponent(alert)}/ticket`, { also }),
    changeTicket: (id: number, change: TicketChange) => ask<TicketDetail>('PATCH', `/tickets/${id}`, change),
    actOnTicket: (id: number, action: NewTicketAction) => post<TicketDetail>(`/tickets/${id}/actions`, action),
    ticketStatistics: (query: { year: number; language: string }, signal?: AbortSignal) =>
      get<TicketStatistics>('/tickets/statistics', query, signal),

    backups: (query: { organisation?: string } = {}, signal?: AbortSignal) => all<Backup>('/backups', query, signal),

    wishes: () => get<OwnWishes>('/wishes'),
    putWishes: (wishes: Wishes) => ask<void>('PUT', '/wishes', wishes),
    addBrowser: (browser: NewBrowser) => post('/wishes/browsers', browser),
    removeBrowser: (endpoint: string) => post('/wishes/browsers/remove', { endpoint }),
    notices: (query: Page & { alert?: string } = {}) => get<List<Notice>>('/notices', { ...query }),
    duty: () => get<Duty>('/duty'),
    putDuty: (duty: NewDuty) => ask<Duty>('PUT', '/duty', duty),
    newDutyFeed: () => post<DutyFeed>('/duty/feed'),

    lostHelp: () => get<LostHelp>('/session/lost'),
    lost: (email: string) => post<LostHelp>('/session/lost', { email }),
    link: (link: string) => post<LinkHolder>('/session/link', { link }),
    useLink: (link: string, password: string) => post<LinkHolder>('/session/link/use', { link, password }),

    account: () => get<Account>('/session/account'),
    changePassword: (change: OwnPassword) => ask<void>('PUT', '/session/password', change),
    otherSessions: () => get<List<OtherSession>>('/session/others'),
    endOtherSessions: () => ask<void>('DELETE', '/session/others'),
    beginKey: (password: string) => post<RegistrationBegun>('/session/keys/challenge', { password }),
    addKey: (key: NewKey) => post('/session/keys', key),
    removeKey: (id: string, password: string) => post(`/session/keys/${id}/remove`, { password }),
    newCodes: (password: string) => post<RecoveryCodes>('/session/recovery-codes', { password }),
    ownTokens: () => all<Token>('/session/tokens'),
    addOwnToken: (token: NewOwnToken) => post<IssuedToken>('/session/tokens', token),
    revokeOwnToken: (id: string) => ask<void>('DELETE', `/session/tokens/${id}`),

    users: () => all<User>('/users'),
    addUser: (user: NewUser) => post<AddedUser>('/users', user),
    changeUser: (id: string, change: UserChange) => ask<void>('PATCH', `/users/${id}`, change),
    removeUser: (id: string) => ask<void>('DELETE', `/users/${id}`),
    linkFor: (id: string, order: LinkOrder) => post<LinkIssued>(`/users/${id}/link`, order),
    clearKeys: (id: string) => ask<void>('DELETE', `/users/${id}/keys`),
    mails: (page: Page = {}) => get<List<MailLine>>('/mails', { ...page }),
    tokens: () => all<Token>('/tokens'),
    addToken: (token: NewToken) => post<IssuedToken>('/tokens', token),
    revokeToken: (id: string) => ask<void>('DELETE', `/tokens/${id}`),
    audit: (page: Page = {}) => get<List<AuditLine>>('/audit', { ...page }),
    refused: (page: Page = {}) => get<List<Refused>>('/refused', { ...page }),
    replay: (id: number, body: ReplayRefused) => post<Replayed>(`/refused/${id}/replay`, body),
    discovery: () => all<Discovered>('/discovery'),
    attach: (id: number, to: Attach) => post(`/discovery/${id}/attach`, to),
    scanned: (signal?: AbortSignal) => get<Scan>('/discovery/scan', {}, signal),
    scan: (order: ScanOrder) => post<Scan>('/discovery/scan', order),
    stopScan: () => ask<void>('DELETE', '/discovery/scan'),
    ignore: (id: number) => post(`/discovery/${id}/ignore`),
  };
}
export type Api = ReturnType<typeof createApi>;

function search(query: Query): string {
  const given = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) if (value !== undefined) given.set(key, String(value));
  return given.size === 0 ? '' : `?${given}`;
}

/** What a problem document (RFC 9457) says, or the status when the answer is none. */
async function refusal(response: Response): Promise<ApiError> {
  if (!(response.headers.get('content-type') ?? '').includes('json'))
    return new ApiError(response.status, response.statusText);
  // The border: a problem document or nothing we understand.
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  return new ApiError(response.status, problem.detail ?? problem.title ?? response.statusText, problem);
}
