import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSnmpCollector } from '../../../collector/snmp/snmp.ts';
import { catalogue } from '../../../devices/catalogue.ts';
import { parseTerritory } from '../../../devices/territory-file.ts';
import { auditLimits } from '../../../gateway/calculate/server-audit.ts';
import { estatePast } from '../../../simulators/demo/past.ts';
import type { Column } from '../../../simulators/history.ts';
import { recordingOf } from '../../../simulators/machines/recording.ts';
import { toldOf } from '../../../simulators/machines/told.ts';
import { startAgent } from '../../../simulators/snmp/agent.ts';
import { asked, deviceAt } from '../../support/checked.ts';

const seed = 40_313;
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const end = Date.UTC(2026, 10, 23, 6, 30);
const territory = demoTerritory();
const columns = monthly(Date.UTC(2026, 4, 1), end);

test('the past of the machines is what their types measure, within its ranges, each reading once, ever later, before its end', () => {
  const wrong: string[] = [];
  const seen = new Set<string>();
  let readings = 0;
  for (const { device, metric, instance = '', times, values } of columns) {
    const described = catalogue.get(territory.devices.get(device)?.type ?? '')?.metrics[metric];
    const [low, high] = described?.range ?? [0, Number.MAX_SAFE_INTEGER];
    const isWell =
      described !== undefined &&
      (described.fold !== undefined ||
        (described.table !== undefined || described.instances !== undefined) === (instance !== '')) &&
      values.every((value) => value >= low && value <= high) &&
      times.every((time, i) => time < end && time > (times[i - 1] ?? 0));
    if (!isWell) wrong.push(`${device} ${metric} ${instance}`);
    seen.add(territory.devices.get(device)?.type ?? '');
    readings += times.length;
  }
  expect([...new Set(wrong)]).toEqual([]);
  expect(seen).toEqual(
    new Set([
      ...['avamar-grid', 'avamar-member', 'linux-host', 'windows-host'],
      ...['site-line', 'sophos-firewall', 'sophos-member', 'unifi-ap'],
    ]),
  );
  // beside some seven million of the buildings, ten in all at most
  expect(readings).toBeLessThan(2_500_000);
  expect(readings).toBeGreaterThan(1_000_000);
});

test('what the past says of an instant is what the collector would have read then', async () => {
  const credentials = new Map([['parc', { version: '2c', community: 'of the test' }]] as const);
  let compared = 0;
  for (const type of ['linux-host', 'windows-host', 'unifi-ap', 'sophos-firewall']) {
    const machine = { id: `machine-${type}`, type, seed };
    await using agent = await startAgent({ recording: recordingOf(machine, end) ?? '', community: 'of the test' });
    const device = deviceAt(`snmp:127.0.0.1:${agent.port}`, { id: machine.id, type, credentials: 'parc' });
    const collector = createSnmpCollector({ catalogue, credentials });
    await asked(collector, device, { now: end });
    agent.set(recordingOf(machine, end + minute) ?? '');
    const { learnt } = await asked(collector, device, { now: end + minute });
    const read = new Map(
      Object.entries(learnt[0]?.metrics ?? {}).flatMap(([metric, said]) =>
        typeof said === 'number'
          ? [[`${metric} `, said] as const]
          : Object.entries(said).map(([instance, value]) => [`${metric} ${instance}`, value] as const),
      ),
    );
    for (const [metric, instance, value] of toldOf(machine, end + minute) ?? []) {
      const live = read.get(`${metric} ${instance}`) ?? Number.NaN;
      // a counter tells the mean of its minute, and the error counter grows every day or two
      const near = metric === 'interface.errors' ? 1 : Math.max(0.6, Math.abs(value) * 0.02);
      expect(Math.abs(live - value), `${type} ${metric} ${instance}: ${live}, not ${value}`).toBeLessThanOrEqual(near);
      compared++;
    }
    expect([...read.keys()].filter((key) => key !== 'device.up ').length, type).toBe(toldOf(machine, end)?.length ?? 0);
  }
  expect(compared).toBeGreaterThan(50);
});

