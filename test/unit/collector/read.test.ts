import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planOf } from '../../../collector/snmp/plan.ts';
import type { Raw } from '../../../collector/snmp/raw.ts';
import { type Answers, type Read, readAnswers } from '../../../collector/snmp/read.ts';
import { catalogue } from '../../../devices/catalogue.ts';
import { defineDeviceType, type MetricDeclaration } from '../../../devices/device-type.ts';
import type { SnmpTable } from '../../../devices/snmp.ts';

const ifIn = '1.3.6.1.2.1.2.2.1.10';
const ifHcIn = '1.3.6.1.2.1.31.1.1.1.6';
const seed = 41;

test('a memory that a buffer and a cache fill is not taken', () => {
  const memory = (raw: Record<string, Raw>) => readType('linux-host', answers({ scalars: raw })).metrics['host.memory'];
  const ucd = '1.3.6.1.4.1.2021.4';
  const parts = { [`${ucd}.5.0`]: 1000, [`${ucd}.6.0`]: 100, [`${ucd}.14.0`]: 50, [`${ucd}.15.0`]: 250 };
  expect(memory(parts)).toBe(60);
  expect(memory({ ...parts, [`${ucd}.27.0`]: 700 })).toBe(30);
  expect(memory({ ...parts, [`${ucd}.5.0`]: 0 })).toBeUndefined();
});

test('the processor’s load is its share of the ticks since the poll before', () => {
  const tick = (column: number) => `1.3.6.1.4.1.2021.11.${column}.0`;
  const ticks = (user: number, idle: number) =>
    Object.fromEntries([50, 51, 52, 53, 54, 56, 61, 64].map((c) => [tick(c), c === 50 ? user : c === 53 ? idle : 7]));
  const first = readType('linux-host', answers({ seconds: 0, scalars: ticks(1000, 9000) }));
  expect(first.metrics).not.toHaveProperty(['host.cpu']);
  const second = readType('linux-host', answers({ seconds: 60, scalars: ticks(2500, 13500) }), first);
  expect(second.metrics['host.cpu']).toBe(25);
});

test('a disk beyond two terabytes, whose size in 32 bits has turned negative, is still half full', () => {
  const storage = '1.3.6.1.2.1.25.2.3.1';
  const row = {
    [`${storage}.2`]: '1.3.6.1.2.1.25.2.1.4',
    [`${storage}.3`]: '/srv',
    [`${storage}.5`]: -294_967_296,
    [`${storage}.6`]: 2_000_000_000,
  };
  const swap = { ...row, [`${storage}.2`]: '1.3.6.1.2.1.25.2.1.3', [`${storage}.3`]: 'Swap space' };
  const { metrics } = readType('linux-host', answers({ tables: { disks: { 1: row, 2: swap } } }));
  expect(metrics['disk.used']).toEqual({ '/srv': 50 });
});

const port = (octets: Raw, more: Record<string, Raw> = {}) => ({
  '1.3.6.1.2.1.31.1.1.1.1': 'eth0',
  '1.3.6.1.2.1.2.2.1.7': 1,
  '1.3.6.1.2.1.2.2.1.8': 1,
  [typeof octets === 'bigint' ? ifHcIn : ifIn]: octets,
  ...more,
});
const traffic = (row: Record<string, Raw>, seconds: number, uptime = 100_000 + 100 * seconds, index = '3') =>
  answers({ seconds, uptime, tables: { interfaces: { [index]: row } } });
const rateOf = (before: Answers, after: Answers) =>
  readType('network-equipment', after, readType('network-equipment', before)).metrics['interface.in'];

test('traffic is bits a second between two polls', () => {
  expect(rateOf(traffic(port(1_000n), 0), traffic(port(751_000n), 60))).toEqual({ eth0: 100_000 });
});

