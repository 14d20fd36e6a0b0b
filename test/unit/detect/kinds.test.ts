import { expect, test } from 'vitest';
import { createDetector } from '../../../gateway/detect/detector.ts';
import { midnight, play, reading, room, ruleOf, told } from './judging.ts';

const tooMuch = { kind: 'threshold', side: 'above', levels: [800, 1500], clear: 700 } as const;

test('a threshold is an alert once it has held, since the first breach', () => {
  const rules = [ruleOf(tooMuch, { holdMs: 1_200_000 })];
  expect(
    play(rules, [
      ['0m', 900],
      ['10m', 750],
      ['20m', 900],
      ['30m', 950],
      ['40m', 820],
    ]),
  ).toEqual(['40m raised warning since 20m']);
});

test('a threshold is not passed by the level itself', () => {
  expect(
    play(
      [ruleOf(tooMuch)],
      [
        ['0m', 800],
        ['10m', 800.1],
      ],
    ),
  ).toEqual(['10m raised warning since 10m']);
});

test('an alert clears only beyond the clear level, and after the clear hold', () => {
  const rules = [ruleOf(tooMuch, { clearHoldMs: 600_000 })];
  expect(
    play(rules, [
      ['0m', 900],
      ['10m', 750],
      ['20m', 700],
      ['30m', 705],
      ['40m', 690],
      ['50m', 690],
    ]),
  ).toEqual(['0m raised warning since 0m', '50m cleared clear from 40m']);
});

test('a graver level that holds worsens the same alert once', () => {
  const rules = [ruleOf(tooMuch, { holdMs: 600_000 })];
  expect(
    play(rules, [
      ['0m', 900],
      ['10m', 1600],
      ['20m', 1400],
      ['30m', 1600],
      ['40m', 1600],
      ['50m', 1700],
    ]),
  ).toEqual(['10m raised warning since 0m', '40m worsened critical']);
});

test('below works as above does, upside down', () => {
  const cold = { kind: 'threshold', side: 'below', levels: [16, 8], clear: 17 } as const;
  expect(
    play(
      [ruleOf(cold)],
      [
        ['0m', 17],
        ['10m', 15],
        ['20m', 7],
        ['30m', 16.5],
        ['40m', 17],
      ],
    ),
  ).toEqual(['10m raised warning since 10m', '20m worsened critical', '40m cleared clear from 40m']);
});

test('a state is believed until it changes: time alone completes its hold, at its own instant', () => {
  const rules = [ruleOf({ kind: 'state', levels: [[0.5], [0]] }, { holdMs: 300_000 })];
  expect(
    play(rules, [
      ['0m', 1],
      ['10m', 0],
      ['13m', 'tick'],
      ['17m', 'tick'],
      ['60m', 1],
    ]),
  ).toEqual(['15m raised critical since 10m', '60m cleared clear from 60m']);
});

test('a state that changed back before its hold is nobody’s business', () => {
  const rules = [ruleOf({ kind: 'state', levels: [[0]] }, { holdMs: 300_000 })];
  expect(
    play(rules, [
      ['10m', 0],
      ['14m', 1],
      ['20m', 'tick'],
    ]),
  ).toEqual([]);
});

test('a rise of 5 an hour is told, the same height reached slowly is not', () => {
  const rules = [ruleOf({ kind: 'rate', side: 'rises', perHour: 5, overMs: 3_600_000, clear: 2 })];
  const climb = (perStep: number) => Array.from({ length: 13 }, (_, i) => [`${i * 10}m`, i * perStep] as const);
  expect(play(rules, climb(1))).toEqual(['30m raised warning since 30m']);
  expect(play(rules, climb(0.8))).toEqual([]);
});

test('a rate says nothing across a gap longer than it looks back', () => {
  const rules = [ruleOf({ kind: 'rate', side: 'rises', perHour: 5, overMs: 3_600_000, clear: 2 })];
  expect(
    play(rules, [
      ['0m', 0],
      ['10m', 0],
      ['120m', 400],
      ['130m', 400],
    ]),
  ).toEqual([]);
});

