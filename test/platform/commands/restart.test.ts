import { connectAsync, type MqttClient } from 'mqtt';
import { expect, test } from 'vitest';
import { emptyFolder } from '../../support/folder.ts';
import { productionFolder, startVigie } from '../../support/vigie.ts';

type Vigie = Awaited<ReturnType<typeof startVigie>>;

test('people, sessions, tokens, the territory, attached devices and the latest values outlive a restart', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  let session: Awaited<ReturnType<Vigie['session']>>;
  let before: unknown[];
  let writer: { authorization: string };
  {
    await using vigie = await startVigie(place);
    session = await vigie.session();
    await vigie.ask(session, '/users', {
      email: 'mairie@tartas.fr',
      name: 'Mairie',
      role: 'responsable',
      organisations: ['tartas'],
      password: 'Un-mot-de-passe-solide-1',
    });
    const issued = await vigie.ask(session, '/tokens', { name: 'script', role: 'writer', organisation: 'tartas' });
    expect(issued.status).toBe(201);
    writer = { authorization: `Bearer ${issued.body.token}` };
    const written = await vigie.ask(writer, '/readings', [
      { device: 'air', time: '2026-03-01T10:00:00Z', metrics: { 'air.co2': 612 } },
      { device: 'eau', time: 1_772_359_200_000, metrics: { 'water.volume': 1_234 } },
    ]);
    expect(written.status).toBe(204);
    await publish(place.mqtt, [['vigie/v1/mairie/nouveau', '{"metrics":{"air.co2":777}}']]);
    const found = await vigie.ask(session, '/discovery');
    const target = { type: 'air-quality', site: 'mairie', name: 'Bureau' };
    await vigie.ask(session, `/discovery/${found.body.items[0].id}/attach`, target);
    before = await everything(vigie, session);
    await vigie.kill('SIGTERM');
    expect(vigie.child.exitCode).toBe(0);
  }
  await using again = await startVigie(place);
  expect(await everything(again, session)).toEqual(before);
  expect(JSON.stringify(before)).toMatch(/mairie@tartas\.fr.*script.*"nouveau".*612.*1234.*777/);
  // in another order than before: what is written goes on under its own name
  const more = [
    { device: 'eau', metrics: { 'water.volume': 1_240 } },
    { device: 'air', metrics: { 'air.co2': 613 } },
  ];
  expect((await again.ask(writer, '/readings', more)).status).toBe(204);
  const latest = await again.ask(session, '/readings/latest?site=mairie');
  expect(latest.body.items).toMatchObject([
    { device: 'air', value: 613 },
    { device: 'eau', value: 1_240 },
    { device: 'nouveau', value: 777 },
  ]);
});

test('an unknown device waits with its readings; attached, it has them at the time they came, and goes on', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  await using vigie = await startVigie(place);
  const session = await vigie.session();
  await using client = await connected(place.mqtt);
  const from = Date.now();
  await client.mqtt.publishAsync('vigie/v1/mairie/co2-3', '{"metrics":{"air.co2":500}}', { qos: 1 });
  const between = Date.now();
  await client.mqtt.publishAsync('vigie/v1/mairie/co2-3', '{"metrics":{"air.co2":510}}', { qos: 1 });
  const timed = '{"time":"2026-03-01T10:00:00Z","metrics":{"air.co2":490,"air.temperature":20.5}}';
  await client.mqtt.publishAsync('vigie/v1/mairie/co2-3', timed, { qos: 1 });
  const to = Date.now() + 1;

  const { body } = await vigie.ask(session, '/discovery');
  expect(body.items).toMatchObject([{ address: 'native:mairie/co2-3', client: 'tartas', messages: 3 }]);
  expect(body.items[0].proposal).toMatchObject({ type: 'air-quality', site: 'mairie' });
  const target = { type: 'air-quality', site: 'mairie', name: 'Classe 3', id: 'classe-3' };
  const attached = await vigie.ask(session, `/discovery/${body.items[0].id}/attach`, target);
  expect(attached).toEqual({ status: 200, body: { device: 'classe-3' } });
  expect((await vigie.ask(session, '/discovery')).body.items).toEqual([]);
  await client.mqtt.publishAsync('vigie/v1/mairie/co2-3', '{"metrics":{"air.co2":520}}', { qos: 1 });

  const read = `/readings?device=classe-3&metric=air.co2&from=2026-02-01T00:00Z&to=${Date.now() + 60_000}`;
  await expect
    .poll(async () => (await vigie.ask(session, read)).body.values, { timeout: 20_000 })
    .toEqual([490, 500, 510, 520]);
  const [first, second, third, fourth] = (await vigie.ask(session, read)).body.times;
  expect(first).toBe(Date.UTC(2026, 2, 1, 10));
  expect(second).toBeGreaterThanOrEqual(from);
  expect(third).toBeGreaterThanOrEqual(between - 4);
  expect(third).toBeLessThan(to);
  expect(fourth).toBeGreaterThanOrEqual(to - 5);
});

