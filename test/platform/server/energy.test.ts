import { expect, test } from 'vitest';
import { equipmentIn } from '../../../dashboard/server/energy/equipment.ts';
import { equipmentInFrench } from '../../../dashboard/server/energy/letter-page.ts';
import { dayNumber } from '../../../devices/calendar/local-date.ts';
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
    devices: new Map([
      ...territory.devices,
      ['borne', { id: 'borne', name: 'Borne', site: 'mairie-tartas', type: 'unifi-ap' }],
      ['pare-feu', { id: 'pare-feu', name: 'Pare-feu', site: 'mairie-tartas', type: 'sophos-firewall' }],
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
  // a hotspot counts its hours since it started too, and a firewall has a disk: neither is a server
  expect(body.lights.map(({ machines }: { machines: number }) => machines)).toEqual([0, 1, 1, 0, 1]);
  expect((await server.ask('responsable dax', '/organisations/tartas/energy')).status).toBe(404);
  expect((await server.ask('administrator', '/organisations/tartas/energy?month=2126-01')).status).toBe(400);
});

test('what works saved is told with its uncertainty, euros and kg, and printed on one page, the same bytes each time', async () => {
  const territory = territoryOfTwo();
  const devices = new Map(territory.devices);
  devices.set('elec-tartas', { id: 'elec-tartas', name: 'Compteur', site: 'mairie-tartas', type: 'electricity-meter' });
  devices.set('meteo', { id: 'meteo', name: 'Station', site: 'mairie-tartas', type: 'weather-station' });
  const known = { ...territory, devices };
  await using server = await startTestServer({
    parts: {
      territory: () => known,
      tariffs: { electricity: [{ from: '2020-01-01', price: 0.2 }], carbon: carbonFactors },
    },
  });
  const first = Date.UTC(2023, 11, 31, 23);
  let index = 0;
  const energy: [number, number][] = [];
  const warmth: [number, number][] = [];
  for (let at = first; at < Date.UTC(2026, 2, 1); at += day) {
    const celsius = 12 - 9 * Math.cos(((at / day - 20) * 2 * Math.PI) / 365);
    // just inside the day on either side, whatever the clocks of the summer show
    for (const hour of [0, 12, 21]) {
      const share = hour === 0 ? 0 : hour === 12 ? 0.6 : 0.4;
      index += share * (20 + 4 * Math.max(0, 15 - celsius)) * (at > Date.UTC(2025, 0, 31) ? 0.8 : 1);
      energy.push([at + hour * 3_600_000, index]);
      warmth.push([at + hour * 3_600_000, celsius]);
    }
  }
  await server.keep('elec-tartas', 'electricity.energy', energy);
  await server.keep('meteo', 'outdoor.temperature', warmth);
  const query = 'supply=electricity&from=2025-01-01&to=2025-01-31';
  const { body } = await server.ask('responsable tartas', `/sites/mairie-tartas/savings?${query}`);
  expect(body).toMatchObject({ unit: 'kWh', station: 'Station, Mairie', doubts: [] });
  expect(body.found.share).toBeCloseTo(0.2, 2);
  expect(body.found.heating.balance).toBeCloseTo(15, 0);
  expect(body.euros.constant).toBeCloseTo(body.found.saved * 0.2, 6);
  expect(body.kgCo2e).toBeCloseTo(body.found.saved * 0.064, 6);
  const declared = await server.ask(
    'administrator',
    `/sites/mairie-tartas/savings?${query}&change=${encodeURIComponent('2025-02-01=10')}`,
  );
  expect(declared.body.found.expected).toBeCloseTo(body.found.expected * 1.1, 3);
  const page = async () => (await server.ask('responsable tartas', `/sites/mairie-tartas/savings/page?${query}`)).text;
  const printed = await page();
  expect(printed.startsWith('%PDF-')).toBe(true);
  expect(printed.match(/\/Type \/Page\b/g)).toHaveLength(1);
  expect(await page()).toBe(printed);
  const letter = await server.ask('responsable tartas', '/organisations/tartas/energy/letter?month=2025-11');
  expect(letter.headers.get('content-type')).toContain('application/pdf');
  expect(letter.text.match(/\/Type \/Page\b/g)).toHaveLength(1);
  const wrong = [
    'supply=electricity&from=2025-02-30&to=2025-03-01',
    'supply=electricity&from=2025-02-02&to=2025-02-01',
  ];
  for (const one of wrong)
    expect((await server.ask('administrator', `/sites/mairie-tartas/savings?${one}`)).status).toBe(400);
  expect(wrong).toHaveLength(2);
});

