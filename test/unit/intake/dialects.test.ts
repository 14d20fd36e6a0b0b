import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import { createDialects } from '../../../gateway/intake/dialects.ts';
import { createDirectory } from '../../../gateway/intake/directory.ts';
import { smallTerritory } from '../../support/territory.ts';

const topics = [
  'application/17c82e96/device/24e124707c1a0001/event/status',
  'application/17c82e96/device/24e124707c1a0001/event/up',
  'v3/mairies/devices/compteur-eau-1/join',
  'v3/mairies@tenant1/devices/compteur-eau-1/up',
  'zigbee2mqtt/Salle du conseil',
  'zigbee2mqtt/etage/bureau 2',
  'zigbee2mqtt/etage/bureau 2/availability',
  'zigbee2mqtt/bridge/state',
  'zigbee2mqtt/tele/x/SENSOR',
  'zigbee2mqtt/x/online',
  'tele/linky/SENSOR',
  'home/linky/tele/SENSOR',
  'tele/linky/LWT',
  'stat/linky/RESULT',
  'shellypro3em-1/events/rpc',
  'bat/a/status/em:0',
  'bat/a/online',
  'api/v2/write/ns',
  'spBv1.0/tartas/DDATA/passerelle/co2',
  'homeassistant/sensor/salon_temperature/config',
];

test('each topic is read by one dialect only', () => {
  const directory = createDirectory({ territory: smallTerritory(), catalogue, known: [] });
  const dialects = createDialects({ directory, publish: () => {} }).all;
  const claimed = topics.map((topic) =>
    dialects.filter((dialect) => dialect.topic.exec(topic) !== null).map(({ id }) => id),
  );
  expect(claimed.map((ids) => ids.length)).toEqual(topics.map(() => 1));
  expect(new Set(claimed.flat())).toEqual(new Set(dialects.map(({ id }) => id)));
});
