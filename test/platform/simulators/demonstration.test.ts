import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import { parseTerritory } from '../../../devices/territory-file.ts';
import type { Sender } from '../../../gateway/domain/intake.ts';
import { covers } from '../../../gateway/intake/topic-filter.ts';
import { buildingsOf } from '../../../simulators/buildings.ts';
import { demoWorks } from '../../../simulators/demo/works.ts';
import { faultKinds } from '../../../simulators/fault.ts';
import { createPlayer } from '../../../simulators/player.ts';
import { parseScenario, playScenario } from '../../../simulators/scenario.ts';
import { intakeOf } from '../../support/intake-of.ts';

const simulators = join(import.meta.dirname, '../../../simulators');
const territory = demoTerritory();

test('every building, device and metric of the demonstration is heard within ten seconds, each in its own dialect', async () => {
  const from = Date.UTC(2026, 2, 1, 11);
  const chances = { seed: 1, works: demoWorks };
  const sent = [...createPlayer({ ...chances, territory, from, everyMs: 10_000 }).until(from + 10_000)];
  const intake = intakeOf([...territory.devices.values()], territory);
  const heard = new Map<string, number>();
  for (const { client, topic, payload } of sent) {
    const { reason, readings, unknown } = await intake.hear(topic, payload, senderOf(client));
    expect({ topic, reason, unknown }).toEqual({ topic, reason: undefined, unknown: [] });
    for (const reading of readings) {
      const [device = '', metric = '', value = ''] = reading.split(' ');
      heard.set(`${device} ${metric}`, Number(value));
    }
  }
  const measured = buildingsOf(territory, chances).flatMap(({ probes }) => probes);
  const isPlausible = ({ device, metric }: (typeof measured)[number]) => {
    const [low, high] = metric.range ?? [0, Number.MAX_SAFE_INTEGER];
    const value = heard.get(`${device.id} ${metric.id}`);
    return value !== undefined && value >= low && value <= high;
  };
  expect(measured.filter((probe) => !isPlausible(probe)).map((p) => `${p.device.id} ${p.metric.id}`)).toEqual([]);
  expect(measured.length).toBeGreaterThan(600);
  const speaking = new Set([...heard.keys()].map((key) => key.split(' ')[0]));
  const speakers = [...territory.devices.values()].filter(({ type }) => catalogue.get(type)?.source.kind === 'mqtt');
  expect(speakers.map(({ id }) => id).filter((id) => !speaking.has(id))).toEqual([]);
  expect(new Set(sent.map(({ topic }) => topic.split('/')[0]?.replace(/^(shelly|tyrosse).*/, '$1')))).toEqual(
    new Set(['vigie', 'application', 'v3', 'zigbee2mqtt', 'tele', 'shelly', 'spBv1.0', 'homeassistant', 'tyrosse']),
  );
});

test('every scenario plays on the demonstration, and the bad day has each kind of fault', () => {
  const files = readdirSync(join(simulators, 'scenarios')).filter((file) => file.endsWith('.yaml'));
  for (const file of files) {
    const scenario = parseScenario(readFileSync(join(simulators, 'scenarios', file), 'utf8'), file);
    const times = [...playScenario(scenario, { territory })].map((message) => message.time);
    expect(times.length, file).toBeGreaterThan(900);
    expect(
      times.every((time, i) => i === 0 || time >= times[i - 1]!),
      file,
    ).toBe(true);
    if (file === 'bad-day.yaml') expect(new Set(scenario.faults.map((f) => f.kind))).toEqual(new Set(faultKinds));
  }
  expect(files.length).toBeGreaterThanOrEqual(3);
});

test('the works of the demonstration are those of a building that it has', () => {
  expect(demoWorks.map((works) => territory.sites.get(works.site)?.name)).toEqual(['Mairie de Tartas']);
});

test('in front of every firewall stands the line of its site, which says whom to call with what reference', () => {
  const firewalls = [...territory.devices.values()].filter(({ type }) => type === 'sophos-firewall');
  expect(firewalls).toHaveLength(8);
  for (const { id, site, parent = '' } of firewalls) {
    const line = territory.devices.get(parent);
    expect([line?.type, line?.site], id).toEqual(['site-line', site]);
    expect(line?.line, id).toEqual({
      operator: expect.stringMatching(/\p{L}{4}/u),
      contract: expect.stringMatching(/^FTTO-40\d{3}$/),
      support: expect.stringMatching(/^05 36 49 00 \d\d$/), // of the numbers that Arcep keeps for fiction
    });
  }
});

/** A client of the territory, with its own filters and devices. */
function senderOf(id: string): Sender {
  const client = territory.clients.get(id)!;
  return {
    id,
    mayPublish: (topic) => client.publish.some((filter) => covers(filter, topic)),
    mayWrite: (device) => territory.devices.get(device.id)?.client === id,
  };
}

function demoTerritory() {
  const folder = join(simulators, 'demo/territory');
  const files = readdirSync(folder).map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
  const parsed = parseTerritory(files, catalogue);
  if (!parsed.ok) throw new Error(parsed.mistakes.map((mistake) => mistake.message).join('\n'));
  return parsed.territory;
}
