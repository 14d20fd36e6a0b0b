import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import { printMistake } from '../../../devices/mistake.ts';
import type { Device } from '../../../devices/territory.ts';
import { parseTerritory } from '../../../devices/territory-file.ts';

const folder = join(import.meta.dirname, '../../../simulators/demo/territory');
const parsed = parseTerritory(
  readdirSync(folder).map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') })),
  catalogue,
);

test('the demonstration watches the town hall of Tartas and thirty other buildings of about forty members', () => {
  expect(parsed.ok ? [] : parsed.mistakes.map(printMistake)).toEqual([]);
  if (!parsed.ok) return;
  const { sites, devices, clients } = parsed.territory;
  const isWatched = ({ type }: Device) => catalogue.get(type)?.source.kind === 'mqtt';
  const watched = new Set([...devices.values()].filter(isWatched).map(({ site }) => site));
  const buildings = new Map([...sites].filter(([id]) => watched.has(id)));
  expect(buildings.size).toBe(31);
  expect(sites.get('mairie-tartas')?.organisation).toBe('tartas');
  expect(new Set([...buildings.values()].map((site) => site.organisation)).size).toBeGreaterThanOrEqual(20);
  expect([...buildings.values()].filter((site) => site.organisation === 'dax').length).toBeGreaterThanOrEqual(3);
  expect([...buildings.values()].filter((site) => site.fewStaff).length).toBe(2);
  expect([...buildings.keys()].filter((id) => !clients.has(id))).toEqual([]);
  const measuredAt = (site: string) =>
    [...devices.values()]
      .filter((one) => one.site === site)
      .flatMap((one) => Object.keys(catalogue.get(one.type)?.metrics ?? {}));
  for (const id of buildings.keys()) {
    const everywhere = ['water.volume', 'electricity.energy', 'air.co2', 'air.temperature'];
    expect(measuredAt(id), id).toEqual(expect.arrayContaining(everywhere));
  }
  expect(measuredAt('mairie-tartas')).toEqual(expect.arrayContaining(['gas.volume', 'outdoor.temperature']));
});

test('the members have what the agency’s have: 27 hotspots, 20 servers, firewalls, antivirus, and a grid for 224 of them', () => {
  if (!parsed.ok) throw new Error('the territory has mistakes');
  const { organisations, sites, devices } = parsed.territory;
  const of = (...types: string[]) => [...devices.values()].filter(({ type }) => types.includes(type));
  expect(of('unifi-ap')).toHaveLength(27);
  expect(of('windows-host', 'linux-host')).toHaveLength(20);
  expect(of('sophos-firewall').length).toBeGreaterThanOrEqual(8);
  expect(of('sophos-member').length).toBeGreaterThanOrEqual(12);
  expect(of('avamar-grid')).toHaveLength(1);
  const members = new Set(of('avamar-member').map(({ site }) => sites.get(site)?.organisation));
  expect(members.size).toBe(224);
  expect(organisations.size).toBe(225); // the agency itself is nobody's member
  // nobody's habits are read off a server that stands in a small building
  expect(of('windows-host', 'linux-host').filter(({ site }) => sites.get(site)?.fewStaff)).toEqual([]);
});

test('the simulated buildings stand in the Landes and report several hundred series', () => {
  if (!parsed.ok) throw new Error('the territory has mistakes');
  const { sites, devices } = parsed.territory;
  const placed = [...sites.values()].filter(({ position }) => position !== undefined);
  expect(placed.length).toBeGreaterThanOrEqual(31);
  for (const { position } of placed) {
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
