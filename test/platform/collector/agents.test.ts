import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PlannedMetric, planOf } from '../../../collector/snmp/plan.ts';
import { catalogue } from '../../../devices/catalogue.ts';
import { type DeviceType, defineDeviceType } from '../../../devices/device-type.ts';
import { met } from '../../support/agent-in-hand.ts';

const upsMib = '1.3.6.1.2.1.33.1';
const ups = `1.3.6.1.2.1.1.3.0|67|360000
${upsMib}.2.1.0|2|2
${upsMib}.2.3.0|2|42
${upsMib}.2.4.0|2|87
${upsMib}.2.7.0|2|24
${upsMib}.4.1.0|2|3
${upsMib}.4.4.1.5.1|2|31
${upsMib}.4.4.1.5.2|2|45
`;
const upsSays = {
  'ups.charge': 87,
  'ups.runtime': 42,
  'ups.load': 45,
  'ups.temperature': 24,
  'ups.health': 1,
  'ups.mains': 1,
};

const router = ({
  octets = '1000',
  uptime = 360_000,
  tag = 70,
}: {
  octets?: string;
  uptime?: number;
  tag?: number;
} = {}) =>
  `1.3.6.1.2.1.1.3.0|67|${uptime}
1.3.6.1.2.1.2.2.1.2.10|4|wan|fibre
1.3.6.1.2.1.2.2.1.7.10|2|1
1.3.6.1.2.1.2.2.1.8.10|2|1
1.3.6.1.2.1.2.2.1.7.9|2|2
1.3.6.1.2.1.2.2.1.8.9|2|2
${tag === 70 ? '1.3.6.1.2.1.31.1.1.1.6.10' : '1.3.6.1.2.1.2.2.1.10.10'}|${tag}|${octets}
`;

test.each(['1', '2c'] as const)('a UPS is read whole over v%s, from a recording', async (version) => {
  await using world = await met(ups, {}, version);
  expect(await world.ask('ups')).toMatchObject({ metrics: upsSays, reason: undefined });
});

test('a new kind of device is a text of a few lines, and its readings come', async () => {
  const pump = defineDeviceType(
    JSON.parse(`{
      "id": "pump",
      "label": { "fr": "Pompe", "en": "Pump" },
      "source": {
        "kind": "snmp", "every": "1m", "silentAfter": "5m", "is": { "sysObjectID": ["1.3.6.1.4.1.99999.1"] },
        "tables": { "tanks": { "name": ["1.3.6.1.4.1.99999.2.1.2"] } }
      },
      "metrics": {
        "water.level": {
          "unit": "%", "kind": "gauge", "resolution": 0.1, "label": { "fr": "Niveau", "en": "Level" },
          "table": "tanks", "from": "1.3.6.1.4.1.99999.2.1.3", "of": "1.3.6.1.4.1.99999.2.1.4"
        },
        "device.up": {}
      }
    }`),
  );
  await using world = await met(
    '1.3.6.1.4.1.99999.2.1.2.1|4|nord\n1.3.6.1.4.1.99999.2.1.3.1|66|300\n1.3.6.1.4.1.99999.2.1.4.1|66|800\n',
  );
  expect(await world.ask(pump)).toMatchObject({ metrics: { 'water.level': { nord: 37.5 } }, reason: undefined });
});

test('every type of the catalogue that is asked over SNMP finds each of its metrics in a recording of its own places', async () => {
  let types = 0;
  let metrics = 0;
  for (const type of catalogue.values()) {
    if (type.source.kind !== 'snmp') continue;
    types++;
    await using world = await met(recordingOf(type));
    await world.ask(type.id, 0);
    world.agent.set(recordingOf(type, 60));
    const learnt = await world.ask(type.id, 60);
    expect(learnt.reason, type.id).toBeUndefined();
    const wanted = Object.values(type.metrics)
      // one without a place of its own waits for the territory to say it
      .filter((metric) => metric.id !== 'device.up' && (metric.from ?? metric.instances) !== undefined)
      .map(({ id }) => id);
    expect(Object.keys(learnt.metrics).sort(), type.id).toEqual(wanted.sort());
    metrics += wanted.length;
  }
  expect(types).toBeGreaterThanOrEqual(21);
  expect(metrics).toBeGreaterThan(130);
});

test('a port that somebody switched off is left out, one with a bar in its name keeps it', async () => {
  await using world = await met(router());
  expect(await world.ask('network-equipment')).toMatchObject({ metrics: { 'interface.up': { 'wan|fibre': 1 } } });
});

test('counters: 64 bits to the last, 32 bits over their wrap, nothing over a reboot', async () => {
  const traffic = async (before: string, after: string) => {
    await using world = await met(before);
    await world.ask('network-equipment', 0);
    world.agent.set(after);
    return (await world.ask('network-equipment', 60)).metrics['interface.in'];
  };
  const later = 366_000;
  const wide = { octets: '18446744073709551000' };
  expect(await traffic(router(wide), router({ octets: '18446744073709551615', uptime: later }))).toEqual({
    'wan|fibre': 82,
  });
  const narrow = { octets: '4294960000', tag: 65 };
  expect(await traffic(router(narrow), router({ octets: '2704', tag: 65, uptime: later }))).toEqual({
    'wan|fibre': 1333,
  });
  expect(await traffic(router(), router({ octets: '751000', uptime: 1_500 }))).toBeUndefined();
  expect(await traffic(router({ octets: '9000' }), router({ octets: '10', uptime: later }))).toBeUndefined();
});

