import { expect, test } from 'vitest';
import { createZone } from '../../../devices/calendar/local-time.ts';
import type { OpeningCalendar } from '../../../devices/calendar/opening-calendar.ts';
import { createOpeningHours } from '../../../devices/calendar/opening-hours.ts';
import { createDetector } from '../../../gateway/detect/detector.ts';
import { createOutdoor } from '../../../gateway/detect/outdoor.ts';
import { createSetting } from '../../../gateway/detect/setting.ts';
import type { Condition } from '../../../gateway/domain/rule.ts';
import { reading, room, ruleOf } from './judging.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const zone = createZone('Europe/Paris');
/** a Monday of January at midnight in Paris */
const begin = Date.UTC(2026, 0, 11, 23);
const week = Array.from({ length: 7 }, (_, at) => (at < 5 ? [{ from: 8 * 60, to: 18 * 60 }] : []));
const calendar = {
  id: 'x',
  region: 'metropole',
  week,
  holidays: 'closed',
  schoolHolidays: 'open',
  closures: [],
} as const;

interface Room {
  readonly condition: Condition;
  readonly days: number;
  readonly of: (hour: number, day: number) => number;
  readonly outside?: number;
  readonly hasCalendar?: boolean;
  readonly from?: number;
  readonly closures?: OpeningCalendar['closures'];
  readonly clearHoldMs?: number;
}

/** What a room read every ten minutes decides, as `Mon 8 h raised 1600 of 700`. */
function told({
  condition,
  days,
  of,
  outside,
  hasCalendar = true,
  from = begin,
  closures = [],
  clearHoldMs = 0,
}: Room): string[] {
  const outdoor = outside === undefined ? undefined : createOutdoor();
  const hours = createOpeningHours({ ...calendar, closures }, zone);
  const setting = createSetting({ hours, hasCalendar, zone, ...(outdoor && { outdoor }) });
  const detector = createDetector([ruleOf(condition, { clearHoldMs })]);
  detector.follow([{ series: room, everyMs: 10 * minute, setting }]);
  const out: string[] = [];
  for (let time = from; time < from + days * day; time += 10 * minute) {
    const since = (time - from) / hour;
    outdoor?.hear(time, outside ?? 0);
    for (const one of detector.judge(reading(0, time, of(since % 24, Math.floor(since / 24))), time)) {
      const { date, minute: shown } = zone.toLocal(one.at);
      const at = `${new Date(date).toUTCString().slice(0, 3)} ${shown / 60} h ${one.is}`;
      out.push(one.is === 'cleared' ? at : `${at} ${one.value} of ${one.expected?.high}`);
    }
  }
  return out;
}
const isWork = (hour: number, day: number) => hour >= 8 && hour < 18 && day % 7 < 5;

test('CO2 is too high only where somebody may breathe it', () => {
  const condition = { kind: 'threshold', side: 'above', levels: [1500], clear: 1200, when: 'not-closed' } as const;
  const of = (hour: number) => (hour >= 16 && hour < 22 ? 1600 : 500);
  expect(told({ condition, days: 1, of })).toEqual(['Mon 16 h raised 1600 of undefined', 'Mon 18 h cleared']);
  // where nobody knows the hours, high is high
  expect(told({ condition, days: 1, of, hasCalendar: false })).toHaveLength(2);
  // but nobody is cold where nobody is known to be
  expect(told({ condition: { ...condition, when: 'open' }, days: 1, of, hasCalendar: false })).toEqual([]);
  expect(told({ condition: { ...condition, when: 'open' }, days: 1, of })).toHaveLength(2);
});

