import { expect, test } from 'vitest';
import { type Collector, CollectTrouble, type Learnt } from '../../../collector/collector.ts';
import type { Trouble } from '../../../collector/loop.ts';
import { createSchedule, type ScheduleOptions } from '../../../collector/schedule.ts';
import type { Device } from '../../../devices/territory.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const minute = 60_000;
const start = Date.UTC(2026, 2, 1, 8);

test('each device is asked once in every interval, at a moment of its own that a restart does not change', async () => {
  const moments = async () => {
    const world = watch(names(50));
    await world.clock.advance(11 * minute);
    const settled = world.asked.filter(({ time }) => time >= start + minute);
    return Map.groupBy(settled, ({ device }) => device);
  };
  const [first, again] = [await moments(), await moments()];
  expect(first).toEqual(again);
  expect(first.size).toBe(50);
  for (const asked of first.values()) {
    expect(asked).toHaveLength(10);
    const phases = new Set(asked.map(({ time }) => time % minute));
    expect(phases.size).toBe(1);
  }
});

test('10,000 devices of a minute are spread over it: no second has more than twice its share', async () => {
  const world = watch(names(10_000));
  await world.clock.advance(minute - 1);
  expect(new Set(world.asked.map(({ device }) => device)).size).toBe(10_000);
  const before = world.asked.length;
  await world.clock.advance(minute);
  const inOneMinute = world.asked.slice(before);
  expect(inOneMinute).toHaveLength(10_000);
  const seconds = Map.groupBy(inOneMinute, ({ time }) => Math.floor((time - start) / 1000));
  expect(seconds.size).toBeGreaterThanOrEqual(60);
  expect(Math.max(...[...seconds.values()].map((one) => one.length))).toBeLessThan(2 * (10_000 / 60));
});

test('what is asked once a day is asked soon after the start as well', async () => {
  const world = watch(names(5), { everyMs: 24 * 60 * minute });
  await world.clock.advance(500);
  expect(new Set(world.asked.map(({ device }) => device)).size).toBe(5);
  await world.clock.advance(24 * 60 * minute);
  expect(world.asked).toHaveLength(10);
});

test('a device that answers slowly is never asked twice at once; the moments that passed are left out', async () => {
  const world = watch(names(1), { answer: ({ after }) => after(2.5 * minute), timeoutMs: 10 * minute });
  await world.clock.advance(12 * minute);
  expect(world.mostAtOnce()).toBe(1);
  expect(world.asked).toHaveLength(4);
});

test('an answer that takes too long is called off and told; the device is asked again once its collector let go', async () => {
  const world = watch(names(1), { answer: ({ after }) => after(90_000), timeoutMs: 30_000 });
  await world.clock.advance(2 * minute);
  expect(world.troubles.at(-1)).toMatchObject({ is: 'answers', reason: 'did not finish within 30 s' });
  expect(world.signals.every(({ aborted }) => aborted)).toBe(true);
  expect(world.taken).toEqual([]);
  await world.clock.advance(2 * minute);
  expect(world.mostAtOnce()).toBe(1);
  expect(world.asked).toHaveLength(2);
});

test('a silent device is down, asked less and less, at least every five minutes, and at once at its pace when it is back', async () => {
  let isSilent = true;
  const world = watch(names(1), { answer: () => (isSilent ? silent() : []) });
  await world.clock.advance(60 * minute);
  const pauses = world.asked.map(({ time }, i) => (time - (world.asked[i - 1]?.time ?? time)) / minute).slice(1);
  expect(pauses.slice(1, 4)).toEqual([2, 4, 5]);
  expect(pauses[0]).toBeLessThanOrEqual(1);
  expect(new Set(pauses.slice(3))).toEqual(new Set([5]));
  expect(world.taken.at(-1)).toMatchObject({ metrics: { 'device.up': 0 } });
  expect(world.schedule.trouble('d0')).toEqual({
    is: 'unreachable',
    reason: 'does not answer',
    since: world.asked[0]!.time,
  });
  isSilent = false;
  const before = world.asked.length;
  await world.clock.advance(10 * minute);
  expect(world.asked.length - before).toBeGreaterThanOrEqual(6);
  expect(world.schedule.trouble('d0')).toBeUndefined();
  expect(world.troubles.map((trouble) => trouble?.is)).toEqual(['unreachable', undefined]);
});

