import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startUpkeep } from '../../../commands/platform/upkeep.ts';
import { catalogue } from '../../../devices/catalogue.ts';
import type { Thinning } from '../../../gateway/domain/store.ts';
import { territoryOfTwo } from '../../support/territory-of-two.ts';

const minute = 60_000;
const series = (device: string, type: string) => ({
  ...{ device, type, metric: 'device.up', instance: '', organisation: 'tartas', site: 'mairie-tartas' },
});

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 2, 1) });
});
afterEach(() => {
  vi.useRealTimers();
});

function upkeep(thin: (thinning: Thinning) => Promise<void>) {
  const compacted: number[] = [];
  const purged: string[] = [];
  const anonymised: string[] = [];
  const expired: string[][] = [];
  const begun = Date.now();
  const { organisations: _, sites, devices } = territoryOfTwo();
  const dax = sites.get('mairie-dax')!;
  const running = startUpkeep({
    disk: {
      expireRefused: async () => {},
      series: async () => [
        series('cigale', 'unifi-ap'),
        series('portail-parti', 'ucopia'),
        series('pare-feu', 'sophos-firewall'),
        series('eau-tartas', 'water-meter'),
      ],
    },
    audit: { purge: async () => 0 },
    alerts: { purge: async (from) => purged.push(`alerts ${new Date(from).toISOString().slice(0, 10)}`) },
    tickets: {
      async anonymise(before) {
        anonymised.push(new Date(before).toISOString());
        return 0;
      },
    },
    store: {
      thin,
      expire: async (gone, before) => void expired.push([...gone, new Date(before).toISOString()]),
      compact: async (now) => {
        compacted.push((now - begun) / minute);
      },
    },
    catalogue,
    territory: () => ({ sites: new Map(sites).set(dax.id, { ...dax, timeZone: 'Indian/Reunion' }), devices }),
    retention: {
      fine: { count: 36, unit: 'mo' },
      hotspots: { count: 12, unit: 'mo' },
      refused: { count: 30, unit: 'd' },
      audit: { count: 12, unit: 'mo' },
      alerts: { count: 24, unit: 'mo' },
      tickets: { count: 24, unit: 'mo' },
    },
    now: Date.now,
    log: pino({ enabled: false }),
  });
  return { running, compacted, purged, anonymised, expired };
}

test('the store is tidied a few minutes after the start, then every hour, and thinned once a day', async () => {
  const thinnings: Thinning[] = [];
  const { running, compacted, purged } = upkeep(async (thinning) => {
    thinnings.push(thinning);
  });
  await using _ = running;
  await vi.advanceTimersByTimeAsync(4 * minute);
  expect(compacted).toEqual([]);
  await vi.advanceTimersByTimeAsync(2 * 60 * minute);
  expect(compacted).toEqual([5, 65]);
  expect(thinnings).toHaveLength(1);
  // alerts that were over two years ago
  expect(purged).toEqual(['alerts 2024-03-01']);
  await vi.advanceTimersByTimeAsync(48 * 60 * minute);
  expect(compacted).toHaveLength(50);
  expect(thinnings).toHaveLength(3);
});

test("each device is thinned by its site's own days", async () => {
  const thinnings: Thinning[] = [];
  const { running } = upkeep(async (thinning) => {
    thinnings.push(thinning);
  });
  await using _ = running;
  await vi.advanceTimersByTimeAsync(5 * minute);
  const { before, timeZones } = thinnings[0]!;
  expect(new Date(before).toISOString()).toBe('2023-03-01T00:05:00.000Z');
  expect([timeZones.get('eau-tartas'), timeZones.get('eau-dax')]).toEqual(['Europe/Paris', 'Indian/Reunion']);
});

test('what hotspots measured goes after twelve months and the rest of the last one, of those that left the territory too', async () => {
  const { running, expired } = upkeep(async () => {});
  await using _ = running;
  await vi.advanceTimersByTimeAsync(25 * 60 * minute);
  expect(expired).toEqual([
    ['cigale', 'portail-parti', '2025-03-01T00:00:00.000Z'],
    ['cigale', 'portail-parti', '2025-03-01T00:00:00.000Z'],
  ]);
});

test('tickets closed two years ago are anonymised once a day', async () => {
  const { running, anonymised } = upkeep(async () => {});
  await using _ = running;
  await vi.advanceTimersByTimeAsync(25 * 60 * minute);
  expect(anonymised).toEqual(['2024-03-01T00:05:00.000Z', '2024-03-02T00:05:00.000Z']);
});

test('a thinning that failed is tried again at the next turn', async () => {
  let tries = 0;
  const { running } = upkeep(async () => {
    if (++tries === 1) throw new Error('the disk is full');
  });
  await using _ = running;
  await vi.advanceTimersByTimeAsync(5 * 60 * minute);
  expect(tries).toBe(2);
});

test('alerts that were over two years ago are forgotten, once a day', async () => {
  const { running, purged } = upkeep(async () => {});
  await using _ = running;
  await vi.advanceTimersByTimeAsync(48 * 60 * minute);
  expect(purged).toEqual(['alerts 2024-03-01', 'alerts 2024-03-02']);
});
