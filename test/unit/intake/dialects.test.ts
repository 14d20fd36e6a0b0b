import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import type { Sender } from '../../../gateway/domain/intake.ts';
import { createDialects } from '../../../gateway/intake/dialects.ts';
import { createDirectory } from '../../../gateway/intake/directory.ts';
import { intakeOf } from '../../support/intake-of.ts';
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
  'snmp/192.0.2.7:161',
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

const ofDax: Sender = { id: 'reseau-dax', mayPublish: () => true, mayWrite: ({ id }) => id === 'dax-capteur' };
const ofTartas: Sender = { id: 'reseau-tartas', mayPublish: () => true, mayWrite: () => false };
const payloadNames: readonly [dialect: string, address: string, topic: string, payload: string][] = [
  [
    'The Things Stack',
    'lorawan:0004a30b001c0530',
    'v3/tartas/devices/any/up',
    '{"end_device_ids":{"dev_eui":"0004a30b001c0530"},"uplink_message":{"f_port":1,"decoded_payload":{"air.co2":400},"rx_metadata":[{"rssi":-80}]}}',
  ],
  ['line protocol', 'influx:host=x', 'api/v2/write/ns', 'air,device=dax-capteur co2=400'],
  ['line protocol by its tags', 'influx:host=x', 'api/v2/write/ns', 'air,host=x co2=400'],
  ['Home Assistant', 'homeassistant:x', 'room/x', '400'],
];

test.each(payloadNames)(
  '%s: whom the payload names is spoken for by their own client alone, where the territory names one',
  async (_dialect, address, topic, payload) => {
    const device = { id: 'dax-capteur', name: 'Capteur', site: 'ecole-dax', type: 'air-quality', address };
    const announced = '{"dev":{"ids":"x"},"dev_cla":"carbon_dioxide","unit_of_meas":"ppm","stat_t":"room/x"}';
    const heard = async (client: string | undefined, sender: Sender) => {
      const intake = intakeOf([client === undefined ? device : { ...device, client }]);
      await intake.hear('homeassistant/sensor/x/config', announced, sender);
      const { reason, readings } = await intake.hear(topic, payload, sender);
      return reason ?? readings.length > 0;
    };
    expect(await heard(undefined, ofTartas)).toBe(true);
    expect(await heard('reseau-dax', ofDax)).toBe(true);
    if (topic !== 'room/x') {
      expect(await heard('reseau-dax', ofTartas)).toBe(
        'client "reseau-tartas" may not speak for device "dax-capteur", whose client is "reseau-dax"',
      );
    } else expect(await heard('reseau-dax', ofTartas)).not.toBe(true);
  },
);
