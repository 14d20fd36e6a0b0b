import { expect, test } from 'vitest';
import { startTestServer } from '../../support/server.ts';
import { territoryOfTwo } from '../../support/territory-of-two.ts';

const noon = Date.parse('2026-03-02T11:00:00Z');
const minute = 60_000;

test('raw readings come as they were stored, from inclusive and to exclusive', async () => {
  await using server = await startTestServer();
  await server.keep('eau-tartas', 'water.volume', [
    [noon, 100],
    [noon + 10 * minute, 110],
    [noon + 20 * minute, 125],
  ]);
  const answer = await server.ask(
    'responsable tartas',
    `/readings?device=eau-tartas&metric=water.volume&from=2026-03-02T12:00:00%2B01:00&to=${noon + 20 * minute}`,
  );
  expect(answer.body).toEqual({ unit: 'L', times: [noon, noon + 10 * minute], values: [100, 110] });
});

test('another organisation’s device does not exist', async () => {
  await using server = await startTestServer();
  const answer = await server.ask(
    'responsable dax',
    `/readings?device=eau-tartas&metric=water.volume&from=0&to=${noon}`,
  );
  expect(answer.status).toBe(404);
  expect(answer.body.detail).toBe('There is no device "eau-tartas"');
});

test('a question that makes no sense is answered in one line that says what to change', async () => {
  await using server = await startTestServer();
  const about = async (rest: string) =>
    (await server.ask('technician', `/readings?device=eau-tartas&metric=water.volume${rest}`)).body.detail;
  expect(await about(`&from=${noon}&to=${noon}`)).toBe('from: is not before to');
  expect(await about('&from=yesterday&to=0')).toMatch(/^from: is not an instant: write 2026-03-01T10:00:00Z/);
  expect(await about('&from=2026-03-02T12:00:00&to=0')).toMatch(/^from: is not an instant/);
  expect(await about('&from=0&to=1&step=2h')).toMatch(/^step: Invalid option: expected one of "5m"/);
  expect(await about(`&from=0&to=${noon}&step=5m`)).toBe('That is more than 50000 rows: ask with step=1d');
  expect(await about('&from=0&to=1&fn=mean')).toBe('fn: needs a step');
  expect(await about('&from=0&to=1&colour=red')).toBe('unknown colour');
});

test('the first and the last instants of time itself are an answer in any step, never a mistake of Vigie', async () => {
  await using server = await startTestServer();
  const end = 8.6e15;
  let seen = 0;
  for (const step of ['5m', '15m', '1h', '1d', '1w', '1mo', '1y']) {
    for (const [from, to] of [
      [end - 1, end],
      [-end, 1 - end],
      [end - 3 * 86_400_000, end],
      [-8.64e15, 1 - 8.64e15],
      [8.64e15 - 1, 8.64e15],
    ]) {
      const question = `/readings?device=eau-tartas&metric=water.volume&from=${from}&to=${to}&step=${step}`;
      const { status } = await server.ask('technician', question);
      expect(status, question).toBe(Math.abs(from ?? 0) > end ? 400 : 200);
      seen++;
    }
  }
  expect(seen).toBe(35);
});

test('a counter is given as consumption by local day, a gauge as mean, a state as its last', async () => {
  await using server = await startTestServer();
  // Clocks in France go forward in the night to 29 March 2026: that day has 23 hours.
  const days = ['2026-03-27T23:00Z', '2026-03-28T23:00Z', '2026-03-29T22:00Z', '2026-03-30T22:00Z'].map(Date.parse);
  const [first = 0, , , last = 0] = days;
  const hour = 60 * minute;
  const hours = Array.from({ length: (last - first) / hour + 1 }, (_, i) => first + i * hour);
  await server.keep(
    'eau-tartas',
    'water.volume',
    hours.map((time, i) => [time, 1_000 + 2 * i]),
  );
  await server.keep(
    'air-tartas',
    'air.co2',
    hours.map((time, i) => [time, 400 + i]),
  );
  const ask = async (rest: string) =>
    (await server.ask('agent tartas', `/readings?${rest}&from=${first}&to=${last}&step=1d`)).body;
  expect(await ask('device=eau-tartas&metric=water.volume')).toEqual({
    unit: 'L',
    times: days.slice(0, 3),
    values: [48, 46, 48],
  });
  expect((await ask('device=air-tartas&metric=air.co2')).values).toEqual([411.5, 435, 458.5]);
  expect((await ask('device=air-tartas&metric=air.co2&fn=max')).values).toEqual([423, 446, 470]);
  expect((await ask('device=air-tartas&metric=air.co2&fn=count')).values).toEqual([24, 23, 24]);
});

test('a bucket without readings is null', async () => {
  await using server = await startTestServer();
  await server.keep('air-tartas', 'air.co2', [[noon, 500]]);
  const answer = await server.ask(
    'technician',
    `/readings?device=air-tartas&metric=air.co2&from=${noon - 10 * minute}&to=${noon + 10 * minute}&step=5m`,
  );
  expect(answer.body.values).toEqual([null, null, 500, null]);
});

