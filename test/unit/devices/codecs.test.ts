import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import { type CodecName, codecs } from '../../../devices/codecs/codecs.ts';
import { defineDeviceType } from '../../../devices/device-type.ts';

test.each<[CodecName, unknown, number | undefined]>([
  ['number', 12.5, 12.5],
  ['tenths', 308, 30.8],
  ['tenths', -2, -0.2],
  ['hundredths', 37, 0.37],
  ['thousandths', 3, 0.003],
  ['wattHours', 2_275_560, 2275.56],
  ['megawattHours', 1.2, 1200],
  ['kilowatts', 2.635, 2635],
  ['cubicMetresToLitres', 1.1, 1100],
  ['litresToCubicMetres', 1100, 1.1],
  ['fahrenheit', 68, 20],
  ['fahrenheit', -40, -40],
  ['millimetresOfMercury', 760, 1013.25024],
  ['inchesOfMercury', 30, 1015.9167],
  ['phases', [100, 200.5, 0], 300.5],
  ['phases', [100, null, 300], undefined],
  ['phases', [], undefined],
  ['phases', 12, undefined],
  ['boolean', true, 1],
  ['boolean', 'OFF', 0],
  ['boolean', 2, undefined],
  ['boolean', 'online', undefined],
  ['alarm', 'on', 0],
  ['alarm', 0, 1],
  ['monthDayYear', 'Dec 31 2026', Date.UTC(2026, 11, 31)],
  ['monthDayYear', 'Mar  1 2026', Date.UTC(2026, 2, 1)],
  ['monthDayYear', 'Feb 30 2026', undefined],
  ['monthDayYear', '2026-12-31', undefined],
  ['oddIsAlarm', 0, 1],
  ['oddIsAlarm', 3, 0],
  ['oddIsAlarm', 4, 1],
  ['oddIsAlarm', 0.5, undefined],
  ['tenths', '308', undefined],
  ['tenths', null, undefined],
  ['number', Number.NaN, undefined],
])('%s reads %j as %j', (codec, raw, value) => {
  expect(codecs[codec](raw)).toBe(value);
});

test('whatever a device says, a codec gives a finite number or nothing', () => {
  let seen = 0;
  for (const codec of Object.values(codecs)) {
    seen++;
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.double()), (raw) => {
        const value = codec(raw);
        return value === undefined || Number.isFinite(value);
      }),
    );
  }
  expect(seen).toBeGreaterThanOrEqual(12);
});

test('a whole number divided by ten, a hundred or a thousand is the decimal that people write', () => {
  let seen = 0;
  fc.assert(
    fc.property(
      fc.integer(),
      fc.constantFrom<[CodecName, number]>(['tenths', 1], ['hundredths', 2], ['wattHours', 3]),
      (raw, [name, digits]) => {
        seen++;
        expect(codecs[name](raw)).toBe(Number(`${raw}e-${digits}`));
      },
    ),
    { numRuns: 1_000 },
  );
  expect(seen).toBeGreaterThanOrEqual(1_000);
});

test('every codec that the catalogue names exists', () => {
  const unknown: string[] = [];
  let seen = 0;
  for (const type of catalogue.values()) {
    for (const { id, decode } of Object.values(type.metrics)) {
      seen++;
      if (decode !== undefined && !Object.hasOwn(codecs, decode)) unknown.push(`${type.id} ${id} ${decode}`);
    }
  }
  expect(seen).toBeGreaterThanOrEqual(18);
  expect(unknown).toEqual([]);
});

test('a description says where a foreign device keeps a metric and how to read it, as data', () => {
  const type = defineDeviceType({
    id: 'thermometer',
    label: { fr: 'Thermomètre', en: 'Thermometer' },
    source: { kind: 'mqtt', payload: 'native', every: '10m', silentAfter: '1h' },
    metrics: { 'air.temperature': { from: 'temp', decode: 'tenths' } },
  });
  expect(JSON.parse(JSON.stringify(type))).toEqual(type);
  expect(type.metrics['air.temperature']).toMatchObject({ unit: '°C', from: 'temp', decode: 'tenths' });
});

test('a metric that nobody describes is told with the file to mend', () => {
  const source = { kind: 'mqtt', payload: 'native', every: '10m', silentAfter: '1h' } as const;
  const label = { fr: 'x', en: 'x' };
  expect(() => defineDeviceType({ id: 'x', label, source, metrics: { 'x.y': {} } })).toThrow(
    'devices/types/x: metric "x.y" is not a common one and lacks unit, kind, resolution or label',
  );
});
