import { expect, test } from 'vitest';
import { defineDeviceType } from '../../../devices/device-type.ts';
import { createFieldReader } from '../../../devices/fields.ts';

const meter = defineDeviceType({
  id: 'meter',
  label: { fr: 'Compteur', en: 'Meter' },
  source: { kind: 'mqtt', payload: 'zigbee2mqtt', every: '10m', silentAfter: '1h' },
  metrics: {
    'electricity.energy': {
      from: { first: ['TIC.EAST', ['TIC.HCHC', 'TIC.HCHP'], ['total', '-returned']] },
      decode: 'wattHours',
    },
    'electricity.power': { from: { first: [['power.0', 'power.1', 'power.2'], 'power'] } },
    'air.temperature': { from: 'probes' },
    'air.humidity': { instances: { cellar: 'a.humidity', attic: 'b.humidity' } },
    'air.co2': {},
    'electricity.voltage': { instances: { L1: { first: ['u1', 'u'] } } },
    'electricity.current': { from: ['-current'] },
  },
});
const read = createFieldReader(meter);

function readingsOf(fields: Record<string, unknown>) {
  const readings: Record<string, number> = {};
  const { found, reason } = read(fields, undefined, (metric, instance, value) => {
    readings[instance === '' ? metric : `${metric}{${instance}}`] = value;
    return undefined;
  });
  return { readings, found, reason };
}

test('a metric stands behind a key, a path or a position of a list', () => {
  expect(readingsOf({ 'air.co2': 412 }).readings).toEqual({ 'air.co2': 412 });
  expect(readingsOf({ power: 230 }).readings).toEqual({ 'electricity.power': 230 });
  expect(readingsOf({ power: [1, 2.2, 3] }).readings).toEqual({ 'electricity.power': 6.2 });
});

test('a sum is taken when all its terms are there, never from a part of them', () => {
  expect(readingsOf({ TIC: { HCHC: 1000, HCHP: 2500 } }).readings).toEqual({ 'electricity.energy': 3.5 });
  expect(readingsOf({ TIC: { HCHC: 1000 } })).toEqual({ readings: {}, found: 0, reason: undefined });
  expect(readingsOf({ TIC: { EAST: 7000, HCHC: 1, HCHP: 1 } }).readings).toEqual({ 'electricity.energy': 7 });
  expect(readingsOf({ total: 5000, returned: 1500 }).readings).toEqual({ 'electricity.energy': 3.5 });
});

test('instances are the keys of an object, or stand each at its own place', () => {
  expect(readingsOf({ probes: { in: 20, out: 4.5 } }).readings).toEqual({
    'air.temperature{in}': 20,
    'air.temperature{out}': 4.5,
  });
  expect(readingsOf({ a: { humidity: 70 }, b: { humidity: 40 } }).readings).toEqual({
    'air.humidity{cellar}': 70,
    'air.humidity{attic}': 40,
  });
});

test('an instance may stand at several places, and one place may count negative', () => {
  expect(readingsOf({ u: 231 }).readings).toEqual({ 'electricity.voltage{L1}': 231 });
  expect(readingsOf({ current: 4.5 }).readings).toEqual({ 'electricity.current': -4.5 });
});

test('nothing and null are no value; a text where a number belongs is told and keeps nothing else back', () => {
  expect(readingsOf({ power: null })).toEqual({ readings: {}, found: 0, reason: undefined });
  expect(readingsOf({ power: 'high', 'air.co2': 412 })).toEqual({
    readings: { 'air.co2': 412 },
    found: 2,
    reason: 'electricity.power cannot be "high"',
  });
});

test('what an object inherits is never read', () => {
  const inherited = defineDeviceType({
    ...meter,
    metrics: { 'air.co2': { from: 'constructor.length' }, 'air.humidity': { from: '__proto__' } },
  });
  const { found } = createFieldReader(inherited)({ a: 1 }, undefined, () => undefined);
  expect(found).toBe(0);
});