test('a clock that jumps costs one interval at most: set back by a day or forward by a day, devices are asked on', async () => {
  for (const jump of [-24 * 60 * minute, 24 * 60 * minute, -90_000]) {
    let offset = 0;
    const inner = createVirtualClock(start);
    const clock = { ...inner, now: () => inner.now() + offset };
    const world = watch(names(20), { clock });
    await inner.advance(5 * minute);
    offset = jump;
    const before = world.asked.length;
    world.schedule.hasten('d3');
    await inner.advance(8_000);
    // ahead of a clock that was set forward its moment is near anyhow
    const isAsked = world.asked.slice(before).some(({ device }) => device === 'd3');
    expect(isAsked || jump > 0, String(jump)).toBe(true);
    await inner.advance(3 * minute - 8_000);
    const counts = [...Map.groupBy(world.asked.slice(before), ({ device }) => device).values()].map(
      (one) => one.length,
    );
    expect(counts, String(jump)).toHaveLength(20);
    expect(Math.min(...counts), String(jump)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...counts), String(jump)).toBeLessThanOrEqual(4);
  }
});

test('what keeps its pace is asked at its own interval however long it is silent, and is seen back within one', async () => {
  let isSilent = true;
  const world = watch(names(1), { answer: () => (isSilent ? silent() : []), longestPauseMs: minute });
  await world.clock.advance(60 * minute);
  const pauses = world.asked.map(({ time }, i) => time - (world.asked[i - 1]?.time ?? time)).slice(2);
  expect(pauses).toHaveLength(world.asked.length - 2);
  expect(new Set(pauses)).toEqual(new Set([minute]));
  isSilent = false;
  await world.clock.advance(minute);
  expect(world.schedule.trouble('d0')).toBeUndefined();
});

test('a device asked less and less is asked at least as often as it was said', async () => {
  const world = watch(names(1), { answer: silent, everyMs: minute / 2, longestPauseMs: 2 * minute });
  await world.clock.advance(60 * minute);
  const pauses = world.asked.map(({ time }, i) => (time - (world.asked[i - 1]?.time ?? time)) / minute).slice(4);
  expect(pauses.length).toBeGreaterThan(20);
  expect(new Set(pauses)).toEqual(new Set([2]));
});

test('a device that answers with an error is up, keeps its pace, and what it did say is taken', async () => {
  const learnt: Learnt = { device: 'd0', metrics: { 'host.uptime': 5 } };
  const world = watch(names(1), {
    answer: () =>
      Promise.reject(new CollectTrouble('lies about its types', { isUnreachable: false, learnt: [learnt] })),
  });
  await world.clock.advance(minute);
  const before = world.asked.length;
  await world.clock.advance(3 * minute);
  expect(world.asked).toHaveLength(before + 3);
  expect(world.taken).toEqual(
    expect.arrayContaining([expect.objectContaining(learnt), expect.objectContaining({ metrics: { 'device.up': 1 } })]),
  );
  expect(world.schedule.trouble('d0')).toMatchObject({ is: 'answers', reason: 'lies about its types' });
});

test('behind a parent that is down nothing is asked in vain, however far behind', async () => {
  const devices = [device('line'), { ...device('switch'), parent: 'line' }, { ...device('camera'), parent: 'switch' }];
  let isDown = true;
  const world = watch(devices, { answer: ({ id }) => (id === 'line' && isDown ? silent() : []) });
  await world.clock.advance(2 * minute);
  const before = world.asked.filter(({ device }) => device === 'camera').length;
  await world.clock.advance(10 * minute);
  expect(world.asked.filter(({ device }) => device === 'camera')).toHaveLength(before);
  expect(world.schedule.trouble('camera')).toMatchObject({ is: 'behind', reason: expect.stringContaining('"line"') });
  isDown = false;
  await world.clock.advance(7 * minute);
  expect(world.schedule.trouble('camera')).toBeUndefined();
  expect(world.asked.filter(({ device }) => device === 'camera').length).toBeGreaterThan(before);
});

