import { expect, test } from 'vitest';
import { startRoad } from '../../support/road.ts';
import { smallTerritory } from '../../support/territory.ts';

const co2 = (value: number) => JSON.stringify({ metrics: { 'air.co2': value } });

test('a reading is in the journal when its publisher has the acknowledgement', async () => {
  await using road = await startRoad();
  const client = await road.client('tartas');
  await client.publishAsync('vigie/v1/mairie-tartas/tartas-air', co2(612), { qos: 1 });
  expect(road.readings()).toEqual(['tartas-air air.co2=612']);
  expect(road.live.latest('tartas-air')).toMatchObject([{ metric: 'air.co2', value: 612 }]);
  await client.endAsync();
});

test('nobody connects without a name, with a wrong password or as a stranger', async () => {
  await using road = await startRoad();
  for (const wrong of [
    { username: '', password: '' },
    { username: 'tartas', password: 'no' },
    { username: 'x', password: 'x' },
  ]) {
    await expect(road.client('tartas', wrong)).rejects.toThrow(/Bad username or password|Not authorized/i);
  }
  await road.intake.drained();
  expect(road.refused().map(({ reason }) => reason)).toEqual(Array(3).fill('the user name or the password is wrong'));
});

test('whoever guesses passwords waits for each answer and pushes no other refused message out', async () => {
  await using road = await startRoad();
  const begun = performance.now();
  const guesses = Array.from({ length: 60 }, (_, n) => road.client('tartas', { password: `guess-${n}` }));
  expect((await Promise.allSettled(guesses)).filter(({ status }) => status === 'rejected').length).toBe(60);
  expect(performance.now() - begun).toBeGreaterThan(1_000);
  await road.intake.drained();
  expect(road.refused().length).toBe(30);
});

test('a publish outside the client’s filters is acknowledged, refused, shown, and reaches no subscriber', async () => {
  await using road = await startRoad();
  const [tartas, dax] = [await road.client('tartas'), await road.client('dax')];
  const heard: string[] = [];
  await tartas.subscribeAsync('vigie/v1/mairie-tartas/#', { qos: 1 });
  tartas.on('message', (topic, payload) => heard.push(`${topic} ${payload}`));
  await dax.publishAsync('vigie/v1/mairie-tartas/tartas-air', co2(9_999), { qos: 1 });
  await dax.publishAsync('vigie/v1/ecole-dax/dax-air', co2(500), { qos: 1 });
  await tartas.publishAsync('vigie/v1/mairie-tartas/tartas-air', co2(600), { qos: 1 });
  expect(road.readings()).toEqual(['dax-air air.co2=500', 'tartas-air air.co2=600']);
  expect(road.refused()).toEqual([
    {
      client: 'dax',
      topic: 'vigie/v1/mairie-tartas/tartas-air',
      reason: 'client "dax" may not publish on vigie/v1/mairie-tartas/tartas-air',
    },
  ]);
  await expect.poll(() => heard).toEqual([`vigie/v1/mairie-tartas/tartas-air ${co2(600)}`]);
  await Promise.all([tartas.endAsync(), dax.endAsync()]);
});

test('a subscription that is not listed gets 0x80, # above all', async () => {
  const wall = { id: 'wall', publish: [], subscribe: ['vigie/v1/+/tartas-air', 'vigie/v1/ecole-dax/+'] };
  await using road = await startRoad({ territory: smallTerritory({ clients: [wall] }) });
  const tartas = await road.client('tartas');
  for (const filter of ['#', '+/#', 'vigie/#', 'vigie/v1/+/tartas-air', '$SYS/#', 'vigie/v1/ecole-dax/dax-air']) {
    await expect(tartas.subscribeAsync(filter), filter).rejects.toThrow(/Unspecified error|0x80|128/);
  }
  await expect(tartas.subscribeAsync('vigie/v1/mairie-tartas/+')).resolves.toMatchObject([{ qos: 0 }]);
  const dax = await road.client('dax');
  await expect(dax.subscribeAsync('vigie/v1/ecole-dax/dax-air')).rejects.toThrow();
  const display = await road.client('wall');
  for (const wider of ['vigie/v1/ecole-dax/#', 'vigie/v1/+/+', 'vigie/+/+/tartas-air', 'vigie/v1/+/dax-air']) {
    await expect(display.subscribeAsync(wider), wider).rejects.toThrow();
  }
  await expect(display.subscribeAsync('vigie/v1/mairie-tartas/tartas-air')).resolves.toMatchObject([{ qos: 0 }]);
  await Promise.all([tartas.endAsync(), dax.endAsync(), display.endAsync()]);
});

