import { expect, test } from 'vitest';
import { judgeNight, leastFlow, type NightFinding, newNightWatch } from '../../../gateway/detect/water/night-flow.ts';

const midnight = Date.UTC(2026, 2, 1, 23);
const dayMs = 86_400_000;
const minuteMs = 60_000;

/** The index of a meter of so many litres a pulse, read every ten minutes: a flush at one every night, and a leak from some instant on. */
function meter({
  days,
  pulse,
  leakFrom = Number.POSITIVE_INFINITY,
  litresPerMinute = 0.3,
}: {
  days: number;
  pulse: number;
  leakFrom?: number;
  litresPerMinute?: number;
}) {
  const rows = days * 144 + 1;
  const times = Float64Array.from({ length: rows }, (_, row) => midnight + row * 10 * minuteMs);
  let index = 1_000;
  const values = times.map((time, row) => {
    const hour = ((time - midnight) % dayMs) / 3_600_000;
    if (row > 0 && time > leakFrom) index += 10 * litresPerMinute;
    if (hour === 1) index += 9;
    if (hour > 8 && hour < 18) index += 12;
    return Math.floor(index / pulse) * pulse;
  });
  return { times, values };
}

/** The findings of all nights of a meter, told as `11 leak since 11`, with the last one. */
function nights(curve: { times: Float64Array; values: Float64Array }, days: number) {
  let watch = newNightWatch;
  let last: NightFinding | undefined;
  const told = Array.from({ length: days }, (_, day) => {
    const from = midnight + day * dayMs;
    const flow = leastFlow(curve, from) ?? Number.NaN;
    const judged = judgeNight(watch, { flow, end: from + dayMs / 4 });
    // what is remembered is plain
    watch = JSON.parse(JSON.stringify(judged.watch));
    last = judged.finding;
    return last.is;
  });
  return { told, last };
}

test.each([[1], [10]])(
  'a leak of 0.3 L/min that began at noon is told after the next night, with a meter of %i L a pulse',
  (pulse) => {
    const leakFrom = midnight + 12.5 * dayMs;
    const { told, last } = nights(meter({ days: 14, pulse, leakFrom }), 14);
    expect(told).toEqual([...new Array(10).fill('learning'), 'tight', 'tight', 'tight', 'leak']);
    expect(last?.since).toBe(midnight + 13.25 * dayMs);
    expect((last?.flow ?? 0) - (last?.usual ?? 0)).toBeCloseTo(18, pulse === 1 ? 0 : -1);
  },
);

test('nights without a leak are tight, whatever is flushed', () => {
  expect(new Set(nights(meter({ days: 30, pulse: 1 }), 30).told.slice(10))).toEqual(new Set(['tight']));
});

test('a leak never becomes usual, however long it lasts', () => {
  const { told } = nights(meter({ days: 60, pulse: 1, leakFrom: midnight + 12.5 * dayMs }), 60);
  expect(new Set(told.slice(13))).toEqual(new Set(['leak']));
});

test('a leak ends after two nights without it', () => {
  const dry = { usual: new Array(10).fill(0), leak: { since: 1, dry: 0 } };
  const first = judgeNight(dry, { flow: 0, end: 2 });
  expect(first.finding).toMatchObject({ is: 'leak', since: 1 });
  expect(judgeNight(first.watch, { flow: 0, end: 3 }).finding.is).toBe('tight');
  const again = judgeNight(first.watch, { flow: 20, end: 3 });
  expect(again.watch.leak).toEqual({ since: 1, dry: 0 });
});

test('a building that always uses water at night is judged by its share, and by how its nights differ', () => {
  const alike = { usual: [205, 200, 202, 203, 202, 204, 201, 203, 204, 260] };
  expect(judgeNight(alike, { flow: 219, end: 1 }).finding.is).toBe('tight');
  expect(judgeNight(alike, { flow: 221, end: 1 }).finding.is).toBe('leak');
  const uneven = { usual: [10, 48, 12, 20, 40, 33, 15, 11, 25, 30] };
  const twice = (flow: number) => judgeNight(judgeNight(uneven, { flow, end: 1 }).watch, { flow, end: 2 }).finding.is;
  expect([69, 71].map(twice)).toEqual(['tight', 'leak']);
  expect(judgeNight(uneven, { flow: 101, end: 1 }).finding.is).toBe('leak');
});

test('a dry building is judged by the floor; little over it is a leak in the second night, much at once', () => {
  const dry = { usual: new Array(10).fill(0) };
  expect(judgeNight(dry, { flow: 5, end: 1 }).finding.is).toBe('tight');
  expect(judgeNight(dry, { flow: 15.1, end: 1 }).finding.is).toBe('leak');
  const first = judgeNight(dry, { flow: 6, end: 1 });
  expect(first.finding.is).toBe('tight');
  expect(judgeNight(first.watch, { flow: 6, end: 2 }).finding).toMatchObject({ is: 'leak', since: 1 });
  const after = judgeNight(first.watch, { flow: 0, end: 2 });
  expect(judgeNight(after.watch, { flow: 6, end: 3 }).finding.is).toBe('tight');
});

test('a night that was not heard whole is not judged', () => {
  const { times, values } = meter({ days: 1, pulse: 1 });
  expect(leastFlow({ times, values }, midnight)).toBe(0);
  const gap = times.map((time, row) =>
    time > midnight + 2 * 3_600_000 && time <= midnight + 4 * 3_600_000 ? -1 : row,
  );
  const kept = Array.from(gap).filter((row) => row >= 0);
  const heard = {
    times: Float64Array.from(kept, (row) => times[row]!),
    values: Float64Array.from(kept, (row) => values[row]!),
  };
  expect(leastFlow(heard, midnight)).toBeUndefined();
});
