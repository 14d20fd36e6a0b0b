import { expect, test } from 'vitest';
import type { Rule } from '../../../gateway/domain/rule.ts';
import { alertOf } from '../../support/alerts-in-hand.ts';
import { startTestServer } from '../../support/server.ts';

const night = {
  id: 'night-power',
  metric: 'electricity.power',
  kind: 'threshold',
  above: { warning: 2_000, critical: 5_000 },
  for: '1h',
  site: 'mairie-tartas',
  say: { fr: 'Puissance la nuit', en: 'Power at night' },
};
const key = 'night-power@site=mairie-tartas';

test('a technician makes, changes and deletes a rule, which counts at once and stands in the audit', async () => {
  await using server = await startTestServer();
  const told: (readonly Rule[])[] = [];
  using _following = server.parts.rules.book.follow((rules) => told.push(rules));
  const levels = () => told.at(-1)?.find(({ id }) => id === 'night-power')?.condition;

  const made = await server.ask('technician', '/rules', { method: 'POST', body: night });
  expect([made.status, made.body]).toEqual([
    201,
    { ...night, key, origin: 'made', by: 'technicien@demo', changedAt: expect.any(String) },
  ]);
  expect(levels()).toMatchObject({ levels: [2_000, 5_000] });
  expect((await server.ask('technician', '/rules', { method: 'POST', body: night })).status).toBe(409);

  const changed = { ...night, above: 3_000 };
  expect((await server.ask('technician', `/rules/${key}`, { method: 'PUT', body: changed })).status).toBe(200);
  expect(levels()).toMatchObject({ levels: [3_000] });
  expect((await server.ask('technician', '/rules/night-power')).body).toMatchObject({ above: 3_000, origin: 'made' });

  expect((await server.ask('technician', '/rules/night-power', { method: 'DELETE' })).status).toBe(204);
  expect([levels(), told.length]).toEqual([undefined, 3]);
  const { items } = await server.audit.list({ limit: 3 });
  expect(items.map(({ action, subject }) => [action, subject])).toEqual([
    ['rule.remove', key],
    ['rule.change', key],
    ['rule.add', key],
  ]);
});

test('a rule of a device type is switched off or changed for a place, never itself', async () => {
  await using server = await startTestServer();
  const own = await server.ask('technician', '/rules/disk-used@type=linux-host');
  expect(own.body).toMatchObject({ origin: 'type', above: { warning: 90, critical: 95 } });
  const refused = await server.ask('technician', '/rules/disk-used@type=linux-host', { method: 'DELETE' });
  expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('"off": true')]);
  const body = { id: 'disk-used', device: 'serveur-tartas', off: true };
  expect((await server.ask('technician', '/rules', { method: 'POST', body })).status).toBe(201);
  expect(server.parts.rules.book.rules()).toContainEqual(
    expect.objectContaining({ id: 'disk-used', off: true, scope: { type: 'linux-host', device: 'serveur-tartas' } }),
  );
});

test('a rule that others differ from is not deleted under them', async () => {
  await using server = await startTestServer();
  const { site: _, ...everywhere } = night;
  await server.ask('technician', '/rules', { method: 'POST', body: everywhere });
  const difference = { id: 'night-power', site: 'mairie-dax', above: 4_000 };
  expect((await server.ask('technician', '/rules', { method: 'POST', body: difference })).status).toBe(201);
  const refused = await server.ask('technician', '/rules/night-power', { method: 'DELETE' });
  expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('night-power@site=mairie-dax')]);
});

test.each([
  [{ ...night, above: { warning: 5, critical: 2 } }, 400, 'body: levels: 5, 2 do not go from mild to grave'],
  [{ ...night, kind: 'treshold' }, 400, 'body.kind: must be one of threshold, state'],
  [
    { ...night, metric: 'electricity.powr' },
    400,
    'body.metric: "electricity.powr" is no metric of any device type. Did',
  ],
  [{ ...night, abov: 3 }, 400, 'body: unknown abov'],
  [{ ...night, for: 3600 }, 400, 'body.for: '],
  [{ ...night, site: 'mairie-nowhere' }, 404, 'There is no site "mairie-nowhere"'],
  [[], 400, 'body: '],
])('a rule that cannot be judged is refused with its key and the cure (%#)', async (body, status, words) => {
  await using server = await startTestServer();
  const answer = await server.ask('technician', '/rules', { method: 'POST', body });
  expect([answer.status, answer.body.detail]).toEqual([status, expect.stringContaining(words)]);
});