test('a replaced meter neither invents nor loses consumption once its change is said, and the change is audited', async () => {
  await using server = await startTestServer();
  const day = 24 * 60 * minute;
  await server.keep('eau-tartas', 'water.volume', [
    [noon, 9_000],
    [noon + 2 * 60 * minute, 9_010],
    [noon + 4 * 60 * minute, 3],
    [noon + 5 * 60 * minute, 8],
  ]);
  const path = '/devices/eau-tartas/corrections';
  const body = { metric: 'water.volume', time: noon + 3 * 60 * minute, last: 9_012, first: 1 };
  const added = await server.ask('technician', path, { method: 'POST', body });
  expect(added.status).toBe(201);
  expect((await server.ask('technician', path)).body.items).toEqual([added.body]);
  const { body: answer } = await server.ask(
    'technician',
    `/readings?device=eau-tartas&metric=water.volume&from=${noon}&to=${noon + day}&step=1mo`,
  );
  expect(answer.values).toEqual([12 + 7]);
  const { items } = await server.audit.list({ limit: 10 });
  expect(items.map(({ action, subject }) => [action, subject])).toContainEqual(['correction.add', 'eau-tartas']);
});

test('the longest name of an instance that the intake takes can be asked for', async () => {
  await using server = await startTestServer();
  const longest = '€'.repeat(128);
  await server.keep('air-tartas', 'air.co2', [[noon, 500]], longest);
  const path = `/readings?device=air-tartas&metric=air.co2&from=0&to=${noon + 1}&instance=${encodeURIComponent(longest)}`;
  expect((await server.ask('technician', path)).body.values).toEqual([500]);
});

test('of several instances one must be named, and the answer names them', async () => {
  await using server = await startTestServer();
  for (const instance of ['hall', 'archives']) await server.keep('air-tartas', 'air.co2', [[noon, 500]], instance);
  const path = `/readings?device=air-tartas&metric=air.co2&from=${noon}&to=${noon + 1}`;
  expect((await server.ask('technician', path)).body).toMatchObject({
    status: 400,
    detail: 'instance: name one of archives, hall',
  });
  expect((await server.ask('technician', `${path}&instance=hall`)).body.values).toEqual([500]);
});

test('more than 50,000 raw rows are refused with the step that fits', async () => {
  await using server = await startTestServer();
  const second = 1_000;
  await server.keep(
    'air-tartas',
    'air.co2',
    Array.from({ length: 50_001 }, (_, i) => [noon + i * second, 500]),
  );
  const path = `/readings?device=air-tartas&metric=air.co2&from=${noon}`;
  const tooMany = await server.ask('technician', `${path}&to=${noon + 50_001 * second}`);
  expect(tooMany.body.detail).toBe('That is more than 50000 rows: ask with step=5m');
  const all = await server.ask('technician', `${path}&to=${noon + 50_000 * second}`);
  expect(all.body.times).toHaveLength(50_000);
});

test('erasure removes a device’s readings and stands in the audit', async () => {
  await using server = await startTestServer();
  await server.keep('eau-tartas', 'water.volume', [[noon, 1]]);
  expect((await server.ask('administrator', '/devices/eau-tartas/readings', { method: 'DELETE' })).status).toBe(204);
  const path = `/readings?device=eau-tartas&metric=water.volume&from=${noon}&to=${noon + 1}`;
  expect((await server.ask('technician', path)).body.values).toEqual([]);
  const { items } = await server.audit.list({ limit: 10 });
  expect(items.map(({ who, action, subject }) => [who, action, subject])).toContainEqual([
    'admin@demo',
    'readings.erase',
    'eau-tartas',
  ]);
});

test('the energy of gas is its volume by the month’s coefficient, calculated again when that is corrected', async () => {
  const coefficients = { gas: { '2026-02': 11, '2026-03': 10 } };
  const place = territoryOfTwo();
  const gas = { ...place.devices.get('gaz-tartas')!, coefficients };
  const territory = { ...place, devices: new Map([...place.devices, [gas.id, gas]]) };
  await using server = await startTestServer({ parts: { territory: () => territory } });
  const february = Date.parse('2026-02-01T00:00:00+01:00');
  const march = Date.parse('2026-03-01T00:00:00+01:00');
  const april = Date.parse('2026-04-01T00:00:00+02:00');
  await server.keep('gaz-tartas', 'gas.volume', [
    [february, 100],
    [march, 150],
    [april, 170],
  ]);
  const ask = async (rest: string) =>
    (
      await server.ask(
        'technician',
        `/readings?device=gaz-tartas&metric=gas.energy&from=${february}&to=${april}${rest}`,
      )
    ).body;
  expect(await ask('&step=1mo')).toEqual({ unit: 'kWh', times: [february, march], values: [550, 200] });
  coefficients.gas['2026-03'] = 10.5;
  expect((await ask('&step=1mo')).values).toEqual([550, 210]);
  expect((await ask('')).detail).toBe('gas.energy is calculated from gas.volume: ask with a step and fn=delta');
  const { body } = await server.ask('technician', '/readings?device=eau-tartas&metric=gas.energy&from=0&to=1&step=1d');
  expect(body.detail).toMatch(/^metric: eau-tartas measures water.volume/);
});
