import { expect, test } from 'vitest';
import { emptyFolder } from '../../support/folder.ts';
import { startMosquitto } from '../../support/mosquitto.ts';
import { startRoad } from '../../support/road.ts';
import { smallTerritory } from '../../support/territory.ts';
import { freePort } from '../../support/vigie.ts';

const place = { site: 'mairie-tartas', client: 'pont' };
const territory = smallTerritory({
  devices: [
    { ...place, id: 'salon', name: 'Salon', type: 'zigbee-climate', address: 'zigbee2mqtt:salon' },
    { ...place, id: 'prise', name: 'Prise', type: 'tasmota-plug', address: 'tasmota:prise' },
    { ...place, id: 'veilleur', name: 'Veilleur', type: 'climate' },
  ],
  clients: [{ id: 'pont', publish: ['zigbee2mqtt/#', 'tele/#'], subscribe: [] }],
});
const kept = { qos: 1, retain: true } as const;

test('a Mosquitto that comes back with what it kept makes no silent device speak', async () => {
  await using road = await startRoad({ territory });
  await using folder = await emptyFolder();
  const config = { folder: folder.path, port: await freePort(), bridgeTo: road.broker.port };
  const power = (watts: number) => `{"Time":"x","ENERGY":{"Power":${watts}}}`;
  // a state that stands may be told twice, by the queue and by what Mosquitto kept: that changes nothing
  const heard = (...readings: string[]) =>
    expect.poll(() => [...new Set(road.readings())], { timeout: 20_000 }).toEqual(readings);
  {
    await using mosquitto = await startMosquitto(config);
    await mosquitto.publish('tele/prise/SENSOR', power(20), { qos: 1 });
    await mosquitto.publish('tele/prise/SENSOR', power(21), kept); // for all that we know from before
    await mosquitto.publish('tele/prise/SENSOR', power(22), kept); // said now
    await heard('prise electricity.power=20', 'prise electricity.power=22');
  }
  await using again = await startMosquitto(config);
  await again.publish('tele/prise/LWT', 'Offline', kept);
  await heard('prise electricity.power=20', 'prise electricity.power=22', 'prise device.up=0');
  expect(road.refused()).toEqual([]);
});

test('Zigbee2MQTT repeats what it remembers, bridge or not; a device that wakes up to say one thing is heard, retained or not', async () => {
  await using road = await startRoad({ territory });
  const client = await road.client('pont');
  await client.publishAsync('zigbee2mqtt/salon', '{"temperature":21}', kept);
  await client.publishAsync('zigbee2mqtt/salon', '{"temperature":22}', kept);
  await client.publishAsync('vigie/v1/mairie-tartas/veilleur', '{"metrics":{"air.temperature":19}}', kept);
  expect(road.readings()).toEqual(['salon air.temperature=22', 'veilleur air.temperature=19']);
  await client.endAsync();
});

test('a last will is said now, though it has the retain flag', async () => {
  await using road = await startRoad({ territory });
  const payload = Buffer.from('{"metrics":{"air.temperature":21}}');
  const client = await road.client('pont', {
    will: { topic: 'vigie/v1/mairie-tartas/veilleur', payload, ...kept },
  });
  client.stream.destroy();
  await expect.poll(() => road.readings()).toEqual(['veilleur air.temperature=21']);
  client.end(true);
});
