import { expect, test } from 'vitest';
import { ruleKey } from '../../../devices/rules/any-rule.ts';
import type { NewTicket } from '../../../gateway/domain/tickets.ts';
import { alertOf } from '../../support/alerts-in-hand.ts';
import { everybody, password, startTestServer, type TestServer, tableOf, type Who } from '../../support/server.ts';

/** A call of each path on a thing of Tartas; `of` says whose thing it is, where it is somebody's. */
interface Call {
  readonly call: string;
  readonly path: string;
  readonly body?: unknown;
  readonly of?: 'tartas';
}

const wishes = {
  language: 'fr',
  channels: { mail: ['critical'] },
  topics: ['water'],
  outsideHours: [],
  offDuty: false,
  ends: true,
};
const browser = { endpoint: 'https://push.example.fr/a', p256dh: `B${'a'.repeat(86)}`, auth: 'a'.repeat(22) };
const tartasOnly = {
  id: 'tartas-only',
  metric: 'electricity.power',
  kind: 'threshold',
  above: 2_000,
  organisation: 'tartas',
  say: { fr: 'Puissance', en: 'Power' },
} as const;
const period = 'from=0&to=1000';
const calls: readonly Call[] = [
  { call: 'get /session', path: '/session' },
  { call: 'get /organisations', path: '/organisations' },
  { call: 'post /organisations', path: '/organisations', body: { name: 'Morcenx', site: { name: 'Mairie' } } },
  { call: 'get /organisations/:id', path: '/organisations/tartas', of: 'tartas' },
  { call: 'get /organisations/:id/energy', path: '/organisations/tartas/energy', of: 'tartas' },
  { call: 'get /organisations/:id/energy/letter', path: '/organisations/tartas/energy/letter', of: 'tartas' },
  {
    call: 'get /sites/:id/savings',
    path: '/sites/mairie-tartas/savings?supply=heat&from=2026-01-05&to=2026-01-09',
    of: 'tartas',
  },
  {
    call: 'get /sites/:id/savings/page',
    path: '/sites/mairie-tartas/savings/page?supply=heat&from=2026-01-05&to=2026-01-09',
    of: 'tartas',
  },
  { call: 'get /sites/:id/meter-entries', path: '/sites/mairie-tartas/meter-entries', of: 'tartas' },
  {
    call: 'post /sites/:id/meter-entries',
    path: '/sites/mairie-tartas/meter-entries',
    // the same a second time is a conflict: the first who may has typed it
    body: { is: 'index', supply: 'water', date: '2026-03-01', index: 1200, meter: 'weak' },
    of: 'tartas',
  },
  {
    call: 'post /organisations/:id/meter-entries',
    path: '/organisations/tartas/meter-entries',
    body: { csv: 'energie;date;index\neau;01/02/2026;1100', site: 'mairie-tartas' },
    of: 'tartas',
  },
  {
    call: 'put /meter-entries/:id',
    path: '/meter-entries/1',
    body: { is: 'index', supply: 'water', date: '2026-01-01', index: 900 },
    of: 'tartas',
  },
  {
    call: 'post /meter-entries/:id/confirm',
    path: '/meter-entries/2/confirm',
    body: { note: 'remplacé' },
    of: 'tartas',
  },
  { call: 'delete /meter-entries/:id', path: '/meter-entries/999999' },
  { call: 'get /search', path: '/search?q=tartas' },
  { call: 'get /sites', path: '/sites' },
  { call: 'get /sites', path: '/sites?organisation=tartas', of: 'tartas' },
  { call: 'get /sites/:id', path: '/sites/mairie-tartas', of: 'tartas' },
  { call: 'get /devices', path: '/devices' },
  { call: 'get /devices', path: '/devices?organisation=tartas', of: 'tartas' },
  { call: 'get /devices', path: '/devices?site=mairie-tartas', of: 'tartas' },
  { call: 'get /devices/:id', path: '/devices/eau-tartas', of: 'tartas' },
  { call: 'get /device-types', path: '/device-types' },
  { call: 'get /metrics', path: '/metrics' },
  { call: 'get /readings', path: `/readings?device=eau-tartas&metric=water.volume&${period}`, of: 'tartas' },
  { call: 'get /readings/latest', path: '/readings/latest' },
  { call: 'get /readings/latest', path: '/readings/latest?site=mairie-tartas', of: 'tartas' },
  { call: 'get /readings/latest', path: '/readings/latest?device=eau-tartas', of: 'tartas' },
  { call: 'get /backups', path: '/backups' },
  { call: 'get /backups', path: '/backups?organisation=tartas', of: 'tartas' },
  {
    call: 'post /readings',
    path: '/readings',
    body: { device: 'eau-tartas', metrics: { 'water.volume': 1 } },
    of: 'tartas',
  },
  { call: 'get /devices/:id/corrections', path: '/devices/eau-tartas/corrections', of: 'tartas' },
  {
    call: 'post /devices/:id/corrections',
    path: '/devices/eau-tartas/corrections',
    body: { metric: 'water.volume', time: 1000, last: 5, first: 0 },
    of: 'tartas',
  },
  { call: 'get /availability', path: '/availability?site=mairie-tartas&from=0&to=1000', of: 'tartas' },
  { call: 'get /availability', path: '/availability?device=serveur-tartas&from=0&to=1000', of: 'tartas' },
  { call: 'get /maintenances', path: '/maintenances' },
  { call: 'get /maintenances', path: '/maintenances?site=mairie-tartas', of: 'tartas' },
  { call: 'get /maintenances', path: '/maintenances?device=eau-tartas', of: 'tartas' },
  { call: 'get /maintenances', path: '/maintenances?organisation=tartas', of: 'tartas' },
  {
    call: 'post /maintenances',
    path: '/maintenances',
    body: { site: 'mairie-tartas', from: 1e12, to: 1e12 + 1, reason: 'updates' },
    of: 'tartas',
  },
  { call: 'get /maintenances/:id', path: '/maintenances/1', of: 'tartas' },
  { call: 'delete /maintenances/:id', path: '/maintenances/999999' },
  { call: 'get /rules', path: '/rules' },
  {
    call: 'post /rules/backtest',
    path: '/rules/backtest',
    body: { rules: [{ id: 'co2', above: 900 }], from: 0, to: 9 },
  },
  { call: 'get /rules/:id', path: '/rules/tartas-only@organisation=tartas', of: 'tartas' },
  { call: 'get /rules/:id', path: '/rules/disk-used@type=linux-host' },
  { call: 'get /rules/:id/proposal', path: '/rules/tartas-only@organisation=tartas/proposal', of: 'tartas' },
  {
    call: 'put /rules/:id',
    path: '/rules/tartas-only@organisation=tartas',
    body: { ...tartasOnly, above: 3_000 },
    of: 'tartas',
  },
  { call: 'post /rules', path: '/rules', body: { id: 'silent', site: 'mairie-tartas', off: true }, of: 'tartas' },
  // what the call before made
  { call: 'delete /rules/:id', path: '/rules/silent@site=mairie-tartas', of: 'tartas' },
  { call: 'delete /devices/:id/readings', path: '/devices/gaz-tartas/readings', of: 'tartas' },
  { call: 'get /devices/:id/audit', path: '/devices/serveur-tartas/audit', of: 'tartas' },
  { call: 'get /alerts', path: '/alerts' },
  { call: 'get /alerts', path: '/alerts?site=mairie-tartas', of: 'tartas' },
  { call: 'get /alerts', path: '/alerts?device=air-tartas', of: 'tartas' },
  { call: 'get /alerts', path: '/alerts?organisation=tartas', of: 'tartas' },
  { call: 'get /alerts/statistics', path: '/alerts/statistics' },
  { call: 'get /alerts/statistics', path: '/alerts/statistics?organisation=tartas', of: 'tartas' },
  { call: 'get /alerts/:id', path: '/alerts/alert-1', of: 'tartas' },
  {
    call: 'post /alerts/:id/acknowledge',
    path: '/alerts/alert-1/acknowledge',
    body: { mode: 'until-clear' },
    of: 'tartas',
  },
  { call: 'post /alerts/:id/assign', path: '/alerts/alert-1/assign', body: { to: 'marie' }, of: 'tartas' },
  { call: 'post /alerts/:id/comment', path: '/alerts/alert-1/comment', body: { comment: 'vu' }, of: 'tartas' },
  { call: 'post /alerts/:id/shelve', path: '/alerts/alert-1/shelve', body: { until: 1e14 }, of: 'tartas' },
  { call: 'post /alerts/:id/unshelve', path: '/alerts/alert-1/unshelve', body: {}, of: 'tartas' },
  { call: 'post /alerts/:id/resolve', path: '/alerts/alert-1/resolve', body: { falseAlarm: true }, of: 'tartas' },
  { call: 'post /alerts/:id/ticket', path: '/alerts/alert-1/ticket', body: {}, of: 'tartas' },
  { call: 'get /tickets', path: '/tickets' },
  { call: 'get /tickets', path: '/tickets?organisation=tartas', of: 'tartas' },
  { call: 'post /tickets', path: '/tickets', body: { organisation: 'tartas', title: 'Imprimante' }, of: 'tartas' },
  { call: 'get /tickets/statistics', path: '/tickets/statistics' },
  { call: 'get /tickets/statistics', path: '/tickets/statistics?organisation=tartas', of: 'tartas' },
  // the agent of Tartas opened it
  { call: 'get /tickets/:id', path: '/tickets/1', of: 'tartas' },
  { call: 'patch /tickets/:id', path: '/tickets/1', body: { priority: 'high' }, of: 'tartas' },
  {
    call: 'post /tickets/:id/actions',
    path: '/tickets/1/actions',
    body: { is: 'follow-up', text: 'vu' },
    of: 'tartas',
  },
  { call: 'get /session/account', path: '/session/account' },
  { call: 'put /session/password', path: '/session/password', body: { current: 'weak', password: 'weak' } },
  { call: 'get /session/others', path: '/session/others' },
  { call: 'delete /session/others', path: '/session/others' },
  { call: 'post /session/keys/challenge', path: '/session/keys/challenge', body: { password: 'weak' } },
  { call: 'post /session/keys', path: '/session/keys', body: { ticket: 'weak' } },
  { call: 'post /session/keys/:id/remove', path: '/session/keys/nothing/remove', body: { password } },
  { call: 'post /session/recovery-codes', path: '/session/recovery-codes', body: { password: 'weak' } },
  { call: 'get /session/tokens', path: '/session/tokens' },
  { call: 'post /session/tokens', path: '/session/tokens', body: { name: 'x', role: 'weak' } },
  {
    call: 'post /session/tokens',
    path: '/session/tokens',
    body: { name: 'x', role: 'screen', organisation: 'tartas' },
    of: 'tartas',
  },
  { call: 'delete /session/tokens/:id', path: '/session/tokens/nothing' },
  { call: 'get /session/lost', path: '/session/lost' },
  { call: 'post /session/lost', path: '/session/lost', body: { email: '', weak: true } },
  { call: 'post /session/link', path: '/session/link', body: { link: 'weak' } },
  { call: 'post /session/link/use', path: '/session/link/use', body: { link: 'weak', password: 'x' } },
  { call: 'get /discovery', path: '/discovery' },
  { call: 'post /discovery/:id/attach', path: '/discovery/1/attach', body: { device: 'eau-tartas' }, of: 'tartas' },
  { call: 'post /discovery/:id/ignore', path: '/discovery/1/ignore' },
  { call: 'get /discovery/scan', path: '/discovery/scan' },
  { call: 'post /discovery/scan', path: '/discovery/scan', body: { range: '10.1.2.0/24', credentials: 'switches' } },
  { call: 'delete /discovery/scan', path: '/discovery/scan' },
  { call: 'get /refused', path: '/refused' },
  { call: 'post /refused/:id/replay', path: '/refused/1/replay', body: {} },
  { call: 'get /audit', path: '/audit' },
  { call: 'get /users', path: '/users' },
  { call: 'post /users', path: '/users', body: { email: 'x@tartas.fr', name: 'X', role: 'agent', password: 'weak' } },
  { call: 'patch /users/:id', path: '/users/nobody', body: {} },
  { call: 'delete /users/:id', path: '/users/nobody' },
  { call: 'put /users/:id/password', path: '/users/nobody/password', body: { password: 'weak' } },
  { call: 'post /users/:id/link', path: '/users/nobody/link', body: { by: 'hand' } },
  { call: 'delete /users/:id/keys', path: '/users/nobody/keys' },
  { call: 'get /mails', path: '/mails' },
  { call: 'get /tokens', path: '/tokens' },
  { call: 'post /tokens', path: '/tokens', body: { name: 'x', role: 'screen' } },
  { call: 'delete /tokens/:id', path: '/tokens/nothing' },
  { call: 'get /notices', path: '/notices' },
  { call: 'get /wishes', path: '/wishes' },
  { call: 'put /wishes', path: '/wishes', body: wishes },
  { call: 'post /wishes/browsers', path: '/wishes/browsers', body: browser },
  { call: 'post /wishes/browsers/remove', path: '/wishes/browsers/remove', body: { endpoint: browser.endpoint } },
  { call: 'get /duty', path: '/duty' },
  { call: 'put /duty', path: '/duty', body: { start: '2026-03-02', days: 15, people: [], swaps: [] } },
  { call: 'post /duty/feed', path: '/duty/feed' },
  { call: 'get /duty/feed.ics', path: `/duty/feed.ics?token=${'nothing'.padEnd(43, '0')}` },
  { call: 'get /openapi.json', path: '/openapi.json' },
  { call: 'delete /session', path: '/session' },
];

