import { expect, test } from 'vitest';
import { createDetector } from '../../../gateway/detect/detector.ts';
import { createFellows } from '../../../gateway/detect/fellows.ts';
import { createSurroundings } from '../../../gateway/detect/surroundings.ts';
import type { Decision } from '../../../gateway/domain/decision.ts';
import { ruleMistakes } from '../../../gateway/domain/rule-mistakes.ts';
import { ruleOf } from './judging.ts';
import { type BuildingHour, building, day, hour, meter } from './usual-building.ts';

const monday = Date.UTC(2026, 0, 4, 23);
const apart = ruleOf({ kind: 'apart', deviations: 3.5, least: 0.7 }, { metric: 'air.temperature' });

/** Rooms of one school, °C every half hour; `of` says how each differs from the building, which follows the weather. */
function rooms(names: readonly string[], of: (room: string, days: number, hour: number) => number) {
  const site = { id: 'ecole', name: 'École', organisation: 'tartas', timeZone: 'Europe/Paris', fewStaff: false };
  const series = names.map((device) => {
    return { organisation: 'tartas', site: 'ecole', device, type: 'climate', metric: 'air.temperature', instance: '' };
  });
  const begin = () => {
    const around = createSurroundings(
      { sites: new Map([[site.id, site]]), calendars: new Map(), devices: new Map() },
      () => false,
    );
    const one = createDetector([apart]);
    one.follow(series.map((each) => ({ series: each, everyMs: hour / 2, ...around.of(each) })));
    return one;
  };
  let detector = begin();
  let now = monday;
  return {
    live(days: number): Decision[] {
      const told: Decision[] = [];
      for (const end = now + days * day; now < end; now += hour / 2) {
        const since = (now - monday) / day;
        const weather = 3 * Math.sin(since) + 2 * Math.sin(2 * Math.PI * since);
        const values = names.map((name) => 19 + weather + of(name, since, 24 * (since % 1)));
        told.push(
          ...detector.judge(
            {
              series: Int32Array.from(names.keys()),
              times: new Float64Array(names.length).fill(now),
              values: Float64Array.from(values),
            },
            now,
          ),
        );
      }
      return told;
    },
    /** the rooms' state before and after some of them told an old day once more */
    retold(numbers: readonly number[]): unknown[] {
      const before = detector.state().outdoor;
      const { hear, end } = detector.retell(numbers);
      for (let at = 0; at < 48; at++) for (const number of numbers) hear(number, monday - day + (at * hour) / 2, 30);
      const meanwhile = detector.state().outdoor;
      end();
      return [before, meanwhile, detector.state().outdoor];
    },
    restart(): void {
      const state = detector.state();
      detector = begin();
      detector.restore(JSON.parse(JSON.stringify(state)), now);
    },
  };
}

const four = ['a', 'b', 'c', 'd'];
/** each room has its own place and its own sun */
const own = (room: string, of: number) => four.indexOf(room) * 0.6 + (of > 8 && of < 16 ? four.indexOf(room) * 0.4 : 0);

test('rooms that differ as they always do, whatever the weather, are told to nobody', () => {
  const school = rooms(four, (room, _, at) => own(room, at));
  expect(school.live(60)).toEqual([]);
});

test('a sensor that drifts by 0.3 °C a day is told within four days, with what the others say it should show, also over a restart', () => {
  const school = rooms(four, (room, days, at) => own(room, at) + (room === 'c' ? Math.max(0, days - 28) * 0.3 : 0));
  expect(school.live(29)).toEqual([]);
  school.restart();
  const told = school.live(4);
  expect(told.map(({ is, device }) => [is, device])).toEqual([['raised', 'c']]);
  expect(told[0]?.is === 'raised' && (told[0].value ?? 0) > (told[0].expected?.high ?? Number.NaN)).toBe(true);
});

test('a room that is cold on mornings alone, because its heating is weak, is told once', () => {
  const school = rooms(four, (room, days, at) => {
    const isCold = room === 'b' && days >= 28 && at >= 5 && at < 12;
    return own(room, at) - (isCold ? 1.2 : 0);
  });
  school.live(28);
  expect(school.live(6).map(({ is, device }) => [is, device])).toEqual([['raised', 'b']]);
});

