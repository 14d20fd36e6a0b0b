import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Rule } from '../../../gateway/domain/rule.ts';
import type { Series } from '../../../gateway/domain/series.ts';
import { type JudgedRoad, judgedRoad } from '../../support/judged-road.ts';
import { territoryOfTwo } from '../../support/territory-of-two.ts';
import { ruleOf } from '../../unit/detect/judging.ts';

const begin = Date.UTC(2026, 2, 2, 8);
const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];
const place = { organisation: 'tartas', site: 'mairie-tartas', instance: '' };
const air: Series = { ...place, device: 'air-tartas', type: 'air-quality', metric: 'air.co2' };
const other: Series = { ...place, device: 'serveur-tartas', type: 'linux-host', metric: 'air.co2' };
const rules: Rule[] = [
  ruleOf(
    { kind: 'threshold', side: 'above', levels: [6, 8], clear: 4 },
    { id: 'high', holdMs: 20 * second, clearHoldMs: 20 * second },
  ),
  ruleOf({ kind: 'silence', afterMs: 2 * minute }, { id: 'silent', lostContact: true }),
  ruleOf({ kind: 'implausible', leap: 7 }, { id: 'sane' }),
];

type Step = { readonly wait: number; readonly series?: number; readonly value?: number };
const roads = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ wait: fc.integer({ min: 0, max: 15 }), series: fc.nat(1), value: fc.nat(10) }),
    },
    { weight: 2, arbitrary: fc.record({ wait: fc.integer({ min: 0, max: 60 }) }) },
  ),
  { minLength: 20, maxLength: 60 },
);
/** after which steps the process is killed, and whether it has judged each before the next one comes */
const cuts = fc.record({ killed: fc.array(fc.nat(59), { minLength: 1, maxLength: 4 }), isCalm: fc.boolean() });

test('killed anywhere and judged again from an older checkpoint, alerts are the same and nobody is told twice', async () => {
  let [transitions, kills] = [0, 0];
  async function play(steps: readonly Step[], { killed, isCalm }: { killed: readonly number[]; isCalm: boolean }) {
    await using road = await judgedRoad({ rules, series: [air, other], knowsSigns: false });
    let at = begin;
    for (const [number, { wait, series, value = 0 }] of steps.entries()) {
      at += wait * second;
      if (series === undefined) road.tick(at);
      else road.append(at, [[series, at, value]]);
      // what is judged piece by piece is kept seldom: much is judged again
      if (isCalm) await road.settled();
      for (const _ of killed.filter((after) => after === number)) {
        await road.kill();
        await road.start();
        kills++;
      }
    }
    await road.settled();
    expect(road.troubles).toEqual([]);
    // the time of a tick that changed nothing need not be kept
    const { slots } = await road.book();
    return { slots: slots.toSorted(([a], [b]) => (a < b ? -1 : 1)), told: road.told.map(({ line }) => line) };
  }
  await fc.assert(
    fc.asyncProperty(roads, cuts, async (steps, cut) => {
      const whole = await play(steps, { killed: [], isCalm: false });
      const broken = await play(steps, cut);
      expect(broken).toEqual(whole);
      expect(new Set(broken.told).size).toBe(broken.told.length);
      transitions += broken.told.length;
    }),
    { numRuns: 25 },
  );
  expect(transitions).toBeGreaterThan(100);
  expect(kills).toBeGreaterThan(20);
});

test('a reading that breaks a rule is an alert that is told; late readings and those of a clock ahead are none', async () => {
  await using road = await judgedRoad({ rules, series: [air, other] });
  const high = (at: number, time: number) => road.append(at, [[0, time, 7]]);
  // a gateway that sends what it kept, hours old, and one whose clock runs ahead
  for (let late = 0; late < 60; late++) high(begin + late * second, begin - 6 * hour + late * minute);
  high(begin + minute, begin + hour);
  road.tick(begin + 2 * minute);
  await road.settled();
  expect(road.told).toEqual([]);

  for (let of = 2; of < 6; of++) high(begin + of * minute, begin + of * minute);
  road.append(begin + 6 * minute, [[0, begin + 6 * minute, 3]]);
  road.append(begin + 7 * minute, [[0, begin + 7 * minute, 3]]);
  for (let of = 8; of < 16; of++) road.tick(begin + of * minute);
  await road.settled();
  expect(road.told.map(({ alert, line }) => [alert.rule, alert.value, line.split(' ').slice(1).join(' ')])).toEqual([
    ['high', 7, '1 raised'],
    ['high', 7, '2 cleared'],
    ['silent', null, '1 raised'],
  ]);
  expect(road.told[2]?.alert.link).toEqual({ is: 'device' });
  expect(road.told[0]?.alert).toMatchObject({
    organisation: 'tartas',
    site: 'mairie-tartas',
    since: begin + 2 * minute,
  });
});

