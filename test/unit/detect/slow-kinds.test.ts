import { expect, test } from 'vitest';
import type { Condition } from '../../../gateway/domain/rule.ts';
import { ruleMistakes } from '../../../gateway/domain/rule-mistakes.ts';
import { ruleOf } from './judging.ts';
import { type BuildingHour, building, cold, day, meter } from './usual-building.ts';

const watching = (condition: Condition) => ruleOf(condition, { metric: meter.metric });
const office = ({ openness, chance }: BuildingHour) => (openness === 'open' ? 8 : 2) * (1 + 0.15 * chance);
const isWarmed = (one: BuildingHour) =>
  (one.kind === 'working' || one.kind === 'school-holiday') && one.hour >= 5 && one.hour < 18;
const gas = (one: BuildingHour) => ((isWarmed(one) ? 1 : 0.3) * cold(one) * (1 + 0.2 * one.chance)) / 4;
const always = (one: BuildingHour) => (cold(one) * (1 + 0.2 * one.chance)) / 4;

const isRest = ({ kind }: BuildingHour) => kind === 'saturday' || kind === 'sunday';

const baseLoad = watching({ kind: 'base-load', share: 0.2, least: 0.3, counts: true });

test('a base load that creeps up by 4 % a week is told within two months, once', () => {
  const site = building([baseLoad], { use: office, counts: true });
  site.learn(63);
  const begin = site.now();
  const told = site.live(70, ({ at }) => (2 * 0.04 * (at - 63 * 24)) / 168);
  expect(told.map(({ is }) => is)).toEqual(['raised']);
  expect(((told[0]?.at ?? 0) - begin) / day).toBeLessThan(60);
  expect(told[0]).toMatchObject({ expected: { high: expect.closeTo(2.2, 0) } });
});

test('half a year of one base load, and of a base load that heats, is told to nobody', () => {
  const site = building([baseLoad], { use: office, counts: true });
  site.learn(42);
  expect(site.live(180)).toEqual([]);
  const warm = building([baseLoad], { use: (one) => 2 + 0.08 * cold(one) + 0.2 * one.chance, counts: true });
  warm.learn(42);
  expect(warm.live(180).filter(({ is }) => is === 'raised').length).toBeLessThanOrEqual(1);
});

test('a school of two months of holidays has no new base load when they end, and a rise in them is told within a week or so', () => {
  const use = (one: BuildingHour) => (isRest(one) || one.kind === 'school-holiday' ? 1 : 2) * (1 + 0.05 * one.chance);
  const school = { use, counts: true, schoolHolidays: 'closed' } as const;
  const calm = building([baseLoad], school);
  calm.learn(300);
  expect(calm.live(95)).toEqual([]);
  const risen = building([watching({ kind: 'base-load', share: 0.2, least: 0.1, counts: true })], school);
  risen.learn(330);
  const begin = risen.now();
  const told = risen.live(14, () => 0.6);
  expect(told.map(({ is }) => is)).toEqual(['raised']);
  expect(((told[0]?.at ?? 0) - begin) / day).toBeLessThan(9);
});

test('a fortnight of a great fault before the holidays teaches their nights nothing: it is over in a week, and told anew', () => {
  const use = (one: BuildingHour) => 2 * (1 + 0.05 * one.chance);
  const rule = watching({ kind: 'base-load', share: 0.1, least: 0.02, counts: true });
  const site = building([rule], { use, counts: true, schoolHolidays: 'closed' });
  site.learn(96);
  expect(site.live(14, () => 20).map(({ is }) => is)).toEqual(['raised']);
  expect(site.live(7).map(({ is }) => is)).toEqual(['cleared']);
  expect(site.live(7, () => 0.5).map(({ is }) => is)).toEqual(['raised']);
});

const leftOn = watching({ kind: 'left-on', share: 0.5, least: 0.3, counts: true });

test('heating left on when closed is told the second night, and clears when nights are as they were', () => {
  const site = building([leftOn], { use: gas, counts: true });
  site.learn(84);
  const begin = site.now();
  const told = site.live(4, (one) => always(one) - gas(one));
  expect(told.map(({ is }) => is)).toEqual(['raised']);
  expect(((told[0]?.at ?? 0) - begin) / day).toBeLessThan(2.2);
  expect(site.live(4).map(({ is }) => is)).toEqual(['cleared']);
});

test('a building that is never heated while closed is told of a fifth of its heating, one whose nights are lowered is not', () => {
  const whole = (one: BuildingHour) => (isWarmed(one) ? cold(one) * (1 + 0.2 * one.chance) : 0) / 4;
  const fifth = (one: BuildingHour) => (isWarmed(one) ? 0 : cold(one) / 20);
  for (const [use, told] of [
    [whole, ['raised']],
    [gas, []],
  ] as const) {
    const site = building([leftOn], { use, counts: true });
    site.learn(170);
    expect(site.live(5, fifth).map(({ is }) => is)).toEqual(told);
  }
});

