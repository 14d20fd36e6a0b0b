import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder } from '../../support/folder.ts';
import { startMosquitto } from '../../support/mosquitto.ts';
import { freePort, productionFolder, startVigie } from '../../support/vigie.ts';

const kept = { qos: 1, retain: true } as const;
const now = { qos: 1 } as const;
const minute = 60_000;

test('what local clients say to a Mosquitto while Vigie is killed arrives afterwards, each once; what it only kept is nothing new', async () => {
  await using folder = await emptyFolder();
  const place = await bridged(folder.path);
  const port = await freePort();
  const began = Date.UTC(2026, 2, 1, 10);
  const co2 = (at: number) => JSON.stringify({ time: began + at * minute, metrics: { 'air.co2': 600 + at } });
  const salon = (at: number) =>
    JSON.stringify({ temperature: 20 + at / 10, last_seen: new Date(began + at * minute).toISOString() });

  await using first = await startVigie(place);
  await using mosquitto = await startMosquitto({ folder: folder.path, port, bridgeTo: place.mqtt });
  // Zigbee2MQTT retains what it says: the first of a connection may be old, the next is said now
  await mosquitto.publish('zigbee2mqtt/reserve', '{"temperature":11}', kept);
  await mosquitto.publish('zigbee2mqtt/reserve', '{"temperature":12}', kept);
  await mosquitto.publish('zigbee2mqtt/salon', salon(0), kept);
  await mosquitto.publish('vigie/v1/mairie/eau', '{"metrics":{"water.volume":1}}', kept);
  await mosquitto.publish('vigie/v1/mairie/eau', '{"metrics":{"water.volume":2}}', kept);
  // a Mosquitto has 20 messages under way: when the 25th of these is here, all above are acknowledged and come no second time
  for (let at = 0; at < 25; at++) await mosquitto.publish('vigie/v1/mairie/air', co2(at), now);
  await expect.poll(() => curve(first, 'air', 'air.co2'), poll).toHaveLength(25);
  await expect.poll(() => curve(first, 'eau', 'water.volume'), poll).toEqual([2]);

  for (let at = 25; at < 65; at++) {
    if (at === 35) await first.kill('SIGKILL'); // with messages under way
    await mosquitto.publish('vigie/v1/mairie/air', co2(at), now);
    await mosquitto.publish('zigbee2mqtt/salon', salon(at), kept);
  }
  await using second = await startVigie(place);
  await expect.poll(() => curve(second, 'air', 'air.co2'), poll).toHaveLength(65);
  await expect.poll(() => curve(second, 'salon', 'air.temperature'), poll).toHaveLength(41);
  // behind all that the bridge had to say at its return
  await mosquitto.publish('vigie/v1/mairie/air', co2(65), now);
  await expect.poll(() => curve(second, 'air', 'air.co2'), poll).toHaveLength(66);
  expect(await curve(second, 'air', 'air.co2')).toEqual(Array.from({ length: 66 }, (_, at) => 600 + at));
  expect(await curve(second, 'salon', 'air.temperature')).toEqual(
    [0, ...Array.from({ length: 40 }, (_, at) => at + 25)].map((at) => 20 + at / 10),
  );
  expect(await curve(second, 'reserve', 'air.temperature')).toEqual([12]);
  expect(await curve(second, 'eau', 'water.volume')).toEqual([2]);
  const refused = await second.ask(await second.session(), '/refused');
  expect(refused.body.items).toEqual([]);
});

const poll = { timeout: 40_000, interval: 200 };

/** Every value that is kept of a metric, in the order of time. */
async function curve(vigie: Awaited<ReturnType<typeof startVigie>>, device: string, metric: string): Promise<number[]> {
  const path = `/readings?device=${device}&metric=${metric}&from=2026-01-01T00:00Z&to=2099-01-01T00:00Z`;
  const { body } = await vigie.ask(await session(vigie), path);
  return body.values ?? [];
}

const sessions = new WeakMap<object, Promise<{ cookie: string; origin: string }>>();

/** One session for each start: signing in costs half a second. */
function session(vigie: Awaited<ReturnType<typeof startVigie>>) {
  const known = sessions.get(vigie) ?? vigie.session();
  sessions.set(vigie, known);
  return known;
}

/** A production whose client `pont` is a bridge that speaks for a meter, an air sensor and two Zigbee ones. */
async function bridged(path: string) {
  const place = await productionFolder(path);
  await writeFile(join(path, 'pont-password'), 'pont\n', { mode: 0o600 });
  await writeFile(
    join(path, 'territory', 'pont.yaml'),
    `devices:
  - { id: salon, name: Salon, site: mairie, type: zigbee-climate, client: pont, address: "zigbee2mqtt:salon" }
  - { id: reserve, name: Réserve, site: mairie, type: zigbee-climate, client: pont, address: "zigbee2mqtt:reserve" }
clients: [{ id: pont, passwordFile: ${join(path, 'pont-password')}, publish: [vigie/v1/mairie/+, "zigbee2mqtt/#"] }]
`,
  );
  return place;
}