test('a client that comes back is brought nothing from its absence, least of all what it may not subscribe to', async () => {
  await using road = await startRoad();
  const kept = { clean: false, clientId: 'kept' };
  const first = await road.client('tartas', kept);
  await first.subscribeAsync(['vigie/v1/mairie-tartas/+', '#'], { qos: 1 }).catch(() => {});
  await first.endAsync();
  const dax = await road.client('dax');
  await dax.publishAsync('vigie/v1/ecole-dax/dax-air', co2(500), { qos: 1 });
  const again = await road.client('tartas', kept);
  const heard: string[] = [];
  again.on('message', (topic) => heard.push(topic));
  await again.subscribeAsync('vigie/v1/mairie-tartas/+', { qos: 1 });
  await again.publishAsync('vigie/v1/mairie-tartas/tartas-air', co2(501), { qos: 1 });
  await expect.poll(() => heard).toEqual(['vigie/v1/mairie-tartas/tartas-air']);
  await Promise.all([again.endAsync(), dax.endAsync()]);
});

test('a will passes the same check as any publish', async () => {
  await using road = await startRoad();
  const will = (topic: string) => ({ will: { topic, payload: Buffer.from(co2(700)), qos: 1 as const, retain: false } });
  const bad = await road.client('dax', will('vigie/v1/mairie-tartas/tartas-air'));
  const good = await road.client('tartas', will('vigie/v1/mairie-tartas/tartas-air'));
  bad.stream.destroy();
  good.stream.destroy();
  await expect.poll(() => road.readings()).toEqual(['tartas-air air.co2=700']);
  await expect.poll(() => road.refused().map(({ client }) => client)).toEqual(['dax']);
});

test('retained messages are not kept, however many come', async () => {
  await using road = await startRoad();
  const [early, client] = [await road.client('tartas'), await road.client('tartas')];
  // somebody listens already: until then nothing is handed on at all
  await early.subscribeAsync('vigie/v1/mairie-tartas/#');
  for (let i = 0; i < 50; i++) {
    await client.publishAsync('vigie/v1/mairie-tartas/tartas-air', co2(400 + i), { qos: 1, retain: true });
  }
  const heard: string[] = [];
  client.on('message', (_, payload) => heard.push(`${payload}`));
  await client.subscribeAsync('vigie/v1/mairie-tartas/#');
  await client.publishAsync('vigie/v1/mairie-tartas/tartas-air', co2(999), { qos: 1 });
  await expect.poll(() => heard).toEqual([co2(999)]);
  expect(road.readings().length).toBe(51);
  await Promise.all([early.endAsync(), client.endAsync()]);
});