test('traffic is unknown over a restart, a discontinuity, a change to the wide counter, and at an impossible speed', () => {
  const mark = '1.3.6.1.2.1.31.1.1.1.19';
  const speed = '1.3.6.1.2.1.31.1.1.1.15';
  const before = traffic(port(1_000n), 0);
  expect(rateOf(before, traffic(port(751_000n), 60, 500))).toBeUndefined();
  expect(
    rateOf(traffic(port(1_000n, { [mark]: 0 }), 0), traffic(port(751_000n, { [mark]: 105_000 }), 60)),
  ).toBeUndefined();
  expect(rateOf(traffic(port(1_000), 0), traffic(port(751_000n), 60))).toBeUndefined();
  const fast = (octets: bigint) => port(octets, { [speed]: 10 });
  expect(rateOf(traffic(fast(0n), 0), traffic(fast(82_000_000n), 60))).toEqual({ eth0: 10_933_333 });
  expect(rateOf(traffic(fast(0n), 0), traffic(fast(90_000_000n), 60))).toBeUndefined();
});

test('two interfaces of one name keep their index, one without a name takes it', () => {
  const named = { ...port(1n), '1.3.6.1.2.1.2.2.1.8': 2 };
  const { '1.3.6.1.2.1.31.1.1.1.1': _, ...nameless } = port(1n);
  const { metrics } = readType(
    'network-equipment',
    answers({ tables: { interfaces: { 1: port(1n), 2: named, 9: nameless } } }),
  );
  expect(metrics['interface.up']).toEqual({ 'eth0 1': 1, 'eth0 2': 0, 9: 1 });
});

test('what an agent says with the wrong type is one reason, and the rest goes on', () => {
  const upsMib = '1.3.6.1.2.1.33.1.2';
  const read = readType(
    'ups',
    answers({ scalars: { [`${upsMib}.4.0`]: 'full', [`${upsMib}.3.0`]: 12, [`${upsMib}.1.0`]: 99 } }),
  );
  expect(read.metrics).toEqual({ 'ups.runtime': 12 });
  expect(read.reasons).toEqual([
    'ups.charge cannot be "full" (1.3.6.1.2.1.33.1.2.4.0)',
    'ups.health cannot be 99 (1.3.6.1.2.1.33.1.2.1.0)',
  ]);
});

test('a battery that does not know its state says nothing about it', () => {
  const read = readType('ups', answers({ scalars: { '1.3.6.1.2.1.33.1.2.1.0': 1 } }));
  expect(read).toMatchObject({ metrics: {}, reasons: [] });
});

test('ENTITY-SENSOR is read by scale and precision, and only while the sensor is well', () => {
  const sensor = { scale: '1.2', precision: '1.3', status: '1.5' };
  const celsius = (scale: number, precision: number, raw: number, status = 1) =>
    readOne(
      { from: '1.4', table: 'sensors', sensor, ...gauge },
      { 7: { '1.1': 'inlet', '1.2': scale, '1.3': precision, '1.4': raw, '1.5': status } },
      { name: ['1.1'] },
    ).metrics['test.value'];
  expect(celsius(9, 1, 235)).toEqual({ inlet: 23.5 });
  expect(celsius(8, 0, 3312)).toEqual({ inlet: 3.312 });
  expect(celsius(9, -2, 42)).toEqual({ inlet: 42 });
  expect(celsius(9, 0, 1_000_000_000)).toBeUndefined();
  expect(celsius(9, 1, 235, 2)).toBeUndefined();
});

test('rows of one name are folded as the type says', () => {
  const fold = (how: 'mean' | 'sum' | 'min' | 'max') =>
    readOne(
      { from: '1.2', table: 'radios', fold: how, ...gauge },
      { 1: { '1.1': 'guest', '1.2': 4 }, 2: { '1.1': 'guest', '1.2': 14 }, 3: { '1.1': 'office', '1.2': 1 } },
      { name: ['1.1'] },
    ).metrics['test.value'];
  expect(fold('sum')).toEqual({ guest: 18, office: 1 });
  expect(fold('mean')).toEqual({ guest: 9, office: 1 });
  expect(fold('min')).toEqual({ guest: 4, office: 1 });
  expect(fold('max')).toEqual({ guest: 14, office: 1 });
});

