import { expect, onTestFinished, test, vi } from 'vitest';
import { startTestServer, type TestServer, type Who } from '../../support/server.ts';

const noon = Date.parse('2026-03-02T11:00:00Z');
const reading = (device: string, value: number) => ({
  device,
  metric: 'water.volume',
  instance: '',
  time: noon,
  value,
});
const raw = `/readings?device=eau-creche&metric=water.volume&from=${noon - 3_600_000}&to=${noon + 1}`;

async function creche(): Promise<TestServer> {
  const server = await startTestServer();
  server.live.push(reading('eau-creche', 5), reading('eau-tartas', 6));
  await server.keep('eau-creche', 'water.volume', [[noon, 5]]);
  return server;
}

test.each<Who>(['responsable tartas', 'agent tartas', 'screen'])(
  'where few people work, a %s is shown nothing finer than a day',
  async (who) => {
    await using server = await creche();
    const refused = await server.ask(who, raw);
    expect(refused.status).toBe(403);
    expect(refused.body.detail).toBe('Crèche: few people work there, only steps of a day or longer are shown (1d)');
    expect((await server.ask(who, `${raw}&step=1h`)).status).toBe(403);
    expect((await server.ask(who, `${raw}&step=1d`)).status).toBe(200);
    expect((await server.ask(who, '/readings/latest?site=creche-tartas')).body.items).toEqual([]);
    expect((await server.ask(who, '/readings/latest?device=eau-creche')).body.items).toEqual([]);
    const all = await server.ask(who, '/readings/latest');
    expect(all.body.items.map(({ device }: { device: string }) => device)).toEqual(['eau-tartas']);
  },
);

test('no live value of such a building reaches a mairie’s or a wall’s socket, on whatever way it is watched', async () => {
  await using server = await creche();
  for (const who of ['responsable tartas', 'agent tartas', 'screen'] as const) {
    server.live.push(reading('eau-creche', 5), reading('eau-tartas', 6));
    const { heard } = await watching(server, who);
    server.live.push(reading('eau-creche', 77), reading('eau-tartas', 78));
    await expect.poll(() => heard.join()).toContain('"value":78');
    expect(heard.join()).toContain('"value":6');
    expect(heard.join()).not.toMatch(/"value":(5|77)\b/);
  }
  const { heard } = await watching(server, 'technician');
  server.live.push(reading('eau-creche', 79));
  await expect.poll(() => heard.join()).toContain('"value":79');
});

test('daily values of such a building are those of whole days that are over, whatever is asked and how often', async () => {
  await using server = await startTestServer();
  const midnight = (days: number) => Date.parse('2026-03-02T23:00:00Z') + days * 86_400_000;
  const index = [-1, 0, 1, 2].flatMap((days): [number, number][] => [
    [midnight(days) + 3_600_000, 100 * (days + 2)],
    [midnight(days) + 10 * 3_600_000, 100 * (days + 2) + 70],
  ]);
  await server.keep('eau-creche', 'water.volume', index);
  await server.keep('eau-tartas', 'water.volume', index);
  const ask = async (who: Who, device: string, from: number, to: number) =>
    (await server.ask(who, `/readings?device=${device}&metric=water.volume&from=${from}&to=${to}&step=1d`)).body.values;
  // An hour of the second day is answered with the whole of it, or not at all.
  const [from, to] = [midnight(1) + 2 * 3_600_000, midnight(1) + 11 * 3_600_000];
  expect(await ask('technician', 'eau-creche', from, to)).toEqual([70]);
  expect(await ask('agent tartas', 'eau-tartas', from, to)).toEqual([70]);
  expect(await ask('agent tartas', 'eau-creche', from, to)).toEqual([null]);
  expect(await ask('agent tartas', 'eau-creche', from, midnight(2))).toEqual([100]);
  expect(await ask('agent tartas', 'eau-creche', midnight(0), midnight(2))).toEqual([100, 100]);
});

test('today’s value of such a building is not told before midnight', async () => {
  const now = noon;
  vi.useFakeTimers({ toFake: ['Date'], now });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  await using server = await startTestServer();
  for (const device of ['eau-creche', 'eau-tartas']) {
    await server.keep(device, 'water.volume', [
      [now - 40 * 3_600_000, 1],
      [now - 1, 2],
    ]);
  }
  const today = async (device: string, to: number) =>
    (
      await server.ask(
        'agent tartas',
        `/readings?device=${device}&metric=water.volume&from=${now - 1}&to=${to}&step=1d&fn=last`,
      )
    ).body.values;
  expect(await today('eau-tartas', now)).toEqual([2]);
  expect(await today('eau-creche', now)).toEqual([null]);
  // nor where the day is asked for as if it were over
  expect(await today('eau-tartas', now + 36 * 3_600_000)).toEqual([2, null]);
  expect(await today('eau-creche', now + 36 * 3_600_000)).toEqual([null, null]);
});

test('a technician’s finer look is allowed and stands in the audit once an hour', async () => {
  await using server = await creche();
  for (let i = 0; i < 3; i++) expect((await server.ask('technician', raw)).status).toBe(200);
  await server.ask('technician', `${raw.replace('eau-creche', 'eau-tartas')}`);
  const looks = async () =>
    (await server.audit.list({ limit: 100 })).items.filter(({ action }) => action === 'readings.fine');
  expect(await looks()).toMatchObject([{ who: 'technicien@demo', subject: 'eau-creche' }]);
  await server.ask('technician', '/readings/latest?device=eau-creche');
  await server.ask('administrator', '/readings/latest?device=eau-creche');
  expect(await looks()).toMatchObject([
    { who: 'admin@demo', subject: 'eau-creche' },
    { who: 'technicien@demo', subject: 'eau-creche' },
  ]);
});

test('a technician who watches such a building live stands in the audit too', async () => {
  await using server = await creche();
  await watching(server, 'technician');
  await expect
    .poll(async () =>
      (await server.audit.list({ limit: 100 })).items.map(({ action, subject }) => `${action} ${subject}`),
    )
    .toContain('readings.fine eau-creche');
});

async function watching(server: TestServer, who: Who) {
  const socket = await server.socket(who);
  const heard: string[] = [];
  socket.on('snapshot', (_, state) => heard.push(JSON.stringify(state)));
  socket.on('changes', (changes) => heard.push(JSON.stringify(changes)));
  await new Promise<void>((resolve) => socket.on('connect', resolve));
  for (const watch of [
    { organisation: 'tartas' },
    { site: 'creche-tartas' },
    { device: 'eau-creche' },
    { console: 'batiments' },
  ]) {
    expect(await new Promise((resolve) => socket.emit('watch', watch, resolve))).toEqual({ ok: true });
  }
  return { socket, heard };
}