test('no more than so many are asked at once, and nobody is forgotten', async () => {
  const world = watch(names(100), { answer: ({ after }) => after(5_000), atOnce: 10 });
  await world.clock.advance(2 * minute);
  expect(world.mostAtOnce()).toBe(10);
  expect(new Set(world.asked.map(({ device }) => device)).size).toBe(100);
});

test('a changed territory: who is gone is asked no more, who stays keeps its trouble, who moved begins anew', async () => {
  const world = watch(names(3), { answer: silent });
  await world.clock.advance(minute);
  world.schedule.replace([device('d0'), { ...device('d1'), address: 'snmp:10.0.0.9' }]);
  expect(world.schedule.trouble('d0')).toMatchObject({ is: 'unreachable' });
  expect(world.schedule.trouble('d1')).toBeUndefined();
  const before = world.asked.length;
  await world.clock.advance(10 * minute);
  expect(new Set(world.asked.slice(before).map(({ device }) => device))).toEqual(new Set(['d0', 'd1']));
});

test('nothing of a device is asked before its last answer is durable; what waits keeps the time at which it was learnt', async () => {
  let durable: (() => void) | undefined;
  const taken: Learnt[] = [];
  const world = watch(names(2), {
    answer: ({ id }) => [{ device: id, metrics: { 'host.uptime': 5 } }],
    take(learnt) {
      taken.push(...learnt);
      return learnt[0]?.device === 'd0' ? new Promise((resolve) => (durable = resolve)) : Promise.resolve();
    },
  });
  await world.clock.advance(10 * minute);
  const askedOf = (id: string) => world.asked.filter(({ device }) => device === id);
  expect(askedOf('d0')).toHaveLength(1);
  expect(askedOf('d1').length).toBeGreaterThanOrEqual(10);
  expect(taken.filter(({ device }) => device === 'd0').map(({ time }) => time)).toEqual([
    askedOf('d0')[0]?.time,
    askedOf('d0')[0]?.time,
  ]);
  // nor when the territory changes meanwhile
  world.schedule.replace([{ ...device('d0'), address: 'snmp:10.0.0.9' }]);
  await world.clock.advance(2 * minute);
  expect(askedOf('d0')).toHaveLength(1);
  durable?.();
  await world.clock.advance(2 * minute);
  expect(askedOf('d0').length).toBeGreaterThanOrEqual(2);
});

test('who leaves the territory while it is asked is told to stop, and has patience of its own until then', async () => {
  const world = watch(names(1), {
    answer: ({ after }) => after(10 * minute),
    patienceMs: 5 * minute,
  });
  await world.clock.advance(3 * minute);
  expect(world.signals.map(({ aborted }) => aborted)).toEqual([false]);
  world.schedule.replace([]);
  expect(world.signals.map(({ aborted }) => aborted)).toEqual([true]);
});

test('a stopped schedule asks nobody and takes nothing more', async () => {
  const world = watch(names(3), { answer: ({ after }) => after(10_000) });
  await world.clock.advance(minute);
  world.schedule[Symbol.dispose]();
  const [asked, taken] = [world.asked.length, world.taken.length];
  await world.clock.advance(10 * minute);
  expect([world.asked.length, world.taken.length]).toEqual([asked, taken]);
});

test('a bug of a collector is not taken for trouble in the world', async () => {
  const bugs: unknown[] = [];
  const world = watch(names(1), {
    answer: () => Promise.reject(new TypeError('oops')),
    onBug: (bug) => bugs.push(bug),
  });
  await world.clock.advance(minute);
  expect(bugs[0]).toBeInstanceOf(TypeError);
});

