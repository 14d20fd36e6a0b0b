import { expect, test } from 'vitest';
import { startRoad } from '../../support/road.ts';
import { smallTerritory } from '../../support/territory.ts';

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

test('a bridge that comes back with what its broker kept makes no silent sensor speak', async () => {
  await using road = await startRoad({ territory });
  const first = await road.client('pont');
  await first.publishAsync('zigbee2mqtt/salon', '{"temperature":20}', { qos: 1 });
  await first.publishAsync('zigbee2mqtt/salon', '{"temperature":21}', kept); // kept by its broker, nobody knows how long
  await first.publishAsync('zigbee2mqtt/salon', '{"temperature":22}', kept); // said now
  await first.endAsync();
  const again = await road.client('pont');
  await again.publishAsync('zigbee2mqtt/salon', '{"temperature":22}', kept);
  await again.publishAsync('tele/prise/LWT', 'Offline', kept);
  expect(road.readings()).toEqual(['salon air.temperature=20', 'salon air.temperature=22', 'prise device.up=0']);
  expect(road.refused()).toEqual([]);
  await again.endAsync();
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