test('poison among good messages: each bad one has one line of reason, every good one arrives', async () => {
  await using road = await startRoad();
  const client = await road.client('tartas');
  const poison: [string, string | Buffer, RegExp][] = [
    ['vigie/v1/mairie-tartas/tartas-air', 'not json', /^the payload is not JSON/],
    ['vigie/v1/mairie-tartas/tartas-air', '', /^the payload is not JSON/],
    ['vigie/v1/mairie-tartas/tartas-air', Buffer.from([0xff, 0xfe, 0x7b]), /^the payload is not UTF-8$/],
    ['vigie/v1/mairie-tartas/tartas-air', '['.repeat(200_000), /^the payload is not JSON/],
    [
      'vigie/v1/mairie-tartas/tartas-air',
      `${'{"metrics":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
      /is none of|not a number/,
    ],
    ['vigie/v1/mairie-tartas/tartas-air', '{"metrics":{"air.co2":1e999}}', /not a finite number/],
    ['vigie/v1/mairie-tartas/tartas-air', '{"metrics":{"air.co2":NaN}}', /^the payload is not JSON/],
    ['vigie/v1/mairie-tartas/tartas-air', '{"metrics":{"__proto__":5}}', /"__proto__" is none of a air-quality/],
    ['vigie/v1/mairie-tartas/tartas-air', '{"__proto__":{"metrics":{"air.co2":1}}}', /no object "metrics"/],
    ['vigie/v1/mairie-tartas/tartas-air', '{"metrics":{"constructor":5}}', /"constructor" is none of/],
    ['vigie/v1/mairie-tartas/tartas-air', '{"metrics":{"air.co2":"600"}}', /air\.co2 is not a number/],
    ['vigie/v1/mairie-tartas/tartas-air', '{"metrics":{"air.co2":600},"time":"hier"}', /neither ISO 8601 nor epoch/],
    [
      'vigie/v1/mairie-tartas/tartas-air',
      `{"metrics":{"air.co2":600},"time":${Date.now() + 600_000}}`,
      /^clock: time .* 5 minutes ahead/,
    ],
    ['vigie/v1/mairie-tartas/tartas-air', '{"metrics":{"air.co2":600},"time":1772359200}', /^clock: .* before 2000/],
    ['vigie/v1/mairie-tartas/dax-air', co2(1), /is of site "ecole-dax", not "mairie-tartas"|may not publish/],
    ['vigie/v1/mairie-tartas/tartas-air/extra/level', co2(1), /may not publish|no dialect/],
    ['$SYS/x', 'y', /may not publish/],
  ];
  // one before it and one behind it, all three in one batch
  const good = (value: number) => client.publishAsync('vigie/v1/mairie-tartas/tartas-air', co2(value), { qos: 1 });
  for (const [at, [topic, payload]] of poison.entries()) {
    await Promise.all([good(400 + at), client.publishAsync(topic, payload, { qos: 1 }), good(500 + at)]);
  }
  // that a clock is ahead is told of the device, beside what it measures
  expect(road.readings().filter((line) => !line.includes('clock.error'))).toEqual(
    poison.flatMap((_, at) => [`tartas-air air.co2=${400 + at}`, `tartas-air air.co2=${500 + at}`]),
  );
  const reasons = road.refused().reverse();
  expect(reasons.length).toBe(poison.length);
  for (const [at, [, , reason]] of poison.entries()) {
    expect(reasons[at]?.reason).toMatch(reason);
    expect(reasons[at]?.reason).not.toMatch(/\n/);
  }
  await client.endAsync();
});

test('a device whose clock is ahead is marked until it sends a believable time of its own again', async () => {
  await using road = await startRoad();
  const client = await road.client('tartas');
  const send = (time?: number) =>
    client.publishAsync(
      'vigie/v1/mairie-tartas/tartas-air',
      JSON.stringify({ ...(time !== undefined && { time }), metrics: { 'air.co2': 500 } }),
      { qos: 1 },
    );
  const isMarked = () => road.directory.device('tartas-air')?.clock.is === 'wrong';
  await send(Date.now());
  expect(isMarked()).toBe(false);
  await send(Date.now() + 6 * 60_000);
  // once a minute is enough
  await send(Date.now() + 7 * 60_000);
  await send();
  expect(isMarked()).toBe(true);
  await send(Date.now() + 4 * 60_000);
  expect(isMarked()).toBe(false);
  await send(Date.parse('1970-01-02T00:00:00Z'));
  expect(isMarked()).toBe(true);
  await send(Date.now());
  const told = road.readings().filter((line) => line.includes('clock.error'));
  expect(road.readings().length - told.length).toBe(4);
  const minutes = told.map((line) => Number(line.split('=')[1]));
  // how far ahead it is, that it is right, that it lives in another century, that it is right again
  expect(minutes.map((one) => Math.round(Math.min(one, 1e6)))).toEqual([6, 4, 1e6, 0]);
  await client.endAsync();
});

test('an unknown device waits in the inbox with its readings, when its client may publish there', async () => {
  await using road = await startRoad();
  const client = await road.client('tartas');
  await client.publishAsync('vigie/v1/mairie-tartas/salle-9', co2(700), { qos: 1 });
  await client.publishAsync('vigie/v1/mairie-tartas/salle-9', co2(710), { qos: 1 });
  const found = road.journal.inbox.discovered({ limit: 10 }).items;
  expect(found).toMatchObject([{ address: 'native:mairie-tartas/salle-9', client: 'tartas', messages: 2 }]);
  expect(found.map(({ payload }) => Buffer.from(payload).toString())).toEqual([co2(710)]);
  expect(road.refused()).toEqual([]);
  const dax = await road.client('dax');
  await dax.publishAsync('vigie/v1/mairie-tartas/salle-9', co2(720), { qos: 1 });
  expect(road.journal.inbox.discovered({ limit: 10 }).items).toMatchObject([{ messages: 2 }]);
  expect(road.refused()).toMatchObject([{ client: 'dax', reason: expect.stringMatching(/may not publish/) }]);
  await Promise.all([client.endAsync(), dax.endAsync()]);
});

test('while the journal is full nothing is acknowledged; once it is freed everything is, each once', async () => {
  let isFull = true;
  let tries = 0;
  await using road = await startRoad({
    beforeAppend: () => {
      tries++;
      if (isFull) throw new Error('the journal has reached its quota');
    },
  });
  const client = await road.client('tartas');
  const acknowledged: number[] = [];
  const sent = Array.from({ length: 20 }, (_, i) =>
    client.publishAsync('vigie/v1/mairie-tartas/tartas-air', co2(400 + i), { qos: 1 }).then(() => acknowledged.push(i)),
  );
  await expect.poll(() => road.troubles).toEqual(['the journal has reached its quota']);
  await expect.poll(() => tries).toBeGreaterThan(5);
  expect(acknowledged).toEqual([]);
  expect(road.intake.accepts()).toBe(false);
  isFull = false;
  await Promise.all(sent);
  expect(road.troubles).toEqual(['the journal has reached its quota', undefined]);
  expect(road.readings()).toEqual(sent.map((_, i) => `tartas-air air.co2=${400 + i}`));
  await client.endAsync();
});

test('a thousand clients speak at once and each is heard', async () => {
  const ids = Array.from({ length: 1_000 }, (_, i) => `c${i}`);
  const territory = smallTerritory({
    devices: ids.map((id) => ({ id, name: id, site: 'mairie-tartas', type: 'air-quality', client: id })),
    clients: ids.map((id) => ({ id, publish: [], subscribe: [] })),
  });
  await using road = await startRoad({ territory });
  const clients = await Promise.all(ids.map((id) => road.client(id)));
  await Promise.all(
    clients.map((client, i) => client.publishAsync(`vigie/v1/mairie-tartas/${ids[i]}`, co2(i), { qos: 1 })),
  );
  expect(new Set(road.readings())).toEqual(new Set(ids.map((id, i) => `${id} air.co2=${i}`)));
  await Promise.all(clients.map((client) => client.endAsync()));
});
