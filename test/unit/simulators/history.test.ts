import fc from 'fast-check';
import { expect, test } from 'vitest';
import { history } from '../../../simulators/history.ts';
import { createPlayer } from '../../../simulators/player.ts';
import { curve, territoryOf, village } from './village.ts';

const HOUR = 3_600_000;
const noon = Date.UTC(2026, 2, 9, 12);

test('the same seed gives the same bytes, another seed others', () => {
  const span = { from: noon, to: noon + 12 * HOUR, everyMs: 600_000 };
  const bytes = (seed: number) =>
    [...history(village, { ...span, seed })].map(
      (c) => `${c.device} ${c.metric} ${Buffer.from(c.values.buffer).toString('hex')}`,
    );
  expect(bytes(7)).toHaveLength(63);
  expect(bytes(7)).toEqual(bytes(7));
  expect(bytes(7)).not.toEqual(bytes(8));
});

test('a reading does not depend on where the history began nor on the devices beside it', () => {
  const whole = curve(village, 'ecole-air-quality', 'air.co2', {
    ...{ from: noon - 40 * 24 * HOUR, to: noon, everyMs: 600_000, seed: 3 },
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 39 * 144 }), (back) => {
      const from = noon - back * 600_000;
      const part = curve(territoryOf(['ecole']), 'ecole-air-quality', 'air.co2', {
        from,
        to: noon,
        everyMs: 600_000,
        seed: 3,
      });
      expect(part.values).toEqual(whole.values.slice(-back));
    }),
    { numRuns: 8 },
  );
});

test('history comes month by month, from ≤ time < to, on multiples of the interval', () => {
  const from = Date.UTC(2026, 0, 30, 23, 55);
  const to = Date.UTC(2026, 1, 2, 0, 10);
  const columns = [...history(territoryOf(['mairie']), { from, to, everyMs: 600_000, seed: 1 })];
  const water = columns.filter((c) => c.metric === 'water.volume');
  expect(water.map((c) => c.times.length)).toEqual([144, 145]);
  expect(water[0]?.times[0]).toBe(Date.UTC(2026, 0, 31));
  expect(water[1]?.times.at(-1)).toBe(Date.UTC(2026, 1, 2));
});

test('live goes on where history ends: every value sent is the one history would hold for that instant', () => {
  const from = noon;
  const to = noon + 60_000;
  const sent = [...createPlayer({ territory: village, from, everyMs: 10_000, seed: 5 }).until(to)];
  expect(sent).toHaveLength(18 * 6);
  const past = new Map<string, number>();
  for (const column of history(village, { from, to, everyMs: 100, seed: 5 })) {
    for (let i = 0; i < column.times.length; i++) {
      past.set(`${column.device} ${column.metric} ${column.times[i]}`, column.values[i]!);
    }
  }
  let compared = 0;
  for (const message of sent) {
    const { metrics } = JSON.parse(String(message.payload));
    for (const [metric, value] of Object.entries(metrics)) {
      expect(value).toBe(past.get(`${message.topic.split('/')[3]} ${metric} ${message.time}`));
      compared++;
    }
  }
  expect(compared).toBe(63 * 6);
});

test('devices speak spread over the interval, in the order of time', () => {
  const player = createPlayer({ territory: village, from: noon, everyMs: 10_000, seed: 5 });
  const times = [...player.until(noon + 5_000), ...player.until(noon + 10_000)].map((m) => m.time - noon);
  expect(times).toHaveLength(18);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(new Set(times.map((t) => Math.floor(t / 1000))).size).toBeGreaterThan(5);
});

test('a time before the simulated world began is refused with the year it begins', () => {
  const from = Date.UTC(2019, 0, 1);
  expect(() => [...history(village, { from, to: from + HOUR, everyMs: 600_000, seed: 1 })]).toThrow(
    /ecole is simulated from 2025-01-01/,
  );
});