test('a sensor hung elsewhere is the new usual after a fortnight', () => {
  const school = rooms(four, (room, days, at) => own(room, at) + (room === 'a' && days >= 28 ? 3 : 0));
  school.live(28);
  expect(school.live(40).map(({ is }) => is)).toEqual(['raised', 'cleared']);
});

test('rooms that tell an old day to a new fellow are afterwards as they were', () => {
  const school = rooms(four, (room, _, at) => own(room, at));
  school.live(5);
  const [before, meanwhile, after] = school.retold([1, 2]);
  expect(meanwhile).not.toEqual(before);
  expect(after).toEqual(before);
});

test('of two rooms nobody knows which is apart, and nobody is told', () => {
  const school = rooms(['a', 'b'], (room, days) => (room === 'b' && days >= 28 ? 5 : 0));
  expect(school.live(40)).toEqual([]);
});

test('fellows answer with the median of the others for the hour, whatever comes late', () => {
  const fellows = createFellows();
  const [one, two, three] = [fellows.join(), fellows.join(), fellows.join()];
  two.hear(monday, 18);
  expect(one.others(monday)).toBeNaN();
  three.hear(monday + 60_000, 21);
  three.hear(monday + 120_000, 23);
  expect(one.others(monday)).toBe(20);
  three.hear(monday + 5 * hour, 10);
  two.hear(monday - 4 * hour, 99);
  expect(two.others(monday)).toBeNaN();
  const again = createFellows();
  const [first, second, third] = [again.join(), again.join(), again.join()];
  second.restore(two.state());
  third.restore([1, 2]);
  third.hear(monday, 22);
  expect(first.others(monday)).toBe(20);
});

const isWarmed = (one: BuildingHour) =>
  (one.kind === 'working' || one.kind === 'school-holiday') && one.hour >= 6 && one.hour < 18;

/** °C of a room that cools by 1/50 of its difference to the outside in an hour, down to what it is held at. */
function coolingRoom(heldAt: () => number) {
  let room = 20;
  return (one: BuildingHour) => {
    room = isWarmed(one) ? 20 : Math.max(heldAt(), room - (room - one.celsius) / 50);
    return room + 0.1 * one.chance;
  };
}

const held = ruleOf({ kind: 'held-warm', least: 0.8 }, { metric: meter.metric });

test('a room held 2 °C warmer at night is told by the second night or the week-end, and clears when nights are as they were', () => {
  let heldAt = 16;
  const site = building([held], { use: coolingRoom(() => heldAt), counts: false });
  site.learn(100);
  expect(site.live(21)).toEqual([]);
  heldAt = 18;
  expect(site.live(4).map(({ is }) => is)).toEqual(['raised']);
  heldAt = 16;
  expect(site.live(7).map(({ is }) => is)).toEqual(['cleared']);
});

test('a winter of lowered nights, of nights never lowered, and of a building that only cools is told to nobody', () => {
  for (const heldAt of [16, 20, 5]) {
    const site = building([held], { use: coolingRoom(() => heldAt), counts: false });
    site.learn(60);
    expect(site.live(70)).toEqual([]);
  }
});

test('a building that always cooled all night is told when it is held at all', () => {
  let heldAt = 5;
  const site = building([held], { use: coolingRoom(() => heldAt), counts: false });
  site.learn(110);
  heldAt = 19;
  expect(site.live(4).map(({ is }) => is)).toEqual(['raised']);
});

test('a building that is hardly ever held is told in the third night in which something holds it, however little', () => {
  let heldAt = 5;
  const site = building([held], { use: coolingRoom(() => heldAt), counts: false });
  site.learn(110);
  // less than 1.6 °C above where such nights end: reached on the nights of a week-end and of a holiday
  heldAt = 14;
  expect(site.live(6)).toEqual([]);
  expect(site.live(2).map(({ is }) => is)).toEqual(['raised']);
});

