import { expect, test } from 'vitest';
import { createZone } from '../../../devices/calendar/local-time.ts';
import { createOpeningHours } from '../../../devices/calendar/opening-hours.ts';
import { createDetector } from '../../../gateway/detect/detector.ts';
import { createSetting } from '../../../gateway/detect/setting.ts';
import { neverZero, neverZeroMemory } from '../../../gateway/detect/water/never-zero.ts';
import type { Decision } from '../../../gateway/domain/decision.ts';
import { reading, room, ruleOf } from './judging.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const zone = createZone('Europe/Paris');
/** a Monday of March at midnight in Paris, UTC + 1 h; the clocks go forward on the 28th day */
const begin = Date.UTC(2026, 2, 1, 23);
const week = Array.from({ length: 7 }, () => []);
const calendar = {
  id: 'x',
  region: 'metropole',
  week,
  holidays: 'closed',
  schoolHolidays: 'open',
  closures: [],
} as const;
const setting = createSetting({ hours: createOpeningHours(calendar, zone), hasCalendar: false, zone });
const rule = ruleOf({ kind: 'leak', levels: [5, 60] });

interface Meter {
  readonly days: number;
  /** L/min that run away from an hour on, until another */
  readonly leak?: { readonly rate: number; readonly from: number; readonly to?: number };
  /** litres a pulse, minutes between readings, litres used in each ten minutes of an hour of the site */
  readonly pulse?: number;
  readonly every?: number;
  readonly use?: (hour: number, day: number) => number;
  readonly heard?: (hours: number) => boolean;
}

/** By day something every ten minutes but at noon, at one o’clock at night a flush. */
const office = (hour: number) => (hour === 1 ? 1.5 : hour >= 8 && hour < 18 && hour !== 12 ? 12 : 0);

/** What a meter's readings decide, as `hour 306.5 raised warning 18 of 0 since 300`. */
function meter({ days, leak, pulse = 1, every = 10, use = office, heard = () => true }: Meter): string[] {
  const detector = createDetector([rule]);
  detector.follow([{ series: room, everyMs: every * minute, setting }]);
  const out: Decision[] = [];
  let index = 1_000;
  for (let time = begin; time < begin + days * day; time += 10 * minute) {
    const hours = (time - begin) / hour;
    index += use(Math.floor(hours) % 24, Math.floor(hours / 24));
    if (leak !== undefined && hours >= leak.from && hours < (leak.to ?? Number.POSITIVE_INFINITY))
      index += leak.rate * 10;
    if ((hours * 60) % every === 0 && heard(hours)) {
      out.push(...detector.judge(reading(0, time, Math.floor(index / pulse) * pulse), time));
    }
  }
  return out.map((one) => {
    const at = `hour ${(one.at - begin) / hour} ${one.is}`;
    if (one.is === 'cleared') return at;
    return `${at} ${one.severity} ${one.value} of ${one.expected?.high} since ${(one.since - begin) / hour}`;
  });
}

test.each([[1], [10]])(
  '0.3 L/min since noon is told after the first night, as 18 L/h, with a meter of %i L a pulse',
  (pulse) => {
    const told = meter({ days: 15, pulse, leak: { rate: 0.3, from: 12 * 24 + 12 } });
    // a pulse of 10 L tells 15 or 20 L/h, and no more
    expect(told).toEqual([`hour 318 raised warning ${pulse === 1 ? 18 : 15} of 0 since 318`]);
  },
);

test('0.1 L/min is told after the second night', () => {
  expect(meter({ days: 15, leak: { rate: 0.1, from: 12 * 24 + 12 } })).toEqual([
    'hour 342 raised warning 6 of 0 since 318',
  ]);
});

test('2 L/min is told and grave within three hours and a half, by night as by day', () => {
  expect(meter({ days: 13, leak: { rate: 2, from: 12 * 24 + 1.2 } })).toEqual([
    'hour 292.5 raised critical 120 of 0 since 289.5',
  ]);
  expect(meter({ days: 13, leak: { rate: 2, from: 12 * 24 + 9 } })).toEqual([
    'hour 300 raised critical 168 of 72 since 297',
  ]);
});