test('there is something to see: outages, days of too little memory, disks that fill, nights that failed, quiet nights of Wi-Fi', () => {
  const answers = columns.filter(({ metric }) => metric === 'device.up' || metric === 'icmp.up');
  const away = new Set(answers.filter(({ values }) => values.includes(0)).map(({ device }) => device));
  expect(away.size).toBeGreaterThan(10);
  expect(away.size).toBeLessThan(60);
  const last = answers.filter(({ device }) => device === 'cigale-mimizan').at(-1);
  expect(last?.values.at(-1), 'the hotspot that is unplugged').toBe(0);
  expect(
    columns.filter((one) => one.device === 'cigale-mimizan' && one.times.some((time) => time > end - 8 * day)),
  ).toHaveLength(1);

  const month = end - 30 * day;
  const servers = [...territory.devices.values()].filter(({ type }) => type.endsWith('-host'));
  const busyDays = servers.map(({ id }) => {
    const over = new Map<number, number>();
    for (const { times, values } of columns.filter((one) => one.device === id && one.metric === 'host.memory')) {
      for (const [i, time] of times.entries()) {
        const date = Math.floor(time / day);
        if (time >= month && (values[i] ?? 0) > auditLimits.memory) over.set(date, (over.get(date) ?? 0) + 1);
      }
    }
    return [...over.values()].filter((hours) => hours >= auditLimits.memoryHours).length;
  });
  expect(servers).toHaveLength(20);
  const short = busyDays.filter((days) => days >= auditLimits.memoryDays.critical).length;
  expect(short, String(busyDays)).toBeGreaterThan(1);
  expect(busyDays.filter((days) => days === 0).length, String(busyDays)).toBeGreaterThan(10);

  const growth = columns
    .filter(({ metric, times }) => metric === 'disk.used' && times.some((time) => time > month))
    .map(({ values }) => (values.at(-1) ?? 0) - (values[0] ?? 0));
  expect(growth.filter((points) => points > 1).length).toBeGreaterThan(10);

  const nights = columns.filter(({ metric }) => metric === 'backup.state').flatMap(({ values }) => [...values]);
  const share = (state: number) => nights.filter((one) => one === state).length / nights.length;
  expect(share(0)).toBeGreaterThan(0.9);
  for (const state of [2, 3, 4]) expect(share(state), `state ${state}`).toBeGreaterThan(0.0001);

  const wifi = columns.filter(({ metric, instance }) => metric === 'wifi.clients' && instance === 'Cigale');
  const at = (wanted: number) => {
    const found = wifi.flatMap(({ times, values }) =>
      [...values].filter((_, i) => ((times[i] ?? 0) / hour) % 24 === wanted),
    );
    return found.reduce((sum, one) => sum + one, 0) / found.length;
  };
  expect(at(12)).toBeGreaterThan(5);
  expect(at(2)).toBe(0);
});

test('a past that was broken off goes on with the month it was in, and says the same', () => {
  const from = Date.UTC(2026, 9, 1);
  const again = monthly(from, end);
  const before = columns.filter(({ times }) => (times[0] ?? 0) >= from);
  expect(again.map(spelled)).toEqual(before.map(spelled));
  expect(again.length).toBeGreaterThan(1_000);
});

function spelled({ device, metric, instance, times, values }: Column): string {
  return `${device} ${metric} ${instance} ${times.length} ${times[0]} ${values.at(-1)}`;
}

function monthly(from: number, to: number): Column[] {
  const months: Column[] = [];
  for (let at = from; at < to; ) {
    const date = new Date(at);
    const next = Math.min(to, Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
    months.push(...estatePast(territory, { from: at, to: next }, { seed, end }));
    at = next;
  }
  return months;
}

function demoTerritory() {
  const folder = join(import.meta.dirname, '../../../simulators/demo/territory');
  const files = readdirSync(folder).map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
  const parsed = parseTerritory(files, catalogue);
  if (!parsed.ok) throw new Error(parsed.mistakes.map((mistake) => mistake.message).join('\n'));
  return parsed.territory;
}