test('a refusal says at which place of the body each mistake stands, also of a rule that is only tried', async () => {
  await using server = await startTestServer();
  const wrong = { ...night, above: { warning: 5, critical: 2 }, clear: 9 };
  const saved = await server.ask('technician', '/rules', { method: 'POST', body: wrong });
  expect(saved.body.errors).toEqual([
    { pointer: '/above', detail: '5, 2 do not go from mild to grave, above each other' },
    { pointer: '/clear', detail: '9 is itself above the first level 5' },
  ]);
  const tried = await server.ask('technician', '/rules/backtest', { method: 'POST', body: { rules: [night, wrong] } });
  expect(tried.body.errors).toContainEqual({
    pointer: '/rules/1/clear',
    detail: '9 is itself above the first level 5',
  });
  const misspelt = await server.ask('technician', '/rules', { method: 'POST', body: { ...night, for: 'soon' } });
  expect(misspelt.body.errors).toEqual([{ pointer: '/for', detail: expect.stringContaining('not a duration') }]);
});

test('a mairie reads the rules of its own and those for everybody', async () => {
  await using server = await startTestServer();
  await server.ask('technician', '/rules', { method: 'POST', body: night });
  await server.ask('technician', '/rules', { method: 'POST', body: { id: 'silent', device: 'eau-dax', off: true } });
  const made = async (who: 'responsable tartas' | 'responsable dax') =>
    (await server.ask(who, '/rules?origin=made')).body.items.map((rule: { key: string }) => rule.key);
  expect([await made('responsable tartas'), await made('responsable dax')]).toEqual([[key], ['silent@device=eau-dax']]);
  const others = await server.ask('responsable dax', `/rules/${key}`);
  expect(others.status).toBe(404);
});

test('rules are tried together: one may say what is different from another', async () => {
  await using server = await startTestServer();
  const { site: _, ...everywhere } = night;
  const rules = [everywhere, { id: 'night-power', site: 'mairie-dax', above: 4_000 }];
  const answer = await server.ask('technician', '/rules/backtest', { method: 'POST', body: { rules } });
  expect([answer.status, answer.body.alerts]).toEqual([200, []]);
  const alone = await server.ask('technician', '/rules/backtest', { method: 'POST', body: { rules: rules.slice(1) } });
  expect([alone.status, alone.body.detail]).toEqual([400, expect.stringContaining('is no known rule')]);
});

test('a rule that was called false proposes its own quieter setting, which is a rule to post', async () => {
  await using server = await startTestServer();
  const minute = 60_000;
  const start = Math.floor(Date.now() / 86_400_000) * 86_400_000 - 3 * 86_400_000;
  // CO2 every five minutes; two short peaks and a long one
  const peaks = [
    [2, 30],
    [10, 180],
    [20, 30],
  ] as const;
  const isPeak = (at: number) => peaks.some(([hour, lasts]) => at >= hour * 60 && at < hour * 60 + lasts);
  const readings = Array.from({ length: 288 }, (_, at): [number, number] => [
    start + at * 5 * minute,
    isPeak(at * 5) ? 1_800 : 500,
  ]);
  await server.keep('air-tartas', 'air.co2', readings);
  const body = {
    ...{ id: 'stuffy', metric: 'air.co2', kind: 'threshold', above: 1_000, for: '10m' },
    ...{ device: 'air-tartas', say: { fr: 'Air confiné', en: 'Stale air' } },
  };
  await server.ask('technician', '/rules', { method: 'POST', body });
  const ask = () => server.ask('technician', '/rules/stuffy/proposal');
  expect((await ask()).body).toMatchObject({ alerts: 0, falseAlarms: 0, proposal: null });

  const by = server.parts.rules.book.rules().find(({ id }) => id === 'stuffy')!;
  for (const [at, [hour, lasts]] of peaks.entries()) {
    const since = start + hour * 60 * minute;
    const marked = at === 1 ? {} : { resolved: { by: 'marie', falseAlarm: true } };
    server.alerts.all.push(
      alertOf({
        id: `stuffy-${at}`,
        rule: 'stuffy',
        by,
        since,
        until: since + lasts * minute,
        active: false,
        ...marked,
      }),
    );
  }
  const { status, body: found } = await ask();
  expect([status, found]).toEqual([
    200,
    expect.objectContaining({
      ...{ rule: 'stuffy@device=air-tartas', alerts: 3, falseAlarms: 2 },
      proposal: { change: { for: '30m' }, rule: { ...body, for: '30m' }, avoided: 2, of: 2, kept: 1 },
    }),
  ]);
  const put = { method: 'PUT', body: found.proposal.rule } as const;
  expect((await server.ask('technician', '/rules/stuffy', put)).status).toBe(200);
});