test('any table of states is read as it is written, and nothing else', () => {
  let seen = 0;
  const states = fc.dictionary(fc.nat(40).map(String), fc.constantFrom(0, 0.5, 1, null), { minKeys: 1 });
  fc.assert(
    fc.property(states, fc.nat(40), (map, raw) => {
      seen++;
      const { metrics, reasons } = readOne(
        { from: '1.2', table: 't', states: map, ...gauge },
        { 1: { '1.1': 'a', '1.2': raw } },
        { name: ['1.1'] },
      );
      const meant = Object.hasOwn(map, String(raw)) ? map[String(raw)] : undefined;
      expect(metrics['test.value']).toEqual(meant == null ? undefined : { a: meant });
      expect(reasons).toHaveLength(meant === undefined ? 1 : 0);
    }),
    { seed, numRuns: 500 },
  );
  expect(seen).toBe(500);
});

test('whatever stands in the answers, every type of the catalogue gives numbers or reasons and never throws', () => {
  const types = [...catalogue.values()].filter(({ source }) => source.kind === 'snmp');
  const raw = fc.oneof(fc.integer(), fc.string(), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.constant(1));
  let values = 0;
  for (const type of types) {
    const plan = planOf(type);
    fc.assert(
      fc.property(fc.infiniteStream(raw), (stream) => {
        const next = () => stream.next().value as Raw;
        const filled = (oids: readonly string[]) => Object.fromEntries(oids.map((oid) => [oid, next()]));
        const tables = Object.fromEntries(
          plan.tables.map(({ id, columns }) => [id, { 1: filled(columns), 2: filled(columns) }]),
        );
        const first = readAnswers(plan, answers({ scalars: filled(plan.scalars), tables }), undefined);
        const { metrics } = readAnswers(
          plan,
          answers({ seconds: 60, scalars: filled(plan.scalars), tables }),
          first.counters,
        );
        for (const value of Object.values(metrics).flatMap((one) =>
          typeof one === 'number' ? [one] : Object.values(one),
        )) {
          values++;
          expect(value).toEqual(expect.any(Number));
          expect(Number.isFinite(value)).toBe(true);
        }
      }),
      { seed, numRuns: 200 },
    );
  }
  expect(types.length).toBeGreaterThanOrEqual(3);
  expect(values).toBeGreaterThan(500);
});

const gauge = { unit: '', kind: 'gauge', resolution: 0.001, label: { fr: 'Essai', en: 'Test' } } as const;

function answers(given: {
  seconds?: number;
  uptime?: number;
  scalars?: Record<string, Raw>;
  tables?: Record<string, Record<string, Record<string, Raw>>>;
}): Answers {
  const { seconds = 0, uptime = 100_000 + 100 * seconds } = given;
  return {
    time: Date.UTC(2026, 2, 1) + seconds * 1000,
    uptime,
    scalars: new Map(Object.entries(given.scalars ?? {})),
    tables: new Map(
      Object.entries(given.tables ?? {}).map(([id, rows]) => [
        id,
        new Map(Object.entries(rows).map(([index, columns]) => [index, new Map(Object.entries(columns))])),
      ]),
    ),
  };
}

function readType(id: string, given: Answers, before?: Read): Read {
  return readAnswers(planOf(catalogue.get(id)!), given, before?.counters);
}

function readOne(metric: MetricDeclaration, rows: Record<string, Record<string, Raw>>, table: SnmpTable): Read {
  const id = String(metric.table);
  const type = defineDeviceType({
    id: 'test',
    label: gauge.label,
    source: { kind: 'snmp', every: '1m', silentAfter: '5m', is: {}, tables: { [id]: table } },
    metrics: { 'test.value': metric },
  });
  return readAnswers(planOf(type), answers({ tables: { [id]: rows } }), undefined);
}
