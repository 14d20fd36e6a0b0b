import { expect, test } from 'vitest';
import { createDetector } from '../../../gateway/detect/detector.ts';
import type { Condition } from '../../../gateway/domain/rule.ts';
import { midnight, reading, room, ruleOf, told } from './judging.ts';

const dayMs = 86_400_000;
const disk = { kind: 'forecast', levels: [90, 14], clear: 120, toward: { side: 'rises', end: 100 } } as const;

/** What is told of a series that has `of(day)` at midnight and noon of each day, as `day 10 raised warning`. */
function daily(condition: Condition, days: number, of: (day: number) => number | undefined): string[] {
  const detector = createDetector([ruleOf(condition)]);
  detector.follow([{ series: room, everyMs: dayMs / 2 }]);
  const out: string[] = [];
  for (let half = 0; half < days * 2; half++) {
    const value = of(half / 2);
    if (value === undefined) continue;
    const time = midnight + (half / 2) * dayMs;
    for (const line of told(detector.judge(reading(0, time, value), time))) {
      out.push(`day ${half / 2} ${line.split(' ').slice(1, 3).join(' ')}`);
    }
  }
  return out;
}

test('a disk that fills by half a point a day is told once its trend is known, and gravely before it is full', () => {
  // 60 % on the first day: 100 % on day 80
  expect(daily(disk, 80, (day) => 60 + day / 2)).toEqual(['day 10 raised warning', 'day 66.5 worsened critical']);
});

test('what is told of a forecast is the days that are left', () => {
  const detector = createDetector([ruleOf(disk)]);
  detector.follow([{ series: room, everyMs: dayMs }]);
  const told = Array.from({ length: 12 }, (_, day) =>
    detector.judge(reading(0, midnight + day * dayMs, 60 + day / 2), midnight + day * dayMs),
  ).flat();
  expect(told).toMatchObject([{ is: 'raised', value: 70 }]);
});

test('a disk that fills slowly, or not, is nobody’s business', () => {
  expect(daily(disk, 60, (day) => 60 + day / 10)).toEqual([]);
  expect(daily(disk, 60, (day) => 95 + (Math.floor(day) % 2))).toEqual([]);
});

test('one night’s dump does not bend the forecast', () => {
  expect(daily(disk, 40, (day) => (Math.floor(day) === 30 ? 98 : 50 + day / 10))).toEqual([]);
});

test('room that somebody made ends it, and what was before counts no longer', () => {
  expect(daily(disk, 60, (day) => (day < 20 ? 60 + day : 40 + (day - 20) / 20))).toEqual([
    'day 10 raised warning',
    'day 21 cleared clear',
  ]);
});

test('days that nobody heard are left out, and a silence of a season begins anew', () => {
  expect(daily(disk, 40, (day) => (day >= 12 && day < 20 ? undefined : 60 + day / 2))).toEqual([
    'day 10 raised warning',
  ]);
  expect(daily(disk, 70, (day) => (day >= 5 && day < 62 ? undefined : 60 + day / 2))).toEqual([]);
});

test('a battery is foreseen to fall to the level at which its sensor dies; a new one ends it', () => {
  const battery = { kind: 'forecast', levels: [60], clear: 90, toward: { side: 'falls', end: 10 } } as const;
  // 10 % on day 120
  expect(daily(battery, 110, (day) => (day < 100 ? 70 - day / 2 : 100))).toEqual([
    'day 60.5 raised warning',
    'day 101 cleared clear',
  ]);
});

test('a licence counts its days itself, and its renewal ends it', () => {
  const licence = { kind: 'forecast', levels: [60, 15], clear: 60.5 } as const;
  expect(daily(licence, 60, (day) => (day < 56 ? Math.floor(70 - day) : 365))).toEqual([
    'day 10.5 raised warning',
    'day 55.5 worsened critical',
    'day 56 cleared clear',
  ]);
});

test('a forecast goes on from what was kept', () => {
  const rules = [ruleOf(disk)];
  const [before, after] = [createDetector(rules), createDetector(rules)];
  for (const one of [before, after]) one.follow([{ series: room, everyMs: dayMs }]);
  const judge = (detector: typeof before, day: number) =>
    told(detector.judge(reading(0, midnight + day * dayMs, 60 + day / 2), midnight + day * dayMs));
  for (let day = 0; day < 9; day++) judge(before, day);
  after.restore(JSON.parse(JSON.stringify(before.state())), midnight + 9 * dayMs);
  expect([9, 10].flatMap((day) => judge(after, day))).toEqual([9, 10].flatMap((day) => judge(before, day)));
  expect(after.state()).toEqual(before.state());
});