test('a device that says that something happened is asked at once, a storm of it no more than ten times in its interval', async () => {
  const world = watch(names(1), { everyMs: 5 * minute });
  while (world.asked.length < 3) await world.clock.advance(1_000);
  await world.clock.advance(minute);
  const before = world.asked.length;
  world.schedule.hasten('d0');
  await world.clock.advance(1);
  expect(world.asked).toHaveLength(before + 1);
  for (let second = 0; second < 60; second++) {
    world.schedule.hasten('d0');
    await world.clock.advance(1_000);
  }
  expect(world.asked.length - before).toBeLessThanOrEqual(4);
  expect(world.asked.length - before).toBeGreaterThanOrEqual(3);
  const settled = world.asked.length;
  await world.clock.advance(10 * minute);
  expect(world.asked.length - settled).toBeGreaterThanOrEqual(2);
  expect(world.asked.length - settled).toBeLessThanOrEqual(3);
});

test('what happens while a device is asked has it asked once more; who is not asked is left alone', async () => {
  const world = watch(names(1), { answer: ({ after }) => after(10_000), everyMs: 5 * minute });
  while (world.asked.length < 3) await world.clock.advance(1_000);
  await world.clock.advance(minute);
  world.schedule.hasten('nobody');
  const before = world.asked.length;
  world.schedule.hasten('d0');
  await world.clock.advance(5_000);
  for (let i = 0; i < 3; i++) world.schedule.hasten('d0');
  await world.clock.advance(minute);
  expect(world.asked.length - before).toBe(2);
  expect(world.mostAtOnce()).toBe(1);
});

type Answer = (asked: { id: string; after: (ms: number) => Promise<Learnt[]> }) => Learnt[] | Promise<Learnt[]>;

test('how the asking goes is counted over all devices, without a name', async () => {
  const down = [device('d0'), { ...device('d1'), parent: 'd0' }, device('d2'), device('d3')];
  const refuses = () => Promise.reject(new CollectTrouble('says no', { isUnreachable: false }));
  const answer = ({ id }: { id: string }) => (id === 'd0' ? silent() : id === 'd2' ? refuses() : []);
  const world = watch(down, { answer });
  await world.clock.advance(5 * minute);
  const { devices, asking, waiting, asked, failed } = world.schedule.counters();
  expect(devices).toEqual({ well: 1, unreachable: 1, answers: 1, behind: 1 });
  expect([asking, waiting, asked]).toEqual([0, 0, world.asked.length]);
  expect(failed).toBe(world.asked.filter(({ device }) => device === 'd0' || device === 'd2').length);
  expect(failed).toBeGreaterThan(5);
});

function watch(
  devices: Device[],
  {
    answer = () => [],
    everyMs = minute,
    longestPauseMs = 5 * minute,
    patienceMs,
    ...options
  }: {
    answer?: Answer;
    everyMs?: number;
    longestPauseMs?: number;
    patienceMs?: number;
  } & Partial<ScheduleOptions> = {},
) {
  const clock = createVirtualClock(start);
  const asked: { device: string; time: number }[] = [];
  const taken: Learnt[] = [];
  const troubles: (Trouble | undefined)[] = [];
  const signals: AbortSignal[] = [];
  let atOnce = 0;
  let most = 0;
  const after = (ms: number) => new Promise<Learnt[]>((resolve) => clock.after(ms, () => resolve([])));
  const collector: Collector = {
    async ask({ id }, { now, signal }) {
      asked.push({ device: id, time: now });
      signals.push(signal);
      most = Math.max(most, ++atOnce);
      try {
        return await answer({ id, after });
      } finally {
        atOnce--;
      }
    },
  };
  const schedule = createSchedule({
    clock,
    plan: () => ({ collector, everyMs, longestPauseMs, ...(patienceMs !== undefined && { timeoutMs: patienceMs }) }),
    take: async (learnt) => void taken.push(...learnt),
    onTrouble: (_, trouble) => troubles.push(trouble),
    onBug: (error) => {
      throw error;
    },
    ...options,
  });
  schedule.replace(devices);
  return { clock, schedule, asked, taken, troubles, signals, mostAtOnce: () => most };
}

function silent(): Promise<Learnt[]> {
  return Promise.reject(new CollectTrouble('does not answer', { isUnreachable: true }));
}

function names(count: number): Device[] {
  return Array.from({ length: count }, (_, i) => device(`d${i}`));
}

function device(id: string): Device {
  return { id, name: id, site: 'mairie', type: 'network-equipment', address: `snmp:${id}` };
}
