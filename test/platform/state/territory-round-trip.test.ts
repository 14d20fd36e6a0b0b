import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import type { Device, Territory } from '../../../devices/territory.ts';
import { parseTerritory } from '../../../devices/territory-file.ts';
import { serializeTerritory } from '../../../devices/territory-text.ts';
import { createTerritoryState } from '../../../gateway/state/create-territory-state.ts';
import { openState } from '../../../gateway/state/open-state.ts';

const seed = 40313;
const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).map((name) => `x${name}`.trim());
// what is asked needs an address of its kind: the devices here have any
const types = [...catalogue.values()].filter(({ source }) => source.kind === 'mqtt').map(({ id }) => id);
const filter = fc.constantFrom('#', 'vigie/v1/+', 'a/b/#', 'a/+/c');

/** Any territory, and devices that people attached to its sites. */
const anyTerritory = fc
  .record({
    organisations: fc.array(fc.record({ name: text, population: fc.option(fc.nat(), { nil: undefined }) }), {
      minLength: 1,
      maxLength: 3,
    }),
    sites: fc.array(
      fc.record({
        name: text,
        of: fc.nat(),
        area: fc.option(fc.integer({ min: 1, max: 9_999 }), { nil: undefined }),
        fewStaff: fc.boolean(),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    devices: fc.array(
      fc.record({
        name: text,
        at: fc.nat(),
        type: fc.constantFrom(...types),
        hasAddress: fc.boolean(),
        isAttached: fc.boolean(),
        isDeclared: fc.boolean(),
      }),
      { maxLength: 6 },
    ),
    clients: fc.array(
      fc.record({ publish: fc.array(filter, { maxLength: 2 }), subscribe: fc.array(filter, { maxLength: 2 }) }),
      { maxLength: 3 },
    ),
    mappings: fc.array(fc.record({ measurement: text, field: text, of: fc.nat() }), { maxLength: 3 }),
  })
  .map((any) => {
    const given = <T extends object>(one: T) =>
      Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as T;
    const organisations = any.organisations.map((one, i) => given({ id: `o-${i}`, ...one })) as {
      id: string;
      name: string;
    }[];
    const sites = any.sites.map(({ of, ...one }, i) =>
      given({ id: `s-${i}`, ...one, organisation: `o-${of % organisations.length}`, timeZone: 'Europe/Paris' }),
    ) as { id: string; name: string; organisation: string; timeZone: string; fewStaff: boolean }[];
    const devices = any.devices.map(({ name, at, type, hasAddress, isAttached, isDeclared }, i) => {
      const device: Device = { id: `d-${i}`, name, site: `s-${at % sites.length}`, type };
      const addressed: Device = { ...device, address: `native:s/d-${i}` };
      return { device: hasAddress ? addressed : device, addressed, isAttached, isDeclared: isDeclared || !isAttached };
    });
    const byId = <T extends { id: string }>(list: T[]) => new Map(list.map((one) => [one.id, one]));
    const files: Territory = {
      organisations: byId(organisations),
      sites: byId(sites),
      devices: byId(devices.flatMap(({ device, isDeclared }) => (isDeclared ? [device] : []))),
      clients: byId(any.clients.map((one, i) => ({ id: `c-${i}`, ...one }))),
      calendars: new Map(),
      // of a device that the files declare, and what its type measures
      mappings: any.mappings.flatMap(({ of, ...one }) => {
        const declared = devices.filter(({ isDeclared }) => isDeclared);
        const device = declared[of % Math.max(1, declared.length)]?.device;
        const [metric] = Object.keys(catalogue.get(device?.type ?? '')?.metrics ?? {});
        return device === undefined || metric === undefined ? [] : [{ ...one, device: device.id, metric }];
      }),
    };
    return { files, attached: devices.flatMap(({ addressed, isAttached }) => (isAttached ? [addressed] : [])) };
  });

test('what is exported is applied without any difference, whatever the territory and what people attached to it', async () => {
  let attachedSeen = 0;
  await fc.assert(
    fc.asyncProperty(anyTerritory, async ({ files, attached }) => {
      await using state = openState({ file: ':memory:' });
      const territory = createTerritoryState(state);
      await territory.replaceFiles(files);
      for (const device of attached) await territory.putDiscovered(device);
      attachedSeen += attached.length;
      const before = await territory.read();
      const parsed = parseTerritory(serializeTerritory(before), catalogue);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
      const nothing = { added: [], changed: [], removed: [] };
      expect(await territory.difference(parsed.territory)).toEqual(nothing);
      expect(await territory.replaceFiles(parsed.territory)).toEqual(nothing);
      expect(await territory.read()).toEqual(before);
    }),
    { seed, numRuns: 200 },
  );
  expect(attachedSeen).toBeGreaterThan(100);
});
