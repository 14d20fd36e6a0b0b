import { expect, test } from 'vitest';
import { carbonFactors } from '../../../gateway/calculate/cost.ts';
import { alertOf } from '../../support/alerts-in-hand.ts';
import { startTestServer } from '../../support/server.ts';
import { territoryOfTwo } from '../../support/territory-of-two.ts';

const day = 86_400_000;

test('a mairie reads what its buildings used and cost, what is abnormal with advice, and its equipment', async () => {
  const territory = territoryOfTwo();
  const tartas = territory.organisations.get('tartas')!;
  const known = {
    ...territory,
    organisations: new Map([
      ...territory.organisations,
      ['tartas', { ...tartas, services: ['wifi'], tariffs: { water: [{ from: '2020-01-01', price: 3.5 }] } }],
    ]),
  } as ReturnType<typeof territoryOfTwo>;
  await using server = await startTestServer({
    parts: { territory: () => known, tariffs: { gas: [{ from: '2020-01-01', price: 0.1 }], carbon: carbonFactors } },
  });
  // 100 L a day until last month, then 200; the nursery's 10 L an hour count with it
  const from = Date.UTC(2025, 8, 1);
  const change = Date.UTC(2026, 9, 31, 23);
  const days = Array.from({ length: 430 }, (_, at) => from + at * day);
  const litres = (time: number) => (100 * (time - from)) / day + (100 * Math.max(0, time - change)) / day;
  await server.keep(
    'eau-tartas',
    'water.volume',
    days
      .flatMap((time) => [0, 6, 12, 18, 23].map((hour) => time + hour * 3_600_000))
      .map((time) => [time, litres(time)]),
  );
  server.alerts.all.push(alertOf());
  const { status, body } = await server.ask('responsable tartas', '/organisations/tartas/energy?month=2026-10');
  expect(status).toBe(200);
  expect(body).toMatchObject({ organisation: 'tartas', month: '2026-10', from: '2026-10-01', to: '2026-11-01' });
  const water = body.supplies.find((one: { supply: string }) => one.supply === 'water');
  expect(water).toMatchObject({ unit: 'm3', price: { price: 3.5, isAssumed: false }, weather: null });
  expect(water.amount).toBeCloseTo(3.1, 1);
  expect(water.euros).toBeCloseTo(water.amount * 3.5, 6);
  expect(water.lastYear).toBeCloseTo(0, 2);
  expect(water.months).toHaveLength(13);
  expect(body.buildings.map(({ site }: { site: string }) => site)).toEqual(['mairie-tartas', 'creche-tartas']);
  expect(body.abnormal).toMatchObject([
    { id: 'alert-1', title: 'Air confiné (CO₂)', advice: expect.stringContaining('fenêtres'), siteName: 'Mairie' },
  ]);
  const light = (service: string) => body.lights.find((one: { service: string }) => one.service === service)?.is;
  expect([light('wifi'), light('backup'), light('server')]).toEqual(['unknown', 'not subscribed', 'unknown']);
  expect((await server.ask('responsable dax', '/organisations/tartas/energy')).status).toBe(404);
  expect((await server.ask('administrator', '/organisations/tartas/energy?month=2126-01')).status).toBe(400);
});