test('with invoices only the billing method says what works saved, and that less than a year does not suffice', async () => {
  const territory = territoryOfTwo();
  const devices = new Map(territory.devices);
  devices.set('meteo', { id: 'meteo', name: 'Station', site: 'mairie-tartas', type: 'weather-station' });
  await using server = await startTestServer({ parts: { territory: () => ({ ...territory, devices }) } });
  const first = Date.UTC(2023, 10, 1);
  const celsius = (at: number) => 12 - 9 * Math.cos(((at / day - 20) * 2 * Math.PI) / 365);
  const instants = Array.from({ length: 860 * 2 }, (_, at) => first + (at * day) / 2);
  await server.keep(
    'meteo',
    'outdoor.temperature',
    instants.map((at) => [at, celsius(at)]),
  );
  const iso = (at: number) => new Date(at).toISOString().slice(0, 10);
  const invoices = Array.from({ length: 25 }, (_, month) => {
    const [from, end] = [Date.UTC(2024, month, 1), Date.UTC(2024, month + 1, 1)];
    let amount = 0;
    for (let at = from; at < end; at += day)
      amount += (20 + 4 * Math.max(0, 15 - celsius(at))) * (month > 12 ? 0.8 : 1);
    return `gaz;${iso(from)};${iso(end - day)};${amount.toFixed(1)}`;
  });
  const type = (lines: string[]) =>
    server.ask('responsable tartas', '/organisations/tartas/meter-entries', {
      method: 'POST',
      body: { csv: ['energie;debut;fin;quantite', ...lines].join('\n'), site: 'mairie-tartas' },
    });
  const ask = async () =>
    (await server.ask('responsable tartas', '/sites/mairie-tartas/savings?supply=gas&from=2025-01-01&to=2025-01-31'))
      .body;
  expect((await type(invoices.slice(5, 18))).body).toMatchObject({ taken: 13, bad: [], doubtful: 0 });
  expect(await ask()).toMatchObject({
    method: 'billing',
    doubts: expect.arrayContaining([
      'the baseline lacks too many days',
      'less than a year was measured after the works',
    ]),
  });
  await type(invoices);
  const whole = await ask();
  expect(whole).toMatchObject({ method: 'billing', unit: 'kWh', doubts: [], baseline: { missing: 0 } });
  expect(whole.found.share).toBeCloseTo(0.2, 2);
  expect(whole.found.heating.balance).toBeCloseTo(15, 0);
});

test('the letter tells how the equipment did in its month, and what comes afterwards changes no byte of it', async () => {
  const territory = territoryOfTwo();
  const devices = new Map(territory.devices);
  devices.set('sauvegardes', { id: 'sauvegardes', name: 'Avamar', site: 'mairie-tartas', type: 'avamar-member' });
  devices.set('borne-tartas', { id: 'borne-tartas', name: 'Borne', site: 'mairie-tartas', type: 'unifi-ap' });
  const known = { ...territory, devices };
  await using server = await startTestServer({
    parts: { territory: () => known, tariffs: { carbon: carbonFactors } },
  });
  const from = Date.UTC(2026, 8, 30, 22);
  const every = 300_000;
  // down for the first three of October's 31 days
  const up = Array.from({ length: (31 * day) / every }, (_, at) => from + at * every).map((time): [number, number] => [
    time,
    time < from + 3 * day ? 0 : 1,
  ]);
  await server.keep('borne-tartas', 'device.up', up);
  // three clients, told of once a night at hours of their own; the third has failed since the middle of the month
  for (const [at, client] of ['compta', 'etat-civil', 'ged'].entries()) {
    const nights = Array.from({ length: 31 }, (_, night) => from + night * day + (2 + 3 * at) * 3_600_000);
    const isGood = (night: number) => client !== 'ged' || night < 15;
    await server.keep(
      'sauvegardes',
      'backup.state',
      nights.map((time, night) => [time, isGood(night) ? 0 : 3]),
      client,
    );
    const ages = nights.map((time, night): [number, number] => [time, isGood(night) ? 0 : (night - 14) * 24]);
    await server.keep('sauvegardes', 'backup.age', ages, client);
  }
  const printed = async () =>
    (await server.ask('responsable tartas', '/organisations/tartas/energy/letter?month=2026-10')).text;
  const letter = await printed();
  expect(letter.match(/\/Type \/Page\b/g)).toHaveLength(1);
  const equipment = await equipmentIn(
    { organisation: known.organisations.get('tartas')!, devices: [...devices.values()] },
    { days: { from: dayNumber('2026-10-01'), to: dayNumber('2026-11-01') }, now: Date.now() },
    server.parts,
  );
  expect(equipmentInFrench(equipment).map((one) => one.replaceAll('\u00a0', ' '))).toEqual([
    'Sauvegardes : 2 sur 3 à jour en fin de période, la dernière bonne le 31 octobre 2026, aucune alerte.',
    'Wi-Fi public : en service 90,3 % du temps, aucune alerte.',
    'Serveurs : rien n’en a été reçu.',
  ]);
  await server.keep('borne-tartas', 'device.up', [[from + 32 * day, 0]]);
  expect(await printed()).toBe(letter);
});