test('a room that cools below where it was held is held no more, though it does not cool to where it usually is', () => {
  let [heldAt, cools] = [12, 50];
  let room = 20;
  const use = (one: BuildingHour) => {
    room = isWarmed(one) ? 20 : Math.max(heldAt, room - (room - one.celsius) / cools);
    return room + 0.1 * one.chance;
  };
  const site = building([held], { use, counts: false });
  site.learn(110);
  heldAt = 20;
  expect(site.live(4).map(({ is }) => is)).toEqual(['raised']);
  [heldAt, cools] = [12, 120];
  expect(site.live(2).map(({ is }) => is)).toEqual(['cleared']);
});

test('nights too mild to say anything end an alert after six days, so that the next one is told', () => {
  let [heldAt, warmer] = [16, 0];
  const site = building([held], { use: coolingRoom(() => heldAt), counts: false, cool: () => -warmer });
  site.learn(110);
  heldAt = 18;
  expect(site.live(4).map(({ is }) => is)).toEqual(['raised']);
  warmer = 14;
  const begin = site.now();
  const over = site.live(7);
  expect(over.map(({ is }) => is)).toEqual(['cleared']);
  expect(((over[0]?.at ?? 0) - begin) / day).toBeGreaterThan(4);
  warmer = 0;
  expect(site.live(4).map(({ is }) => is)).toEqual(['raised']);
});

const airing = ruleOf({ kind: 'airing', deviations: 3, share: 0.25, least: 60 }, { metric: meter.metric });
const breathed = ({ openness, chance }: BuildingHour) => 420 + (openness === 'open' ? 380 * (1 + 0.3 * chance) : 10);

test('a ventilation that gives half is told within two days of work, and clears when it is mended', () => {
  const site = building([airing], { use: breathed, counts: false });
  site.learn(35);
  expect(site.live(28)).toEqual([]);
  const begin = site.now();
  const told = site.live(4, (one) => (one.openness === 'open' ? breathed(one) - 420 : 0));
  expect(told.map(({ is }) => is)).toEqual(['raised']);
  expect(((told[0]?.at ?? 0) - begin) / day).toBeLessThan(2.1);
  expect(site.live(10).map(({ is }) => is)).toEqual(['cleared']);
});

test('an open day on which nobody came says nothing of the air, nor hides what the days around it say', () => {
  const site = building([airing], { use: breathed, counts: false });
  site.learn(35);
  const poorer = (one: BuildingHour) => {
    if (one.openness !== 'open') return 0;
    const people = breathed(one) - 420;
    return Math.floor(one.at / 24) % 2 === 1 ? -people : 0.3 * people;
  };
  expect(site.live(5, poorer).map(({ is }) => is)).toEqual(['raised']);
});

test('what was told for three weeks teaches nothing: the same again is told as soon', () => {
  const site = building([airing], { use: breathed, counts: false });
  site.learn(35);
  const poorer = (one: BuildingHour) => (one.openness === 'open' ? 0.35 * (breathed(one) - 420) : 0);
  expect(site.live(21, poorer).map(({ is }) => is)).toEqual(['raised']);
  expect(site.live(7).map(({ is }) => is)).toEqual(['cleared']);
  expect(site.live(3, poorer).map(({ is }) => is)).toEqual(['raised']);
});

test('a meeting in the evening, or two months of days that differ, is no ventilation that fails', () => {
  const site = building([airing], { use: breathed, counts: false });
  site.learn(35);
  expect(
    site.live(60, ({ hour: at, at: since }) => (at > 18 && at < 23 && Math.floor(since / 24) % 7 < 2 ? 2500 : 0)),
  ).toEqual([]);
});

test('what these kinds cannot judge by is a mistake that names the key', () => {
  const mistakes = [
    ruleOf({ kind: 'apart', deviations: 0, least: 0.7 }),
    ruleOf({ kind: 'held-warm', least: 0 }),
    ruleOf({ kind: 'airing', deviations: 3, share: 0, least: 60 }),
  ].map(ruleMistakes);
  expect(mistakes).toEqual([
    ['rule "rule" deviations: 0 is not from 1 to 100'],
    ['rule "rule" least: 0 is not more than 0'],
    ['rule "rule" share: 0 is not from above 0 to 10 (0.2 for 20 %)'],
  ]);
});