test('what was refused is shown to a technician with its reason, and to no mairie', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  await using vigie = await startVigie(place);
  const session = await vigie.session();
  for (const [email, role] of [
    ['technicien@agence.fr', 'technician'],
    ['mairie@tartas.fr', 'responsable'],
  ]) {
    const person = { email, name: 'x', role, organisations: role === 'technician' ? [] : ['tartas'] };
    const made = await vigie.ask(session, '/users', { ...person, password: 'Un-mot-de-passe-solide-1' });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
  }
  await publish(place.mqtt, [
    ['vigie/v1/mairie/air', 'not json'],
    ['vigie/v1/ailleurs/air', '{"metrics":{"air.co2":1}}'],
    ['vigie/v1/mairie/air', '{"time":4102444800000,"metrics":{"air.co2":1}}'],
    ['vigie/v1/mairie/eau', '{"metrics":{"air.co2":1}}'],
  ]);
  const technician = await signedIn(vigie, 'technicien@agence.fr');
  const refused = await vigie.ask(technician, '/refused');
  expect(refused.body.items.map((one: { topic: string; reason: string }) => [one.topic, one.reason])).toEqual([
    ['vigie/v1/mairie/eau', 'metric "air.co2" is none of a water-meter'],
    ['vigie/v1/mairie/air', 'clock: time 2100-01-01T00:00:00.000Z is more than 5 minutes ahead'],
    ['vigie/v1/ailleurs/air', 'device "air" is of site "mairie", not "ailleurs"'],
    ['vigie/v1/mairie/air', expect.stringMatching(/^the payload is not JSON/)],
  ]);
  const mairie = await signedIn(vigie, 'mairie@tartas.fr');
  expect((await vigie.ask(mairie, '/refused')).status).toBe(403);
  expect((await vigie.ask(mairie, '/discovery')).status).toBe(403);
});

/** What a person sees of everything that is kept. */
async function everything(vigie: Vigie, session: Record<string, string>): Promise<unknown[]> {
  const paths = ['/session', '/users', '/tokens', '/organisations', '/sites', '/devices', '/discovery'];
  const latest = ['air', 'eau', 'nouveau'].map((device) => `/readings/latest?device=${device}`);
  const answers = await Promise.all([...paths, ...latest].map((path) => vigie.ask(session, path)));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  const [signedIn, ...rest] = answers.map(({ body }) => body);
  const { time: _, ...who } = signedIn; // the server's clock, which goes on
  return [who, ...rest];
}

async function signedIn({ url }: Vigie, email: string): Promise<{ cookie: string; origin: string }> {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: 'Un-mot-de-passe-solide-1' }),
  });
  return { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '', origin: url };
}

async function publish(port: number, messages: [string, string][]): Promise<void> {
  await using client = await connected(port);
  for (const [topic, payload] of messages) await client.mqtt.publishAsync(topic, payload, { qos: 1 });
}

async function connected(port: number): Promise<AsyncDisposable & { mqtt: MqttClient }> {
  const credentials = { username: 'tartas', password: 'tartas', reconnectPeriod: 0 };
  const mqtt = await connectAsync(`mqtt://127.0.0.1:${port}`, credentials);
  return { mqtt, [Symbol.asyncDispose]: () => mqtt.endAsync() };
}