test('an agent that walks in circles ends its walk with a reason; what it said stays', async () => {
  const column = '1.3.6.1.2.1.2.2.1.8';
  await using world = await met(router(), { follows: (oid) => (oid === `${column}.10` ? `${column}.9` : undefined) });
  const { metrics, reason } = await world.ask('network-equipment');
  expect(reason).toContain(`goes in circles: ${column}.9 came after ${column}.10`);
  expect(metrics['interface.up']).toEqual({ 'wan|fibre': 1 });
});

test('a table without an end is left unread beyond 2,000 rows', async () => {
  const column = '1.3.6.1.2.1.2.2.1.8';
  const next = (oid: string) => `${column}.${oid === column ? 1 : Number(oid.slice(column.length + 1)) + 1}`;
  await using world = await met(router(), { follows: (oid) => (oid.startsWith(column) ? next(oid) : undefined) });
  const { reason } = await world.ask('network-equipment');
  expect(reason).toContain(`has more than 2000 rows in ${column}: the rest is left unread`);
  expect(world.agent.requests()).toBeLessThan(1_000);
});

test('wrong types are one reason, the rest goes on', async () => {
  await using world = await met(`${ups}${upsMib}.2.4.0|4|full\n${upsMib}.2.3.0|64|10.0.0.1\n`);
  const { metrics, reason } = await world.ask('ups');
  expect(reason).toContain(`ups.charge cannot be "full" (${upsMib}.2.4.0) (and 1 more)`);
  expect(metrics).toMatchObject({ 'ups.load': 45, 'ups.mains': 1 });
  expect(metrics).not.toHaveProperty(['ups.charge']);
});

test('an agent that can only say little at once is asked for little', async () => {
  await using world = await met(ups, { most: 2 });
  expect(await world.ask('ups')).toMatchObject({ metrics: upsSays, reason: undefined });
});

test('a slow agent is waited for, a silent one is unreachable, a cut-off answer is no silence', async () => {
  await using slow = await met(ups, { delayMs: 150 });
  expect(await slow.ask('ups')).toMatchObject({ metrics: upsSays, reason: undefined });
  await using silent = await met(ups, { mangle: () => undefined });
  expect(await silent.ask('ups')).toMatchObject({
    isUnreachable: true,
    reason: expect.stringContaining('does not answer'),
  });
  await using truncated = await met(ups, { mangle: (answer) => answer.subarray(0, answer.length - 7) });
  expect(await truncated.ask('ups')).toMatchObject({ isUnreachable: false });
});

test('an agent that falls silent in the middle: what it said before is kept, with the reason', async () => {
  let answers = 0;
  await using world = await met(ups, { mangle: (answer) => (++answers > 1 ? undefined : answer) });
  const { metrics, reason, isUnreachable } = await world.ask('ups');
  expect(metrics).toMatchObject({ 'ups.charge': 87, 'ups.mains': 1 });
  expect(reason).toContain('stopped answering in the middle');
  expect(isUnreachable).toBe(false);
});

test('whatever bytes come back, the collector gives readings or one line of reason and lives on', async () => {
  let seen = 0;
  let mangle: (answer: Buffer) => Buffer = (answer) => answer;
  await using world = await met(ups, { mangle: (answer) => mangle(answer) }, '2c', { timeoutMs: 25, retries: 0 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(120), fc.nat(255)), { minLength: 1, maxLength: 4 }), async (changes) => {
      seen++;
      mangle = (answer) => {
        const spoilt = Buffer.from(answer);
        for (const [at, byte] of changes) if (at < spoilt.length) spoilt[at] = byte;
        return spoilt;
      };
      const { reason, metrics } = await world.ask('ups');
      expect(reason ?? '').not.toContain('\n');
      expect(metrics).toBeTypeOf('object');
    }),
    { seed: 42, numRuns: 150 },
  );
  expect(seen).toBe(150);
});

/** Two rows of every table and every scalar, with values that the type can mean; counters move with the seconds. */
function recordingOf(type: DeviceType, seconds = 0): string {
  const plan = planOf(type);
  const lines = new Map<string, string>();
  const put = (oid: string, tag: number, value: string | number) => lines.set(oid, `${oid}|${tag}|${value}`);
  const fill = (metric: PlannedMetric, index: string) => {
    const word = [...(metric.states ?? [])].find(([, value]) => value !== null)?.[0];
    const parts = metric.from.at(-1)!;
    const whole = metric.of?.at(-1) ?? [];
    for (const [i, { oid }] of [...parts, ...whole].entries()) {
      if (lines.has(`${oid}${index}`)) continue;
      const isCounter = metric.rate !== undefined;
      if (isCounter) put(`${oid}${index}`, 65, 1000 + seconds * (i + 1));
      else if (metric.daysUntil) put(`${oid}${index}`, 4, 'Dec 31 2026');
      else if (word !== undefined) put(`${oid}${index}`, /^-?\d+$/.test(word) ? 2 : 4, word);
      else put(`${oid}${index}`, 66, whole.some((term) => term.oid === oid) ? 90 : 30);
    }
  };
  put('1.3.6.1.2.1.1.3.0', 67, 360_000 + seconds * 100);
  for (const metric of plan.metrics) fill(metric, '');
  for (const [i, table] of plan.tables.entries()) {
    for (const index of [`.${10 * i + 1}`, `.${10 * i + 2}`]) {
      if (table.name[0] !== undefined) put(`${table.name[0]}${index}`, 4, `C: ${index}`);
      for (const { column, values } of table.only) {
        const [value = ''] = values;
        put(`${column}${index}`, /^\d+$/.test(value) ? 2 : value.includes('.') ? 6 : 4, value);
      }
      for (const metric of table.metrics) fill(metric, index);
    }
  }
  return [...lines.values()].join('\n');
}
