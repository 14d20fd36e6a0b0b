import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import { createDialects } from '../../../gateway/intake/dialects.ts';
import { createDirectory } from '../../../gateway/intake/directory.ts';
import { createRecognise } from '../../../gateway/intake/recognise.ts';
import { chirpstackUp, theThingsStackUp } from '../../support/lorawan-samples.ts';
import { smallTerritory } from '../../support/territory.ts';

const directory = createDirectory({ territory: smallTerritory(), catalogue, known: [] });
const recognise = createRecognise(createDialects({ directory, publish: () => {} }), catalogue);

test.each([
  ['application/1/device/24e124707c1a0001/event/up', 'lorawan:24e124707c1a0001', chirpstackUp, 'milesight-am107', 8],
  ['v3/mairies/devices/eau/up', 'lorawan:24e124136b320001', theThingsStackUp, 'milesight-em300-di', 2],
])('an unknown device on %s is recognised by the frame that it sends', (topic, address, payload, type, metrics) => {
  const [best] = recognise(address, topic, Buffer.from(payload)).types;
  expect(best?.type).toBe(type);
  expect(best?.metrics).toHaveLength(metrics);
});

test('a kind of thing that Vigie goes and asks is never proposed for a device that speaks', () => {
  const said = Buffer.from(JSON.stringify({ metrics: { 'air.co2': 700, 'backup.state': { srv: 0 }, 'http.up': 1 } }));
  const { types } = recognise('native:mairie/unknown', 'vigie/v1/mairie/unknown', said);
  expect(types.map(({ type }) => type)).toContain('air-quality');
  const asked = types.filter(({ type }) => catalogue.get(type)?.source.kind !== 'mqtt');
  expect(asked).toEqual([]);
});
