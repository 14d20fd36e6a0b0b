import { expect, test } from 'vitest';
import { type Fault, type FaultKind, faultKinds, sizes } from '../../../simulators/fault.ts';
import { createPlayer, type PlayedMessage } from '../../../simulators/player.ts';
import { territoryOf } from './village.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const midnight = Date.UTC(2026, 2, 10);
const since = midnight - 72 * HOUR;
const territory = territoryOf(['ecole', 'mairie']);
const span = { from: midnight + 8 * HOUR, to: midnight + 12 * HOUR };
const meter = 'mairie-water-meter';

test('a leak runs beside what is drawn, and what has run stays in the index', () => {
  const healthy = indexes(play([]));
  const leaking = indexes(play([fault('leak', { size: 0.5 })]));
  expect(leaking.map((v, i) => v - healthy[i]!)).toEqual(expectedLeak(0.5));
  expect(leaking.at(-1)! - healthy.at(-1)!).toBe(120);
});

test('a stuck device repeats what it read at first, one metric or all of them', () => {
  const one = values(play([fault('stuck', { device: 'mairie-air-quality', metric: 'air.co2' })]), 'mairie-air-quality');
  expect(new Set(during(one).map((v) => v.metrics['air.co2'])).size).toBe(1);
  expect(new Set(during(one).map((v) => v.metrics['air.temperature'])).size).toBeGreaterThan(1);
  const all = values(play([fault('stuck', { device: 'mairie-air-quality' })]), 'mairie-air-quality');
  expect(new Set(during(all).map((v) => JSON.stringify(v.metrics))).size).toBe(1);
});

test('a drifting gauge goes astray by its size a day, counters do not', () => {
  const drift = fault('drift', { device: 'mairie-climate', metric: 'air.temperature', size: 24 });
  const [healthy, astray] = [play([]), play([drift])].map((sent) => during(values(sent, 'mairie-climate')));
  expect(astray!.at(-1)!.metrics['air.temperature']! - healthy!.at(-1)!.metrics['air.temperature']!).toBeCloseTo(
    3.9,
    0,
  );
  expect(astray![0]!.metrics['air.humidity']).toBe(healthy![0]!.metrics['air.humidity']);
});

test('a silent site sends nothing, the others go on', () => {
  const sent = play([{ ...fault('silence', {}), device: undefined, site: 'mairie' }]);
  expect(sent.filter((m) => m.site === 'mairie' && inside(m.time))).toEqual([]);
  expect(sent.filter((m) => m.site === 'mairie')).toHaveLength(6 * 12);
  expect(sent.filter((m) => m.site === 'ecole' && inside(m.time))).toHaveLength(6 * 24);
});

test('a reset counter starts again at its size and counts on', () => {
  const healthy = indexes(play([]));
  const reset = indexes(play([fault('reset', { size: 3 })]));
  const first = reset.findIndex((v, i) => v !== healthy[i]);
  expect(first).toBe(6);
  expect(reset[first]!).toBeLessThan(1000);
  expect(reset.at(-1)! - reset[first]!).toBe(healthy.at(-1)! - healthy[first]!);
});

test('a dying battery falls to its size, and at 0 the device is silent for good', () => {
  const levels = during(values(play([fault('battery', {})]), meter)).map((v) => v.metrics['battery.level']!);
  expect(levels).toEqual(levels.toSorted((a, b) => b - a));
  expect(levels.at(-1)).toBeLessThan(6);
  expect(values(play([fault('battery', {})]), meter).filter((v) => v.sent >= span.to)).toEqual([]);
});

test('a clock that is wrong stamps its messages so, and sends them when it ever did', () => {
  const stamps = during(values(play([fault('clock', { size: 600 })]), meter)).map((v) => v.time - v.sent);
  expect(stamps).toEqual(stamps.map(() => 600_000));
});

test('duplicates are the same bytes again', () => {
  const sent = play([fault('duplicates', { size: 2 })]).filter((m) => m.topic.endsWith(meter) && inside(m.time));
  expect(sent).toHaveLength(72);
  expect(new Set(sent.map((m) => m.payload)).size).toBe(24);
});

test('messages held up by chance overtake each other, and none is lost', () => {
  const sent = values(play([fault('disorder', { size: 3600 })]), meter);
  expect(sent).toHaveLength(36);
  expect(sent.map((v) => v.sent)).toEqual(sent.map((v) => v.sent).toSorted((a, b) => a - b));
  expect(sent.map((v) => v.time)).not.toEqual(sent.map((v) => v.time).toSorted((a, b) => a - b));
});

