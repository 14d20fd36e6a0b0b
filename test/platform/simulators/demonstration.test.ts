import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import { parseTerritory } from '../../../devices/territory-file.ts';
import { demoWorks } from '../../../simulators/demo/works.ts';
import { faultKinds } from '../../../simulators/fault.ts';
import { createPlayer } from '../../../simulators/player.ts';
import { parseScenario, playScenario } from '../../../simulators/scenario.ts';

const simulators = join(import.meta.dirname, '../../../simulators');
const territory = demoTerritory();

test('every building, device and metric of the demonstration speaks within ten seconds', () => {
  const from = Date.UTC(2026, 10, 20, 10);
  const sent = [...createPlayer({ territory, from, everyMs: 10_000, seed: 1, works: demoWorks }).until(from + 10_000)];
  expect(sent.length).toBe(territory.devices.size);
  let metrics = 0;
  for (const { topic, payload } of sent) {
    const [, , site, id = ''] = topic.split('/');
    const device = territory.devices.get(id)!;
    expect(site).toBe(device.site);
    const declared = catalogue.get(device.type)!.metrics;
    const read = JSON.parse(payload).metrics as Record<string, number>;
    expect(Object.keys(read).sort()).toEqual(Object.keys(declared).sort());
    for (const [metric, value] of Object.entries(read)) {
      const [low, high] = declared[metric]!.range ?? [0, Number.MAX_SAFE_INTEGER];
      expect(value, `${id} ${metric}`).toBeGreaterThanOrEqual(low);
      expect(value, `${id} ${metric}`).toBeLessThanOrEqual(high);
      metrics++;
    }
  }
  expect(metrics).toBeGreaterThan(600);
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

function demoTerritory() {
  const folder = join(simulators, 'demo/territory');
  const files = readdirSync(folder).map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
  const parsed = parseTerritory(files, catalogue);
  if (!parsed.ok) throw new Error(parsed.mistakes.map((mistake) => mistake.message).join('\n'));
  return parsed.territory;
}
