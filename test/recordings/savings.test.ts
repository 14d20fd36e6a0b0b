import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runVigie } from '../support/vigie.ts';

const recordings = process.env.VIGIE_RECORDINGS ?? join(import.meta.dirname, '../../../shared/data');
const meters = join(recordings, 'meters-il');

/** Illinois sample meters of openeemeter: works over the turn of 2016, and a tenth less after them. */
async function savings(consumption: string, ...more: string[]) {
  const [use, temperature] = [join(meters, consumption), join(meters, 'il-tempF.csv')];
  for (const file of [use, temperature]) {
    if (!existsSync(file)) {
      throw new Error(`${file} is not there: set VIGIE_RECORDINGS to the folder that holds meters-il/`);
    }
  }
  const works = ['--works', '2016-12-26..2017-01-04'];
  const ran = await runVigie([
    'savings',
    '--consumption',
    use,
    '--temperature',
    temperature,
    ...works,
    '--json',
    ...more,
  ]);
  expect(ran.stderr).toBe('');
  expect(ran.code).toBe(0);
  return JSON.parse(ran.stdout);
}

test('the electricity meter of Illinois: totals to the last tenth, balance points, quality and a saving of 8.4 %', async () => {
  const { baseline, reporting, found, doubts } = await savings('il-electricity-cdd-hdd-daily.csv');
  expect(baseline).toMatchObject({ days: 366, missing: 0, use: expect.closeTo(10_438.6, 1) });
  expect(reporting).toMatchObject({ days: 365, missing: 0, use: expect.closeTo(9_105.8, 1) });
  expect(found.model.heating.balance).toBe(53);
  expect(found.model.cooling.balance).toBe(67);
  expect(found.quality.adjustedR2).toBeCloseTo(0.7737, 4);
  expect(found.quality.cvRmse).toBeCloseTo(0.251, 3);
  expect(found.model.base * 365).toBeCloseTo(4_741, -1);
  expect(found.share).toBeCloseTo(0.084, 3);
  expect(doubts).toEqual([]);
});

test('the gas meter of Illinois: a balance point of 60 °F and a saving of 8.7 %', async () => {
  const { baseline, reporting, found } = await savings('il-gas-hdd-only-daily.csv', '--unit', 'therm');
  expect(baseline.use).toBeCloseTo(1_063.5, 1);
  expect(reporting.use).toBeCloseTo(961.3, 1);
  expect(found.model.heating.balance).toBe(60);
  expect(found.model.cooling).toBeUndefined();
  expect(found.quality.adjustedR2).toBeCloseTo(0.9076, 4);
  expect(found.model.base * 365).toBeCloseTo(287, 0);
  expect(found.share).toBeCloseTo(0.087, 3);
});

test('its hours tell the same story as its days', async () => {
  const { found } = await savings('il-electricity-cdd-hdd-hourly.csv');
  expect(found.share).toBeCloseTo(0.084, 2);
  expect(found.model.heating.balance).toBe(53);
});