test('a site that falls silent as a whole is told as one', async () => {
  await using road = await judgedRoad({ rules, series: [air, other] });
  for (const series of [0, 1]) road.append(begin, [[series, begin, 3]]);
  // the sensors speak every ten minutes, the server every minute
  for (let of = 0; of < 40; of++) road.tick(begin + of * minute);
  await road.settled();
  expect(road.told.map(({ alert }) => alert.rule)).toEqual(['silent', 'silent']);
  const later = ruleOf({ kind: 'silence', afterMs: 35 * minute }, { id: 'silent', lostContact: true });
  await using patient = await judgedRoad({ rules: [later], series: [air, other] });
  for (const series of [0, 1]) patient.append(begin, [[series, begin, 3]]);
  for (let of = 0; of < 40; of++) patient.tick(begin + of * minute);
  await patient.settled();
  expect(patient.told.map(({ alert }) => alert.link)).toEqual([{ is: 'site' }, { is: 'site' }]);
});

test('a rule that is changed, or goes, ends its alerts without a restart', async () => {
  await using road = await judgedRoad({ rules, series: [air, other] });
  for (let of = 0; of < 3; of++) road.append(begin + of * minute, [[0, begin + of * minute, 7]]);
  await road.settled();
  road.change(rules.filter(({ id }) => id !== 'high'));
  road.tick(begin + 3 * minute);
  await expect.poll(() => road.told.map(({ line }) => line.split(' ')[2])).toEqual(['raised', 'cleared']);
  expect(road.told[1]?.alert.timeline.at(-1)?.reason).toEqual({ because: 'rule changed' });
});

const power: Series = { ...place, device: 'air-tartas', type: 'air-quality', metric: 'electricity.power' };
const usual: Rule = ruleOf(
  { kind: 'profile', side: 'above', deviations: 6, least: 200 },
  { id: 'unusual', metric: 'electricity.power' },
);
const quiet: Rule = ruleOf({ kind: 'silence', afterMs: 20 * minute }, { id: 'silent', metric: 'electricity.power' });
/** kilowatts by day, little by night, and one wild day that was long ago */
function past(from: number, days: number, everyMs: number): [number, number][] {
  return Array.from({ length: (days * day) / everyMs }, (_, one) => {
    const at = from + one * everyMs;
    const hourOfDay = Math.floor((at % day) / hour);
    const isWild = at >= from + 20 * day && at < from + 20.5 * day;
    return [at, (hourOfDay >= 8 && hourOfDay < 18 ? 1_000 : 100) + (one % 7) * 10 + (isWild ? 5_000 : 0)];
  });
}
function raised(road: JudgedRoad): string[] {
  return road.told.filter(({ line }) => line.endsWith(' raised')).map(({ alert }) => alert.rule);
}

/** Four hours of a night with so much power. */
async function night(road: JudgedRoad, from: number, watts: number): Promise<void> {
  for (let of = 0; of < 24; of++) {
    const at = from + of * 10 * minute;
    road.append(at, [[0, at, watts]]);
    for (let tick = 0; tick < 10; tick++) road.tick(at + tick * minute);
  }
  await road.settled();
}

test('history that stands in the store before judgement begins teaches what is usual, and raises nobody', async () => {
  const evening = begin + 14 * hour;
  for (const teaches of [true, false]) {
    await using road = await judgedRoad({ rules: [usual, quiet], series: [power] });
    if (teaches) await road.keepPast(0, past(evening - 50 * day, 50, 10 * minute));
    road.append(evening, [[0, evening, 100]]);
    road.tick(evening + second);
    await road.settled();
    expect(road.told).toEqual([]);
    await night(road, evening + 10 * minute, 2_000);
    expect(raised(road)).toEqual(teaches ? ['unusual'] : []);
    if (teaches) expect(road.told[0]?.alert.expected?.high).toBeLessThan(1_000);
  }
});

