import { expect, test } from 'vitest';
import type { Rule } from '../../../gateway/domain/rule.ts';
import { ruleOf } from './judging.ts';
import { type BuildingHour, building, cold, day, hour, meter, toldFrom } from './usual-building.ts';

const unusual: Rule = ruleOf(
  { kind: 'profile', side: 'both', deviations: 4, least: 1, counts: true },
  { metric: meter.metric, holdMs: 2 * hour, clearHoldMs: 2 * hour },
);
const office = ({ openness, chance }: BuildingHour) => (openness === 'open' ? 8 : 2) * (1 + 0.15 * chance);
const gas = (one: BuildingHour) => {
  const isWarmed = one.hour >= 5 && one.hour < 18 && one.kind === 'working';
  return ((isWarmed ? 1 : 0.35) * cold(one) * (1 + 0.2 * one.chance)) / 4;
};

/** no school holidays for eleven weeks, no change of the clocks */
const afterEaster = Date.UTC(2026, 3, 20);

test('a usual half year of an office, from two weeks of history on, is told to nobody', () => {
  const site = building([unusual], { use: office, counts: true });
  site.learn(14);
  expect(site.live(180)).toEqual([]);
});

test('the cold explains a winter of heating: at most two false alerts in four months', () => {
  const site = building([unusual], { use: gas, counts: true });
  site.learn(60);
  const begin = site.now();
  expect(toldFrom(begin, site.live(120)).filter((one) => one.includes('raised')).length).toBeLessThanOrEqual(2);
});

test('lights left on over a week-end are told on its first evening, with what was usual', () => {
  const site = building([unusual], { use: office, counts: true });
  site.learn(34);
  const begin = site.now();
  const [first, ...more] = site.live(7, ({ kind }) => (kind === 'saturday' || kind === 'sunday' ? 3 : 0));
  expect(first).toMatchObject({ is: 'raised', severity: 'warning' });
  const friday = begin - 2 * hour;
  expect(((first?.at ?? 0) - friday) / day).toBeLessThan(1.3);
  if (first?.is !== 'raised') throw new Error('it is raised');
  expect(first.value).toBeGreaterThan(4.5);
  expect(first.expected?.high).toBeLessThan(4.5);
  expect(first.expected?.low).toBeGreaterThanOrEqual(0);
  expect(more.map(({ is }) => is)).toEqual(['cleared']);
});

test('a meter that stands still is unusual too, and a holiday is as a Sunday', () => {
  const site = building([unusual], { use: office, counts: true });
  site.learn(70);
  // 11 November is a Tuesday
  expect(site.live(2, () => 0)).toEqual([]);
  const begin = site.now();
  expect(
    toldFrom(
      begin,
      site.live(1, (one) => -office(one)),
    )[0],
  ).toMatch(/^0d 2h raised 0\.0 /);
});

test('an anomaly of a week does not become usual', () => {
  const [one, other] = [0, 6].map((fault) => {
    const site = building([unusual], { use: office, counts: true, from: afterEaster });
    site.learn(35);
    site.live(7, () => fault);
    // in the next week, by night
    const [told] = site.live(9, ({ at }) => (at >= 50 * 24 ? 8 : 0)).filter(({ is }) => is === 'raised');
    return told?.is === 'raised' ? told.expected : undefined;
  });
  expect(one?.high).toBeGreaterThan(2);
  expect((other?.high ?? 0) / (one?.high ?? 1)).toBeLessThan(1.35);
});

test('what is so for a month is the new usual', () => {
  const site = building([unusual], { use: office, counts: true, from: afterEaster });
  site.learn(35);
  expect(site.live(32, () => 20).map(({ is }) => is)).toEqual(['raised', 'cleared']);
  expect(site.live(10, () => 20)).toEqual([]);
});

test('late readings teach and page nobody', () => {
  const site = building([unusual], { use: office, counts: true });
  site.learn(1);
  expect(site.late(20)).toEqual([]);
  expect(site.live(1, () => 20)[0]).toMatchObject({ is: 'raised' });
});

test('a restart in the middle of a learned month changes nothing', () => {
  const [one, other] = [0, 1].map(() => building([unusual], { use: office, counts: true }));
  one?.learn(30);
  other?.learn(17);
  other?.restart();
  other?.learn(13);
  other?.restart();
  const expected = one?.live(7, ({ kind }) => (kind === 'sunday' ? 5 : 0));
  expect(expected?.length).toBeGreaterThan(0);
  expect(other?.live(7, ({ kind }) => (kind === 'sunday' ? 5 : 0))).toEqual(expected);
});

test('a gauge is judged by its hours as well', () => {
  const rule = ruleOf(
    { kind: 'profile', side: 'above', deviations: 4, least: 100 },
    { metric: meter.metric, holdMs: 2 * hour },
  );
  const use = ({ openness, chance }: BuildingHour) => (openness === 'open' ? 900 : 450) + 60 * chance;
  const site = building([rule], { use, counts: false, weather: false });
  site.learn(21);
  expect(site.live(10)).toEqual([]);
  expect(site.live(1, ({ hour: clock }) => (clock < 6 ? 500 : 0))[0]).toMatchObject({ is: 'raised' });
});
