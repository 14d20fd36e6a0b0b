import { expect, test } from 'vitest';
import { commonMetrics } from '../../../devices/metric.ts';
import { convert } from '../../../devices/units.ts';

test.each([
  [1500, 'Wh', 'kWh', 1.5],
  [1.2, 'MWh', 'kWh', 1200],
  [2.5, 'kW', 'W', 2500],
  [1, 'm³', 'L', 1000],
  [627, 'L', 'm3', 0.627],
  [70.7, '°F', '°C', 21.5],
  [294.65, 'K', '°C', 21.5],
  [101.3, 'kPa', 'hPa', 1013],
  [0.03, 'mg/m³', 'µg/m3', 30],
  [412, 'ppm', 'ppm', 412],
])('%s %s is %s: %s', (value, from, to, expected) => {
  expect(convert(value, from, to)).toBe(expected);
});

test('what is another quantity, or is no known unit, is not converted', () => {
  expect(convert(1, 'kWh', 'L')).toBeUndefined();
  expect(convert(1, 'furlong', 'm')).toBeUndefined();
  expect(convert(1, '', 'kWh')).toBeUndefined();
  expect(convert(1, 'constructor', '°C')).toBeUndefined();
});

test('every unit of the common metrics can be told', () => {
  const unknown = Object.values(commonMetrics).filter(({ unit }) => convert(7, unit, unit) !== 7);
  expect(unknown).toEqual([]);
});
