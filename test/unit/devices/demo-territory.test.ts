import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import { printMistake } from '../../../devices/mistake.ts';
import { parseTerritory } from '../../../devices/territory-file.ts';

const folder = join(import.meta.dirname, '../../../simulators/demo/territory');
const parsed = parseTerritory(
  readdirSync(folder).map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') })),
  catalogue,
);

test('the demonstration watches the town hall of Tartas and thirty other buildings of about forty members', () => {
  expect(parsed.ok ? [] : parsed.mistakes.map(printMistake)).toEqual([]);
  if (!parsed.ok) return;
  const { organisations, sites, devices, clients } = parsed.territory;
  expect(organisations.size).toBe(40);
  expect(sites.size).toBe(31);
  expect(sites.get('mairie-tartas')?.organisation).toBe('tartas');
  expect(new Set([...sites.values()].map((site) => site.organisation)).size).toBeGreaterThanOrEqual(20);
  expect([...sites.values()].filter((site) => site.organisation === 'dax').length).toBeGreaterThanOrEqual(3);
  expect([...sites.values()].filter((site) => site.fewStaff).length).toBe(2);
  expect([...sites.keys()].filter((id) => !clients.has(id))).toEqual([]);
  const measuredAt = (site: string) =>
    [...devices.values()]
      .filter((one) => one.site === site)
      .flatMap((one) => Object.keys(catalogue.get(one.type)?.metrics ?? {}));
  for (const id of sites.keys()) {
    const everywhere = ['water.volume', 'electricity.energy', 'air.co2', 'air.temperature'];
    expect(measuredAt(id), id).toEqual(expect.arrayContaining(everywhere));
  }
  expect(measuredAt('mairie-tartas')).toEqual(expect.arrayContaining(['gas.volume', 'outdoor.temperature']));
});

test('the simulated buildings stand in the Landes and report several hundred series', () => {
  if (!parsed.ok) throw new Error('the territory has mistakes');
  const { sites, devices } = parsed.territory;
  for (const { position } of sites.values()) {
    expect(position?.[0]).toBeGreaterThan(43.4);
    expect(position?.[0]).toBeLessThan(44.6);
    expect(position?.[1]).toBeGreaterThan(-1.6);
    expect(position?.[1]).toBeLessThan(0.15);
  }
  const series = [...devices.values()].reduce(
    (sum, device) => sum + Object.keys(catalogue.get(device.type)?.metrics ?? {}).length,
    0,
  );
  expect(series).toBeGreaterThanOrEqual(230);
});
