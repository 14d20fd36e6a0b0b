import { expect, test } from 'vitest';
import { startTestServer } from '../../support/server.ts';

const water = (date: string, index: number) => ({ is: 'index', supply: 'water', date, index });

test('a building without a sensor takes part: its slip waits with its reason, is corrected, and the month has its figure', async () => {
  await using server = await startTestServer();
  const post = (body: object) =>
    server.ask('responsable dax', '/sites/mairie-dax/meter-entries', { method: 'POST', body });
  const month = async () => {
    const { body } = await server.ask('responsable dax', '/organisations/dax/energy?month=2026-02');
    return body.supplies.find((one: { supply: string }) => one.supply === 'water');
  };
  for (const [date, index] of [
    ['2026-01-01', 1_200],
    ['2026-02-01', 1_231],
  ] as const)
    expect((await post(water(date, index))).body).toMatchObject({ doubts: [], counts: true });
  const slip = await post(water('2026-03-01', 12_590));
  expect(slip.body).toMatchObject({ counts: false, doubts: [{ kind: 'ten times', instead: 1_259, against: 1_231 }] });
  expect(await month()).toMatchObject({ amount: null, missing: 28 });
  const corrected = await server.ask('responsable dax', `/meter-entries/${slip.body.id}`, {
    method: 'PUT',
    body: water('2026-03-01', 1_259),
  });
  expect(corrected.body).toMatchObject({ counts: true, doubts: [], index: 1_259 });
  const known = await month();
  expect(known).toMatchObject({ sources: ['index'], missing: 0 });
  expect(known.amount).toBeCloseTo(28, 6);
  expect(known.euros).toBeGreaterThan(28);
  // a replaced meter: confirmed with a note, and told in the audit with what was deleted
  const fresh = await post(water('2026-04-01', 5));
  expect(fresh.body).toMatchObject({ counts: false, doubts: [{ kind: 'backwards' }] });
  const confirm = (note: string) =>
    server.ask('responsable dax', `/meter-entries/${fresh.body.id}/confirm`, { method: 'POST', body: { note } });
  expect((await confirm(' ')).status).toBe(400);
  expect((await confirm('compteur remplacé')).body).toMatchObject({
    counts: true,
    confirmed: { note: 'compteur remplacé', by: 'mairie.dax@demo' },
  });
  expect((await server.ask('responsable dax', `/meter-entries/${fresh.body.id}`, { method: 'DELETE' })).status).toBe(
    204,
  );
  const { items } = await server.audit.list({ limit: 10 });
  expect(items.map(({ action }) => action).filter((action) => action.startsWith('entry'))).toEqual([
    ...['entry.remove', 'entry.confirm', 'entry.add', 'entry.change', 'entry.add', 'entry.add', 'entry.add'],
  ]);
  expect(items.find(({ action }) => action === 'entry.change')?.details).toContain('"index":12590');
  expect((await post(water('2126-01-01', 1))).status).toBe(400);
  expect((await post(water('2026-02-30', 1))).status).toBe(400);
  expect((await post(water('2026-01-01', 1_200))).status).toBe(409);
  expect((await server.ask('responsable tartas', `/meter-entries/${slip.body.id}`, { method: 'DELETE' })).status).toBe(
    404,
  );
});

test('a file is taken line by line, a second time it changes nothing, and another’s building is none', async () => {
  await using server = await startTestServer();
  const csv =
    'site;energie;date;index\n;eau;01/01/2026;100\nCrèche;eau;01/01/2026;20\nmairie-dax;eau;01/01/2026;1\n;eau;;7\n';
  const send = () =>
    server.ask('responsable tartas', '/organisations/tartas/meter-entries', {
      method: 'POST',
      body: { csv, site: 'mairie-tartas' },
    });
  expect((await send()).body).toEqual({
    ...{ taken: 2, known: 0, doubtful: 0 },
    bad: [
      { line: 4, reason: 'site: "mairie-dax" is none of your buildings, by id or by name' },
      { line: 5, reason: 'date: is missing' },
    ],
  });
  expect((await send()).body).toMatchObject({ taken: 0, known: 2 });
  const list = await server.ask('agent tartas', '/sites/creche-tartas/meter-entries');
  expect(list.body.items).toMatchObject([{ supply: 'water', index: 20, by: 'mairie.tartas@demo' }]);
});