test('a leak goes on until it is mended, and nothing is learnt from it', () => {
  expect(meter({ days: 60, leak: { rate: 2, from: 12 * 24 + 9, to: 50 * 24 + 10 } })).toEqual([
    'hour 300 raised critical 168 of 72 since 297',
    'hour 1253 cleared',
  ]);
});

test('two months of use without a leak are told to nobody, by meters read every ten minutes and every hour', () => {
  expect(meter({ days: 60 })).toEqual([]);
  expect(meter({ days: 60, every: 60, pulse: 10 })).toEqual([]);
});

test('a meter read every hour shows a leak as soon', () => {
  expect(meter({ days: 13, every: 60, pulse: 10, leak: { rate: 2, from: 12 * 24 + 9 } })).toEqual([
    'hour 300 raised critical 180 of 70 since 297',
  ]);
});

test('a watering of every evening is told twice, then it is known', () => {
  const watering = (hour: number, day: number) => office(hour) + (day >= 20 && hour >= 18 && hour < 23 ? 50 : 0);
  expect(meter({ days: 40, use: watering })).toEqual([
    'hour 500.5 raised critical 148 of 72 since 497.5',
    'hour 503.5 cleared',
    'hour 524.5 raised critical 148 of 72 since 521.5',
    'hour 527.5 cleared',
  ]);
});

test('a night that was not heard says nothing, nor does an index that falls', () => {
  const nights = (hours: number) => hours % 24 > 6 || hours < 12 * 24;
  expect(meter({ days: 16, leak: { rate: 0.3, from: 12 * 24 + 12 }, heard: nights })).toEqual([]);
  const replaced = (hour: number, day: number) => (day === 12 && hour === 9 ? -100 : office(hour));
  expect(meter({ days: 16, use: replaced })).toEqual([]);
});

test('a leak that is remembered goes on after a restart', () => {
  const [before, after] = [createDetector([rule]), createDetector([rule])];
  for (const one of [before, after]) one.follow([{ series: room, everyMs: hour, setting }]);
  const index = (hours: number) => 1_000 + Math.max(0, hours - 300) * 18;
  const play = (detector: typeof before, from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => from + i).flatMap((hours) =>
      detector.judge(reading(0, begin + hours * hour, index(hours)), begin + hours * hour),
    );
  play(before, 0, 305);
  after.restore(JSON.parse(JSON.stringify(before.state())), begin + 305 * hour);
  const told = play(after, 305, 320);
  expect(told).toHaveLength(1);
  expect(told).toEqual(play(before, 305, 320));
});

test('flow that never stops is not learnt, however long it lasts', () => {
  const memory = new Float64Array(neverZeroMemory).fill(Number.NaN);
  for (let half = 0; half < 48 * 40; half++) {
    const days = Math.floor(half / 48);
    neverZero.over(memory, 0, { day: days, end: half, flow: days < 10 ? 0 : 120, nightly: undefined });
  }
  expect(neverZero.flow(memory, 0)).toBe(120);
});

test('the first days of school after two weeks of holidays are no leak', () => {
  const school = (hour: number, at: number) => {
    const isHoliday = at >= 14 && at < 30;
    return hour >= 8 && hour < 16 && !isHoliday && at % 7 < 5 ? 60 : 0;
  };
  expect(meter({ days: 36, use: school })).toEqual([]);
});

test.each([
  ['still runs is told at once', 10 * minute, ['raised']],
  ['was a month ago is not', 30 * day, []],
])('a leak that an imported past ends in and that %s', (_, gap, told) => {
  const detector = createDetector([rule]);
  detector.follow([{ series: room, everyMs: 10 * minute, setting }]);
  let [index, time] = [1_000, begin];
  const next = () => {
    const hours = (time - begin) / hour;
    index += office(Math.floor(hours) % 24) + (hours >= 12 * 24 ? 20 : 0);
    time += 10 * minute;
    return reading(0, time, index);
  };
  while (time < begin + 15 * day) detector.learn(next());
  time += gap;
  const out: Decision[] = [];
  for (let row = 0; row < 6; row++) out.push(...detector.judge(next(), time));
  expect(out.map(({ is }) => is)).toEqual(told);
});
