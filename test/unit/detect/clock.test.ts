import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import { clockMetric } from '../../../devices/metric.ts';
import { createDetector } from '../../../gateway/detect/detector.ts';
import { defaultRules } from '../../../gateway/domain/written-rule.ts';
import { midnight, reading, room, ruleOf, told } from './judging.ts';

const minute = 60_000;
const [own, clock, neighbour] = [0, 1, 2];
const silent = ruleOf({ kind: 'silence', afterMs: 3 * minute }, { id: 'silent', lostContact: true });
const wrong = defaultRules(catalogue).filter(({ id, scope }) => id === 'clock' && scope.type === room.type);

/** A device, what the intake says of its clock, and another one; told minute by minute, with a tick behind each. */
function deviceInHand() {
  const detector = createDetector([silent, ...wrong]);
  const series = [room, { ...room, metric: clockMetric }, { ...room, device: 'salle-2' }];
  detector.follow(series.map((one) => ({ series: one, everyMs: minute })));
  return {
    detector,
    /** `read` gives what comes in a minute: the series and how far ahead of our clock its time is, min */
    live: (from: number, to: number, read: (at: number) => readonly (readonly [number, number, number])[]) =>
      Array.from({ length: to - from }, (_, step) => from + step).flatMap((at) => {
        const now = midnight + at * minute;
        const judged = read(at).flatMap(([of, ahead, value]) =>
          detector.judge(reading(of, now + ahead * minute, value), now),
        );
        return [...judged, ...detector.tick(now)];
      }),
  };
}

test('a device that falls silent with its clock ahead is told as soon as any other', () => {
  const { live } = deviceInHand();
  const decisions = live(0, 30, (at) =>
    at <= 10
      ? [
          [own, 4, 1],
          [neighbour, 0, 1],
        ]
      : [],
  );
  expect(decisions.map(({ device }) => device)).toEqual(['salle-1', 'salle-2']);
  expect(told(decisions)).toEqual(Array(2).fill('14m raised warning since 10m'));
});

test('a device whose clock is set forward and back lives all the while', () => {
  const { live } = deviceInHand();
  expect(live(0, 60, (at) => [[own, at < 20 ? 4.9 : at < 40 ? 0 : -1, at]])).toEqual([]);
});

test('our own clock set forward and back keeps nobody’s silence asleep, for a device that dies meanwhile or later', () => {
  const { live } = deviceInHand();
  const day = 1_440;
  const alive = [
    [own, 0, 1],
    [neighbour, 0, 1],
  ] as const;
  expect(live(0, 10, () => alive)).toEqual([]);
  // for ten minutes it is tomorrow; one of them dies then
  expect(live(day + 10, day + 20, (at) => (at < day + 12 ? alive : [[neighbour, 0, 1]]))).toMatchObject([
    { is: 'raised', device: 'salle-1' },
  ]);
  const back = live(20, 60, (at) => (at < 40 ? [[neighbour, 0, 1]] : []));
  expect(back).toMatchObject([{ is: 'raised', device: 'salle-2', at: midnight + 43 * minute }]);
  expect(live(60, 61, () => alive)).toMatchObject([{ is: 'cleared' }, { is: 'cleared' }]);
});

test('what comes while our own clock is back again is judged, not taken for late', () => {
  const { detector, live } = deviceInHand();
  live(1_440, 1_445, () => [[own, 0, 1]]);
  live(10, 20, () => [[own, 0, 1]]);
  expect(detector.unjudged()).toEqual({ late: 2, ahead: 0 });
});

test('a clock set wrong is told in the second message, not as a silence, and ends by itself once the clock is right', () => {
  const { live } = deviceInHand();
  const decisions = live(0, 60, (at) => {
    if (at < 10) return [[own, 0, 1]];
    // the intake refuses what is ahead and says by how much
    return at < 40
      ? [[clock, 0, 360]]
      : [
          [clock, 0, 0],
          [own, 0, 1],
        ];
  });
  expect(decisions.map(({ rule }) => rule)).toEqual(['clock', 'clock']);
  expect(told(decisions)).toEqual(['20m raised warning since 10m', '40m cleared clear from 40m']);
});

test('a device whose clock is wrong and that dies then is silent', () => {
  const { live } = deviceInHand();
  const decisions = live(0, 60, (at) => (at < 10 ? [[own, 0, 1]] : at < 40 ? [[clock, 0, 360]] : []));
  expect(decisions.map(({ rule, is, at }) => `${rule} ${is} ${(at - midnight) / minute}`)).toEqual([
    'clock raised 20',
    'silent raised 43',
  ]);
});

test('every device type has the rule of a clock set wrong, and it is said in both languages', () => {
  const all = defaultRules(catalogue).filter(({ id }) => id === 'clock');
  expect(all.length).toBe(catalogue.size);
  for (const { say, metric } of all) {
    expect(metric).toBe(clockMetric);
    expect(say).toEqual({
      fr: 'Horloge mal réglée : relevés refusés',
      en: 'Clock set wrong: readings refused',
    });
  }
});