test('what a late device kept comes at the end, in arrays with their own times', () => {
  const sent = play([fault('late', {})]).filter((m) => m.topic.endsWith(meter));
  expect(sent.filter((m) => inside(m.time))).toEqual([]);
  const buffered = sent.filter((m) => m.time === span.to);
  expect(buffered).toHaveLength(1);
  const samples = JSON.parse(String(buffered[0]!.payload)) as { time: string }[];
  expect(samples).toHaveLength(24);
  expect(Date.parse(samples[0]!.time)).toBeLessThan(span.from + 10 * MINUTE);
});

test('a long silence is caught up in arrays of at most a hundred samples, none of them twice', () => {
  const sent = play([fault('late', {})], MINUTE).filter((m) => m.topic.endsWith(meter) && m.time === span.to);
  const arrays = sent.map((m) => JSON.parse(String(m.payload))).filter((payload) => Array.isArray(payload));
  expect(arrays.map((samples) => samples.length)).toEqual([100, 100, 40]);
  expect(new Set(arrays.flat().map((sample) => sample.time)).size).toBe(240);
});

test('malformed messages come broken in several ways, the share that was asked for', () => {
  const sent = play([fault('malformed', { size: 0.5 })], MINUTE).filter(
    (m) => m.topic.endsWith(meter) && inside(m.time),
  );
  const broken = sent.filter((m) => !isSound(String(m.payload)));
  expect(sent).toHaveLength(240);
  expect(broken.length).toBeGreaterThan(90);
  expect(broken.length).toBeLessThan(150);
  expect(new Set(broken.map((m) => m.payload.slice(0, 3))).size).toBeGreaterThanOrEqual(3);
});

test('a storm is many times the usual messages, each at its own instant', () => {
  const sent = play([fault('storm', { size: 50 })]).filter((m) => m.topic.endsWith(meter) && inside(m.time));
  expect(sent).toHaveLength(24 * 50);
  expect(new Set(sent.map((m) => JSON.parse(String(m.payload)).time)).size).toBe(24 * 50);
});

test('every fault is deterministic and leaves other devices alone', () => {
  let seen = 0;
  const others = play([]).filter((m) => !m.topic.endsWith(meter));
  for (const kind of faultKinds) {
    const extra = kind === 'drift' ? { metric: 'radio.rssi' } : {};
    const faults = [fault(kind, extra)];
    expect(play(faults), kind).toEqual(play(faults));
    expect(
      play(faults).filter((m) => !m.topic.endsWith(meter)),
      kind,
    ).toEqual(others);
    expect(play(faults), kind).not.toEqual(play([]));
    seen++;
  }
  expect(seen).toBe(12);
});

/** Seven to thirteen o'clock; faults strike from eight to twelve. */
function play(faults: Fault[], everyMs = 10 * MINUTE): PlayedMessage[] {
  const player = createPlayer({ territory, from: midnight + 7 * HOUR, everyMs, seed: 4, faults, since });
  return [...player.until(midnight + 10 * HOUR), ...player.until(midnight + 13 * HOUR)];
}

function fault(kind: FaultKind, extra: Partial<Fault>): Fault {
  return { kind, device: meter, ...span, size: sizes[kind].usual, ...extra };
}

function values(sent: PlayedMessage[], device: string) {
  return sent
    .filter((message) => message.topic.endsWith(`/${device}`))
    .map((message) => {
      const { time, metrics } = JSON.parse(String(message.payload));
      return { sent: message.time, time: Date.parse(time), metrics: metrics as Record<string, number> };
    });
}

function indexes(sent: PlayedMessage[]): number[] {
  return values(sent, meter).map((v) => v.metrics['water.volume']!);
}

function expectedLeak(litresAMinute: number): number[] {
  const times = values(play([]), meter).map((v) => v.sent);
  return times.map((t) => Math.floor((litresAMinute * Math.max(0, Math.min(t, span.to) - span.from)) / MINUTE));
}

function during<T extends { sent: number }>(of: T[]): T[] {
  return of.filter((v) => inside(v.sent));
}

function inside(time: number): boolean {
  return time >= span.from && time < span.to;
}

function isSound(payload: string): boolean {
  try {
    const { time, metrics } = JSON.parse(payload);
    return !Number.isNaN(Date.parse(time)) && typeof metrics === 'object';
  } catch {
    return false;
  }
}