test('a classroom is no better aired for the holidays: its alert stays through them, and ends after a week of school without', () => {
  const condition = { kind: 'threshold', side: 'above', levels: [1500], clear: 1200, when: 'not-closed' } as const;
  const closures = [{ from: '2026-01-17', to: '2026-02-01' }];
  const school = { condition, closures, clearHoldMs: 8 * day };
  const full = (hour: number, at: number) => (isWork(hour, at) && (at < 5 || at >= 21) ? 1600 : 500);
  expect(told({ ...school, days: 40, of: full })).toEqual(['Mon 8 h raised 1600 of undefined']);
  const mended = (hour: number, at: number) => (isWork(hour, at) && at < 5 ? 1600 : 500);
  expect(told({ ...school, days: 40, of: mended })).toEqual(['Mon 8 h raised 1600 of undefined', 'Tue 8 h cleared']);
  // an ordinary week-end says as little as before, and a week without a breach is enough
  const once = (hour: number, at: number) => (isWork(hour, at) && at < 2 ? 1600 : 500);
  expect(told({ ...school, closures: [], days: 20, of: once })).toHaveLength(2);
});

test('ICONE of the week: told on the Monday after a week of extreme confinement, over after a better one', () => {
  const condition = { kind: 'icone', levels: [4, 5] } as const;
  const of = (hour: number, day: number) => (isWork(hour, day) && day < 7 ? 1800 : 600);
  expect(told({ condition, days: 15, of })).toEqual(['Mon 0 h raised 5 of 3.5', 'Mon 0 h cleared']);
  const nights = (hour: number) => (hour < 8 || hour >= 18 ? 3000 : 900);
  expect(told({ condition, days: 15, of: nights })).toEqual([]);
  expect(told({ condition, days: 15, of, hasCalendar: false })).toEqual([]);
});

const open = { kind: 'heated', while: 'open', limit: 19, tolerance: 1 } as const;

test('rooms at 21 °C all day are one alert until a day that is right, not a word in an afternoon of sun', () => {
  const of = (hour: number, day: number) => (isWork(hour, day) ? (day < 3 ? 21 : 19) : 14);
  expect(told({ condition: open, days: 6, of })).toEqual(['Tue 0 h raised 21 of 19', 'Fri 0 h cleared']);
  const sun = (hour: number) => (hour >= 15 && hour < 18 ? 22 : 18.5);
  expect(told({ condition: open, days: 6, of: sun })).toEqual([]);
});

test('nobody is told of warm rooms in summer or on a mild day', () => {
  expect(told({ condition: open, days: 4, of: () => 24, from: Date.UTC(2026, 6, 5, 22) })).toEqual([]);
  expect(told({ condition: open, days: 4, of: () => 24, outside: 17 })).toEqual([]);
});

const limits = [
  { afterHours: 24, limit: 16 },
  { afterHours: 48, limit: 8 },
];
const closed = { kind: 'heated', while: 'closed', limits, tolerance: 1 } as const;

test('a building heated over the week-end is told in its second night, one that cools by itself is not', () => {
  expect(told({ condition: closed, days: 9, of: () => 19, outside: 4 })).toEqual([
    'Sun 4 h raised 19 of 16',
    'Mon 8 h cleared',
  ]);
  const since = (hour: number, day: number) => Math.max(0, (day % 7) * 24 + hour - 4 * 24 - 18);
  const cooling = (hour: number, day: number) => 4 + 18 * Math.exp(-since(hour, day) / 150);
  expect(told({ condition: closed, days: 9, of: cooling, outside: 4 })).toEqual([]);
});

test('16 °C is right for a night and a day, 8 °C after two', () => {
  const reduced = (hour: number, day: number) => (isWork(hour, day) ? 19 : 16.5);
  expect(told({ condition: closed, days: 8, of: reduced, outside: 4 })).toEqual([]);
  const shut = [{ from: '2026-01-19', to: '2026-01-25' }];
  const kept = (celsius: number) => (_hour: number, day: number) => (day < 5 ? 19 : celsius);
  expect(told({ condition: closed, days: 9, of: kept(12), outside: 4, closures: shut })).toEqual([
    'Mon 4 h raised 12 of 8',
  ]);
  expect(told({ condition: closed, days: 9, of: kept(8.5), outside: 4, closures: shut })).toEqual([]);
});

test('who is there on a working night may heat, and without a calendar nobody knows', () => {
  expect(told({ condition: closed, days: 4, of: () => 19, outside: 4 })).toEqual([]);
  expect(told({ condition: closed, days: 9, of: () => 19, outside: 4, hasCalendar: false })).toEqual([]);
});