test('a winter of lowered nights, and one of nights that never were, is told to nobody', () => {
  for (const use of [gas, always]) {
    const site = building([leftOn], { use, counts: true });
    site.learn(60);
    expect(site.live(90)).toEqual([]);
  }
});

test('rooms kept warm over a week-end are told by their temperature', () => {
  const rule = watching({ kind: 'left-on', share: 0.5, least: 1 });
  const use = (one: BuildingHour) => (isWarmed(one) ? 20.5 : 16 - 0.1 * cold(one)) + 0.3 * one.chance;
  const site = building([rule], { use, counts: false });
  site.learn(82);
  expect(site.live(14)).toEqual([]);
  expect(site.live(7, (one) => (isRest(one) ? 20 - use(one) : 0)).map(({ is }) => is)).toEqual(['raised', 'cleared']);
});

test('without weather, or without opening hours, nobody is told that heating was left on', () => {
  const site = building([leftOn], { use: gas, counts: true, weather: false });
  site.learn(84);
  expect(site.live(7, (one) => always(one) - gas(one))).toEqual([]);
});

const budget = watching({ kind: 'budget', share: 0.15, least: 100 });

test('a month that will take a third more than last year is told in its second week, with what it would come to', () => {
  const site = building([budget], { use: gas, counts: true, from: Date.UTC(2024, 9, 1) });
  site.learn(396);
  const begin = site.now();
  const told = site.live(29, (one) => gas(one) / 3);
  expect(told.map(({ is }) => is)).toEqual(['raised']);
  expect(((told[0]?.at ?? 0) - begin) / day).toBeLessThan(20);
  expect(told[0]).toMatchObject({ since: Date.UTC(2025, 9, 31, 23) });
});

test('a colder year is no more than its cold: nobody is told', () => {
  let colder = 0;

  const site = building([budget], { use: gas, counts: true, from: Date.UTC(2024, 9, 1), cool: () => colder });
  site.learn(396);
  colder = 4;
  expect(site.live(60)).toEqual([]);
});

const changed = watching({ kind: 'change-point', least: 0.5, counts: true });

test('a level that changes is told within a fortnight, since the day it did, and ends once it is known', () => {
  const site = building([changed], { use: office, counts: true });
  site.learn(60);
  site.live(20);
  const begin = site.now();
  const told = site.live(60, () => 1.5);
  expect(told.map(({ is }) => is)).toEqual(['raised', 'cleared']);
  const [first] = told;
  expect(((first?.at ?? 0) - begin) / day).toBeLessThan(14);
  expect(Math.abs((first?.since ?? 0) - begin) / day).toBeLessThan(3);
  if (first?.is !== 'raised') throw new Error('it is raised');
  expect(first.value).toBeGreaterThan(first.expected?.high ?? Number.POSITIVE_INFINITY);
});

test('half a year without a change is told to nobody, nor is one wild day', () => {
  const site = building([changed], { use: office, counts: true });
  site.learn(30);
  expect(site.live(100)).toEqual([]);
  expect(site.live(1, () => 20)).toEqual([]);
  expect(site.live(80)).toEqual([]);
  const heated = building([changed], { use: gas, counts: true });
  heated.learn(120);
  expect(heated.live(120).filter(({ is }) => is === 'raised').length).toBeLessThanOrEqual(1);
});

test('a back-fill of months is learned and tells nobody; it does not end an alert either', () => {
  const site = building(
    [budget, leftOn, changed].map((rule, at) => ({ ...rule, id: `rule-${at}` })),
    { use: gas, counts: true },
  );
  expect(site.learn(200)).toBeUndefined();
  site.restart();
  expect(site.live(1)).toEqual([]);
});

test('a mistake in a rule of the usual is told', () => {
  const wrong: Condition[] = [
    { kind: 'profile', side: 'both', deviations: 0, least: 1 },
    { kind: 'budget', share: 0, least: 1 },
    { kind: 'change-point', least: 0 },
    { kind: 'base-load', share: Number.NaN, least: 1 },
  ];
  expect(wrong.flatMap((condition) => ruleMistakes(watching(condition)))).toEqual([
    'rule "rule" deviations: 0 is not from 1 to 100',
    'rule "rule" share: 0 is not from above 0 to 10 (0.2 for 20 %)',
    'rule "rule" least: 0 is not more than 0',
    'rule "rule" share: NaN is not from above 0 to 10 (0.2 for 20 %)',
  ]);
});