test('what is imported later is learned from as well, whoever is killed meanwhile; coarse history makes nobody silent', async () => {
  const evening = begin + 14 * hour;
  const retired: Series = { ...power, device: 'serveur-tartas', type: 'linux-host' };
  await using road = await judgedRoad({ rules: [usual, quiet], series: [power, retired] });
  // live for a day, so that something is known already
  for (let of = -144; of <= 0; of++) road.append(evening + of * 10 * minute, [[0, evening + of * 10 * minute, 100]]);
  road.tick(evening + second);
  await road.settled();
  await road.keepPast(0, past(evening - 50 * day, 49, hour));
  // which nobody has heard of since
  await road.keepPast(1, past(evening - 50 * day, 49, hour));
  road.leave(true);
  await road.now().judgement.learn(['air-tartas', 'serveur-tartas']);
  await road.kill();
  await road.start();
  road.tick(evening + 2 * second);
  await expect.poll(() => road.now().judgement.progress.trouble).toMatch('the store is away');
  road.leave(false);
  road.tick(evening + 2 * minute);
  await road.settled();
  expect(road.told).toEqual([]);
  await night(road, evening + 10 * minute, 2_000);
  expect(raised(road)).toEqual(['unusual']);

  // all that could be learned was: another start asks for nothing
  await road.kill();
  const before = road.asked();
  await road.start();
  road.tick(evening + 5 * hour);
  await road.settled();
  expect(road.asked()).toBe(before);
});

test('rooms learn from an imported past what they differ by: a room that is apart is told without a fortnight of waiting', async () => {
  const monday = begin;
  const warmth: Series[] = ['a', 'b', 'c', 'd'].map((device) => {
    return { ...place, device: `salle-${device}`, type: 'climate', metric: 'air.temperature' };
  });
  const territory = {
    ...territoryOfTwo(),
    devices: new Map(warmth.map(({ device, type, site }) => [device, { id: device, name: device, type, site }])),
  };
  const shown = (room: number, time: number) => 19 + 3 * Math.sin(time / (2 * day)) + 0.6 * room;
  const apart = ruleOf({ kind: 'apart', deviations: 3.5, least: 0.7 }, { id: 'apart', metric: 'air.temperature' });
  for (const imports of ['all', 'one', 'none'] as const) {
    await using road = await judgedRoad({ rules: [apart], series: warmth, territory });
    const past = (room: number) =>
      Array.from({ length: 40 * 48 }, (_, at): [number, number] => {
        const time = monday - 40 * day + (at * day) / 48;
        return [time, shown(room, time)];
      });
    const live = async (from: number, to: number, off: number) => {
      for (let time = from; time < to; time += hour / 2) {
        road.append(
          time,
          warmth.map((_, room) => [room, time, shown(room, time) + (room === 1 ? off : 0)]),
        );
      }
      road.tick(to);
      await road.settled();
    };
    if (imports !== 'none') for (const room of warmth.keys()) await road.keepPast(room, past(room));
    await live(monday, monday + day, 0);
    // one room's file, taken in once more, makes nobody forget
    if (imports === 'one') await road.now().judgement.learn(['salle-b']);
    await live(monday + day, monday + 3 * day, 2);
    const told = road.told.filter(({ line }) => line.endsWith(' raised')).map(({ alert }) => alert.device);
    expect(told).toEqual(imports === 'none' ? [] : ['salle-b']);
  }
});

test('our own clock set forward for a while and back: what breaks a rule afterwards is told, and what was open ends', async () => {
  await using road = await judgedRoad({
    rules: [ruleOf({ kind: 'threshold', side: 'above', levels: [6], clear: 4 }, { id: 'high' })],
    series: [air, other],
  });
  const live = async (from: number, value: readonly [number, number]) => {
    for (let at = from; at < from + minute; at += 10 * second) {
      road.append(at, [
        [0, at, value[0]],
        [1, at, value[1]],
      ]);
      road.tick(at + second);
    }
    await road.settled();
  };
  await live(begin, [1, 1]);
  await live(begin + 3 * day, [7, 7]);
  await live(begin + 3 * day + minute, [1, 7]);
  // it is today again
  await live(begin + 2 * minute, [1, 1]);
  await live(begin + 3 * minute, [7, 1]);
  const lines = road.told.map(({ alert, line }) => `${alert.device} ${line.split(' ').slice(2).join(' ')}`);
  expect(lines.sort()).toEqual([
    'air-tartas cleared',
    'air-tartas raised',
    'air-tartas raised',
    'serveur-tartas cleared',
    'serveur-tartas raised',
  ]);
});
