import { expect, test } from 'vitest';
import { createDetector } from '../../../gateway/detect/detector.ts';
import { midnight, play, reading, room, ruleOf, told } from './judging.ts';

const [hour, day] = [3_600_000, 86_400_000];

test('a backup that runs is not yet good: the failure of the night before goes on until one succeeds', () => {
  const failed = ruleOf({ kind: 'state', levels: [[2], [3]], passing: [1] });
  expect(
    play(
      [failed],
      [
        ['0h', 1],
        ['1h', 3],
        ['24h', 1],
        ['25h', 2],
        ['48h', 1],
        ['49h', 0],
      ],
    ),
  ).toEqual(['60m raised critical since 60m', '2940m cleared clear from 2940m']);
});

/**
 * A client saved at 22:00 on the nights that `runs` names, asked every two hours for as many days: what is told, as
 * `Tue at 8 h: day 1 raised warning`, of the rule `late` of six hours, thirty, and eight days.
 */
function weeks(days: number, runs: (night: number) => boolean): string[] {
  const detector = createDetector([ruleOf({ kind: 'late', levels: [6, 30], atMost: 192 })]);
  detector.follow([{ series: room, everyMs: hour }]);
  let last = midnight - 2 * hour;
  const out: string[] = [];
  for (let time = midnight; time < midnight + days * day; time += 2 * hour) {
    const night = Math.floor((time - midnight) / day);
    if ((time - midnight) % day === 22 * hour && runs(night)) last = time - (night % 3) * 0.4 * hour;
    for (const line of told(detector.judge(reading(0, time, (time - last) / hour), time))) {
      out.push(
        `${new Date(time).toUTCString().slice(0, 3)} at ${new Date(time).getUTCHours()} h: day ${Math.floor((time - midnight) / day)} ${line.split(' ').slice(1, 3).join(' ')}`,
      );
    }
  }
  return out;
}
const isWeekday = (night: number) => night % 7 < 5;

test('a client saved on working days is not late on a Sunday, and late on the morning after a night that was left out', () => {
  expect(weeks(56, isWeekday)).toEqual([]);
  // the fifth week's Tuesday
  expect(weeks(42, (night) => isWeekday(night) && night !== 29)).toEqual([
    'Wed at 4 h: day 30 raised warning',
    'Wed at 22 h: day 30 cleared clear',
  ]);
});

test('a client that is saved no more is told, and gravely after the second night', () => {
  expect(weeks(40, (night) => night < 31)).toEqual([
    'Fri at 6 h: day 32 raised warning',
    'Sat at 6 h: day 33 worsened critical',
  ]);
});

test('before its week is known, only the greatest age counts', () => {
  expect(weeks(12, (night) => night === 0)).toEqual(['Wed at 0 h: day 9 raised critical']);
});

test('a new timetable is learnt in two turns', () => {
  expect(weeks(70, (night) => (night < 28 ? true : night % 7 === 6))).toEqual([
    'Tue at 6 h: day 29 raised warning',
    'Wed at 6 h: day 30 worsened critical',
    'Sun at 22 h: day 34 cleared clear',
    'Tue at 6 h: day 36 raised warning',
    'Wed at 6 h: day 37 worsened critical',
    'Sun at 22 h: day 41 cleared clear',
  ]);
});

const gb = 1e9;
/** The nights on which something is told of amounts in GB. */
function sizes(amounts: readonly number[]): string[] {
  const detector = createDetector([ruleOf({ kind: 'size', least: 0.5, most: 2, floor: gb })]);
  detector.follow([{ series: room, everyMs: day }]);
  return amounts.flatMap((amount, night) =>
    detector
      .judge(reading(0, midnight + night * day, amount * gb), midnight + night * day)
      .map(({ is }) => `night ${night} ${is}`),
  );
}
const steady = Array.from({ length: 14 }, (_, night) => 400 + (night % 3));

test('a backup of half its usual size, or of thrice, is told that night and ends with the next usual one', () => {
  expect(sizes([...steady, 150, 401])).toEqual(['night 14 raised', 'night 15 cleared']);
  expect(sizes([...steady, 1200, 401])).toEqual(['night 14 raised', 'night 15 cleared']);
  expect(sizes([...steady, 0])).toEqual(['night 14 raised']);
  expect(sizes([...steady, 300, 500])).toEqual([]);
});

test('what is told of a size is itself and what is usual', () => {
  const detector = createDetector([ruleOf({ kind: 'size', least: 0.5, most: 2, floor: gb })]);
  detector.follow([{ series: room, everyMs: day }]);
  const told = [...steady, 150].flatMap((amount, night) =>
    detector.judge(reading(0, midnight + night * day, amount * gb), midnight + night * day),
  );
  expect(told).toMatchObject([{ value: 150 * gb, expected: { low: 200.5 * gb, high: 802 * gb } }]);
});

test('small and great nights of every week are usual, and so are small amounts', () => {
  expect(sizes(Array.from({ length: 35 }, (_, night) => (night % 7 === 5 ? 400 : 20 + (night % 4))))).toEqual([]);
  expect(sizes([...steady.map(() => 0.1), 0.9, 0.01])).toEqual([]);
});

test('what stays so becomes usual, and little is known of thirteen nights', () => {
  expect(sizes([...steady, ...new Array(20).fill(100)])).toEqual(['night 14 raised', 'night 16 cleared']);
  expect(sizes([...steady.slice(0, 13), 100])).toEqual([]);
});
