import { expect, test } from 'vitest';
import { catalogue } from '../../devices/catalogue.ts';

test('every device type of the catalogue is plain data with a complete metric for each thing it measures', () => {
  let metrics = 0;
  for (const [id, type] of catalogue) {
    expect(type.id).toBe(id);
    expect(JSON.parse(JSON.stringify(type))).toEqual(type);
    for (const metric of Object.values(type.metrics)) {
      expect(metric).toMatchObject({ unit: expect.any(String), resolution: expect.any(Number) });
      expect(metric.id).toMatch(/^[a-z]+\.[a-zA-Z0-9]+$/);
      metrics++;
    }
  }
  expect(catalogue.size).toBeGreaterThanOrEqual(6);
  expect(metrics).toBeGreaterThanOrEqual(18);
});