test('silence begins at the last reading and ends with the next', () => {
  const rules = [ruleOf({ kind: 'silence', afterMs: 1_800_000 })];
  const ticks = Array.from({ length: 40 }, (_, i) => [`${i + 10}m`, 'tick'] as const);
  expect(play(rules, [['0m', 1], ['10m', 1], ...ticks, ['52m', 1]])).toEqual([
    '41m raised warning since 10m',
    '52m cleared clear from 52m',
  ]);
});

test('one metric is silent alone while its device tells another, not when the whole device is silent', () => {
  const rules = [ruleOf({ kind: 'silence', afterMs: 1_800_000, alone: true }, { metric: room.metric })];
  const play = (warmUntil: number) => {
    const detector = createDetector(rules);
    const warm = { ...room, metric: 'air.temperature' };
    detector.follow([room, warm].map((series) => ({ series, everyMs: 600_000 })));
    const out = detector.judge(reading(0, midnight, 500), midnight);
    for (let at = 0; at <= 70; at++) {
      const time = midnight + at * 60_000;
      if (at % 10 === 1 && at <= warmUntil) out.push(...detector.judge(reading(1, time, 20), time));
      out.push(...detector.tick(time));
    }
    return told(out);
  };
  expect(play(70)).toEqual(['31m raised warning since 0m']);
  expect(play(21)).toEqual([]);
});

test('while nobody looked nobody was silent: after a stop, silence is counted anew', () => {
  const rules = [ruleOf({ kind: 'silence', afterMs: 1_800_000 })];
  const ticks = Array.from({ length: 32 }, (_, i) => [`${i + 300}m`, 'tick'] as const);
  expect(play(rules, [['0m', 1], ['1m', 'tick'], ...ticks])).toEqual(['331m raised warning since 0m']);
});

test('a tick of the past heard once more does not begin the count anew', () => {
  const rules = [ruleOf({ kind: 'silence', afterMs: 1_800_000 })];
  const ticks = [10, 12, 14, 16, 5, 17, 19, 21, 23, 25, 27, 29, 31, 33, 35, 37, 39, 41].map(
    (m) => [`${m}m`, 'tick'] as const,
  );
  expect(play(rules, [['10m', 1], ...ticks])).toEqual(['41m raised warning since 10m']);
});

test('a value that does not move for six hours is stuck since it was first seen', () => {
  const rules = [ruleOf({ kind: 'stuck', within: 0.1 }, { holdMs: 21_600_000 })];
  const same = Array.from({ length: 8 }, (_, i) => [`${i}h`, i === 0 ? 20 : 21.3] as const);
  expect(play(rules, [...same, ['8h', 22]])).toEqual(['420m raised warning since 60m', '480m cleared clear from 480m']);
});

test.each([
  ['outside the physical range', { range: [0, 10_000] as const }, [400, 12_000, 410]],
  ['a counter that goes backwards', { backwards: true as const }, [400, 390, 391]],
  ['a leap between two readings', { leap: 100 }, [400, 600, 610]],
])('%s is implausible until the next reading that is not', (_, more, [a = 0, b = 0, c = 0]) => {
  expect(
    play(
      [ruleOf({ kind: 'implausible', ...more })],
      [
        ['0m', a],
        ['10m', b],
        ['20m', c],
      ],
    ),
  ).toEqual(['10m raised warning since 10m', '20m cleared clear from 20m']);
});

test('a value that cannot be wakes no other rule', () => {
  const rules = [ruleOf(tooMuch), ruleOf({ kind: 'implausible', range: [0, 10_000] }, { id: 'sane' })];
  const detector = createDetector(rules);
  detector.follow([{ series: room, everyMs: 600_000 }]);
  const decisions = detector.judge(reading(0, midnight, 65_535), midnight);
  expect(decisions.map(({ rule, is }) => `${rule} ${is}`)).toEqual(['sane raised']);
});