/** Written again by hand from the contract, so that a slip in the table of routes is seen. */
const allowed: Readonly<Record<string, readonly Who[]>> = {
  anybody: everybody,
  'signed in': everybody.filter((who) => who !== 'nobody'),
  readers: ['administrator', 'technician', 'responsable tartas', 'responsable dax', 'agent tartas', 'screen'],
  staff: ['administrator', 'technician'],
  administrators: ['administrator'],
  writers: ['administrator', 'writer', 'writer tartas'],
  people: ['administrator', 'technician', 'responsable tartas', 'responsable dax', 'agent tartas'],
  'people but agents': ['administrator', 'technician', 'responsable tartas', 'responsable dax'],
};

function whoMay(call: string): readonly Who[] {
  if (call === 'get /openapi.json' || call === 'get /duty/feed.ics') return allowed.anybody!;
  if (/duty/.test(call)) return allowed.staff!;
  if (call === 'post /alerts/:id/comment') return allowed['people but agents']!;
  if (call.startsWith('post /alerts') || call.startsWith('patch /tickets')) return allowed.staff!;
  if (call === 'get /tickets/statistics') return allowed['people but agents']!;
  if (call.includes(' /tickets')) return allowed.people!;
  if (/notices|wishes/.test(call)) return allowed['people but agents']!;
  if (/session\/(lost|link)/.test(call)) return allowed.anybody!;
  if (/session\/keys(\/challenge)?$/.test(call)) return allowed.staff!;
  if (/session\/tokens/.test(call)) return allowed['people but agents']!;
  if (/session\/|search/.test(call)) return allowed.people!;
  if (call.endsWith('/session')) return allowed['signed in']!;
  if (call === 'post /readings') return allowed.writers!;
  if (/corrections|discovery|refused|(post|delete) \/maint|(post|put|delete) \/rules|proposal/.test(call))
    return allowed.staff!;
  if (/(post|put|delete) .*meter-entries/.test(call)) return allowed['people but agents']!;
  if (call === 'get /devices/:id/audit') return allowed.readers!;
  if (/audit|mails|users|tokens|delete \/devices|post \/organisations/.test(call)) return allowed.administrators!;
  return allowed.readers!;
}

