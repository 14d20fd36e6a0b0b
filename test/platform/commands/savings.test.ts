import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder } from '../../support/folder.ts';
import { runVigie } from '../../support/vigie.ts';

const day = 86_400_000;

/** A gymnasium in the clocks of the Landes: 20 kWh a day and 4 below 15 °C, a fifth less after the works of January 2025. */
function files() {
  const [use, warmth] = [['start,value'], ['start,value']];
  for (let at = Date.UTC(2023, 11, 31, 23); at < Date.UTC(2026, 2, 1); at += day) {
    const temperature = 12 - 9 * Math.cos(((at / day - 20) * 2 * Math.PI) / 365);
    const kwh = (20 + 4 * Math.max(0, 15 - temperature)) * (at > Date.UTC(2025, 0, 31) ? 0.8 : 1);
    // days that begin at midnight of a winter's clock all year
    const stamp = new Date(at + 3_600_000).toISOString().replace('Z', '+01:00');
    use.push(`${stamp},${kwh.toFixed(3)}`);
    warmth.push(`${stamp},${temperature.toFixed(2)}`);
  }
  return { use: use.join('\n'), warmth: `${warmth.join('\n')}\n` };
}

test('vigie savings tells what works saved, of what, how surely, and the same to a machine', async () => {
  await using folder = await emptyFolder();
  const [use, warmth] = [join(folder.path, 'use.csv'), join(folder.path, 'warmth.csv')];
  const made = files();
  await writeFile(use, made.use);
  await writeFile(warmth, made.warmth);
  const args = ['savings', '--consumption', use, '--temperature', warmth, '--works', '2025-01-01..2025-01-31'];
  const told = await runVigie(args);
  expect(told).toMatchObject({ code: 0, stderr: '' });
  expect(told.stdout).toContain('heating 4.00 a degree-day below 15 °C');
  expect(told.stdout).toMatch(/saved {3}[\d,.]+ kWh = 20\.0 %, ± /);
  expect(told.stdout).toContain('The data suffice to claim it.');
  const priced = await runVigie([...args, '--price', '0.2', '--price', '2025-07-01=0.3', '--json']);
  const { worth, found: kWh } = JSON.parse(priced.stdout);
  expect(worth.constant.euros).toBeCloseTo(kWh.saved * 0.2, 6);
  expect(worth.constant.uncertainty).toBeCloseTo(kWh.uncertainty * 0.2, 6);
  expect(worth.current).toBeGreaterThan(worth.constant.euros * 1.1);
  expect(worth.kgCo2e).toBeCloseTo(kWh.saved * 0.064, 6);
  expect((await runVigie([...args, '--price', '0.2'])).stdout).toMatch(
    /worth {3}[\d,]+ € ± [\d,]+ € at the price before/,
  );
  const { found, unit } = JSON.parse((await runVigie([...args, '--json', '--unit', 'MWh'])).stdout);
  expect([unit, found.share]).toEqual(['MWh', expect.closeTo(0.2, 3)]);
});

test('wrong files and options are told with their places and cures, all of a file at once', async () => {
  await using folder = await emptyFolder();
  const [use, warmth] = [join(folder.path, 'use.csv'), join(folder.path, 'warmth.csv')];
  await writeFile(
    use,
    'start,value\n2025-01-01,4\n2025-01-02T00:00:00Z,much\n2025-01-03T00:00:00Z,4\n2025-01-03T00:00:00Z,4\n',
  );
  await writeFile(warmth, files().warmth);
  const works = ['--works', '2025-01-01..2025-01-31'];
  const bad = await runVigie(['savings', '--consumption', use, '--temperature', warmth, ...works]);
  expect(bad.code).toBe(1);
  expect(bad.stderr.split('\n')).toEqual([
    `${use}:2 start "2025-01-01" is neither ISO 8601 with an offset nor epoch ms`,
    `${use}:3 value "much" is not a number`,
    `${use}:5 start "2025-01-03T00:00:00Z" is not later than the row before`,
    '',
  ]);
  const wrong = [
    [[], /are needed/],
    [['--works', '2025-02-01..2025-01-01'], /FROM\.\.TO/],
    [['--change', 'soon'], /DATE=PERCENT/],
    [['--price', 'cheap'], /DATE=EUR/],
    [['--time-zone', 'Landes'], /no time zone/],
    [['--confidence', '12'], /from 50 to 99.9/],
    [['--unit', 'litres'], /must be one of kWh/],
  ] as const;
  for (const [more, reason] of wrong) {
    const base = more.length === 0 ? [] : ['--consumption', warmth, '--temperature', warmth, ...works];
    const ran = await runVigie(['savings', ...base, ...more]);
    expect(ran).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(reason) });
  }
  expect(wrong).toHaveLength(7);
});