test('each role reaches exactly its paths, and nothing of another organisation', async () => {
  await using server = await startTestServer();
  await fill(server);
  // as a page of ours sends it, also for those who have not signed in
  const origin = { origin: server.url };
  const wrong: string[] = [];
  let cells = 0;
  for (const who of everybody) {
    for (const { call, path, body, of } of calls) {
      cells++;
      const method = call.split(' ')[0]!.toUpperCase();
      const { status, text } = await server.ask(who, path, { method, body, headers: origin });
      const may = whoMay(call).includes(who);
      const hidden = of === 'tartas' && who === 'responsable dax';
      const right = may
        ? hidden
          ? status === 404
          : status < 400 ||
            (isNothing(path) && status === 404) ||
            (isWeak(body) && (status === 400 || status === 403 || status === 409))
        : status === (who === 'nobody' ? 401 : 403);
      if (!right) wrong.push(`${who}: ${method} ${path} was ${status} ${text}`);
      if (who === 'responsable dax' && call !== 'get /openapi.json') {
        if (/tartas|creche/i.test(text.replaceAll(/There is no [^}]*/g, '')))
          wrong.push(`${who}: ${path} shows ${text}`);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(cells).toBe(everybody.length * calls.length);
  expect(calls.length).toBeGreaterThan(85);
});

test('every path of the API stands in the matrix of rights', async () => {
  await using server = await startTestServer();
  const paths = tableOf(server).map(({ method, path }) => `${method} ${path}`);
  expect(paths.length).toBeGreaterThan(25);
  expect(new Set(['post /session', ...calls.map(({ call }) => call)])).toEqual(new Set(paths));
});

test('every answer has the status and the shape that its path is described with', async () => {
  await using server = await startTestServer();
  await fill(server);
  server.inbox.refusals.push({ id: 1, time: 0, client: 'c', topic: 't', payload: Buffer.from('x'), reason: 'r' });
  const table = tableOf(server);
  let checked = 0;
  for (const { call, path, body } of calls.filter(({ path, body }) => !isNothing(path) && !isWeak(body))) {
    const { success } = table.find(({ method, path }) => `${method} ${path}` === call)!;
    const who = call === 'post /readings' ? 'writer' : 'administrator';
    const headers = { origin: server.url };
    const answer = await server.ask(who, path, { method: call.split(' ')[0]!.toUpperCase(), body, headers });
    expect(answer.status, call).toBe(success.status);
    if (success.schema === undefined) continue;
    expect(success.schema.safeParse(answer.body).error, call).toBeUndefined();
    checked++;
  }
  expect(checked).toBeGreaterThan(24);
});

test('lists without a filter show one’s own', async () => {
  await using server = await startTestServer();
  await fill(server);
  const ids = async (who: Who, path: string) =>
    (await server.ask(who, path)).body.items.map((item: { id?: string; device?: string }) => item.id ?? item.device);
  expect(await ids('responsable dax', '/organisations')).toEqual(['dax']);
  expect(await ids('responsable dax', '/sites')).toEqual(['mairie-dax']);
  expect(await ids('responsable dax', '/devices')).toEqual(['air-dax', 'eau-dax']);
  expect(await ids('responsable dax', '/readings/latest')).toEqual(['eau-dax']);
  expect(await ids('agent tartas', '/organisations')).toEqual(['tartas']);
  expect(await ids('screen', '/organisations')).toEqual(['dax', 'tartas']);
  expect(await ids('responsable dax', '/alerts')).toEqual(['alert-2']);
  expect(await ids('agent tartas', '/alerts')).toEqual(['alert-1']);
  expect(await ids('screen', '/alerts')).toEqual(['alert-1', 'alert-2']);
  expect(await ids('technician', '/tickets')).toEqual([2, 1]);
  expect(await ids('responsable tartas', '/tickets')).toEqual([2, 1]);
  expect(await ids('agent tartas', '/tickets')).toEqual([1]);
  expect(await ids('responsable dax', '/tickets')).toEqual([]);
  expect((await server.ask('agent tartas', '/tickets/2')).status).toBe(404);
});

test('a writer of one organisation cannot write another’s device', async () => {
  await using server = await startTestServer();
  const body = { device: 'eau-dax', metrics: { 'water.volume': 1 } };
  expect((await server.ask('writer tartas', '/readings', { method: 'POST', body })).status).toBe(404);
  expect((await server.ask('writer', '/readings', { method: 'POST', body })).status).toBe(204);
  expect(server.accepted).toHaveLength(1);
  const [{ sender, messages }] = server.accepted as [(typeof server.accepted)[number]];
  expect(messages.map(({ topic, payload }) => [topic, Buffer.from(payload).toString()])).toEqual([
    ['vigie/v1/mairie-dax/eau-dax', '{"metrics":{"water.volume":1}}'],
  ]);
  expect(sender.mayWrite({ id: 'eau-dax', site: 'mairie-dax', organisation: 'dax' })).toBe(true);
});

test('each role may watch exactly what it may read', async () => {
  await using server = await startTestServer();
  await fill(server);
  const watches = [
    { site: 'mairie-tartas' },
    { device: 'eau-tartas' },
    { organisation: 'tartas' },
    { site: 'mairie-dax' },
    { device: 'eau-dax' },
    { organisation: 'dax' },
    { console: 'batiments' },
    { site: 'nowhere' },
    { console: 'nothing' },
  ];
  let cells = 0;
  for (const [turn, who] of everybody.entries()) {
    const socket = await server.socket(who);
    const heard: string[] = [];
    socket.on('snapshot', (_, state) => heard.push(JSON.stringify(state)));
    socket.on('changes', (changes) => heard.push(JSON.stringify(changes)));
    const opened = await new Promise<boolean>((resolve) => {
      socket.on('connect', () => resolve(true));
      socket.on('connect_error', () => resolve(false));
    });
    expect(opened, who).toBe(allowed.readers!.includes(who));
    cells++;
    if (!opened) continue;
    for (const watch of watches) {
      cells++;
      const answer = await new Promise((resolve) => socket.emit('watch', watch, resolve));
      const about = Object.values(watch)[0]!;
      const exists = !/^no/.test(about);
      const ours = about === 'batiments' || !/ (tartas|dax)$/.test(who) || about.endsWith(who.split(' ')[1]!);
      const expected = exists && ours ? { ok: true } : { ok: false, code: 'not_found' };
      expect(answer, `${who} watches ${about}`).toEqual(expected);
    }
    const raised = [alertOf({ id: `air-${turn}` }), alertOf({ ...ofDax, id: `eau-${turn}` })];
    for (const alert of raised) server.alerts.tell(alert);
    // a value that no earlier snapshot holds, and another behind it: what must not come would have come by then
    const values = [700 + 2 * turn, 701 + 2 * turn];
    for (const value of values) server.live.push(reading('eau-tartas', value), reading('eau-dax', value));
    await expect.poll(() => heard.some((text) => text.includes(`"value":${values[1]}`))).toBe(true);
    if (who === 'responsable dax') expect(heard.join()).not.toMatch(/tartas|creche/);
    if (who.endsWith('tartas')) expect(heard.join()).not.toMatch(/dax/);
    // in the snapshot what stood before, then what happened since
    const known = [
      ['alert-1', `air-${turn}`],
      ['alert-2', `eau-${turn}`],
    ].filter((_, at) => !who.endsWith(['dax', 'tartas'][at]!));
    for (const id of known.flat()) expect(heard.join(), `${who} hears of ${id}`).toContain(`"id":"${id}"`);
    socket.disconnect();
  }
  expect(cells).toBe(9 + 6 * 9);
});

async function fill(server: TestServer): Promise<void> {
  server.live.push(reading('eau-tartas', 1), reading('eau-creche', 2), reading('eau-dax', 3));
  server.inbox.discoveries.push({
    id: 1,
    address: 'native:mairie-tartas/new',
    client: 'sondes',
    firstSeen: 0,
    lastSeen: 1,
    messages: 1,
    topic: 'vigie/v1/mairie-tartas/new',
    payload: Buffer.from('{}'),
    ignored: false,
  });
  server.alerts.all.push(alertOf(), alertOf({ ...ofDax, id: 'alert-2' }));
  await server.keep('eau-tartas', 'water.volume', [[100, 1]]);
  const work = { from: 1e12, to: 1e12 + 1, reason: 'travaux', by: 'technicien@demo', createdAt: 0 };
  const typed = { site: 'mairie-tartas', supply: 'water', meter: '', unit: 'm3', note: '', by: 'x', at: 0 } as const;
  await server.parts.entries.add([
    { ...typed, is: 'index', date: '2026-01-01', index: 1_000 },
    { ...typed, meter: 'jardin', is: 'index', date: '2026-01-02', index: 9 },
    { ...typed, meter: 'jardin', is: 'index', date: '2026-01-01', index: 1_000 },
  ]);
  await server.parts.maintenances.add({ ...work, scope: { site: 'mairie-tartas' } });
  const agent = await server.accounts.userByEmail('agent.tartas@demo');
  await server.parts.tickets.add({ ...ticketOfTartas, author: agent!.id }, 0);
  await server.parts.tickets.add({ ...ticketOfTartas, title: 'du maire', author: 'somebody' }, 0);
  await server.parts.rules.made.put({
    key: ruleKey(tartasOnly),
    rule: tartasOnly,
    by: 'technicien@demo',
    changedAt: 0,
  });
}

const ticketOfTartas: Omit<NewTicket, 'author'> = {
  ...{ kind: 'request', organisation: 'tartas', category: 'printer', priority: 'normal', source: 'mairie' },
  ...{ title: 'du guichet', description: '', evidence: [], alerts: [], by: 'agent.tartas@demo' },
};
const ofDax = { device: 'eau-dax', site: 'mairie-dax', organisation: 'dax' };

function reading(device: string, value: number) {
  return { device, metric: 'water.volume', instance: '', time: 1_000, value };
}

function isNothing(path: string): boolean {
  return /nobody|nothing|999999|supply=heat|refused\/1\//.test(path);
}

function isWeak(body: unknown): boolean {
  return JSON.stringify(body ?? '').includes('weak');
}
