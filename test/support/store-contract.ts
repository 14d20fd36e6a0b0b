import { describe, expect, test } from 'vitest';
import type { Readings } from '../../gateway/domain/reading.ts';
import type { Series } from '../../gateway/domain/series.ts';
import type { Store } from '../../gateway/domain/store.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const noon = Date.UTC(2026, 2, 10, 12);

const tags = { organisation: 'tartas', site: 'mairie-tartas', type: 'any' };
export const allSeries: Series[] = [
  { ...tags, device: 'co2-1', metric: 'air.co2', instance: '' },
  { ...tags, device: 'co2-1', metric: 'air.temperature', instance: '' },
  { ...tags, device: 'server-1', metric: 'disk.used', instance: '/var' },
  { ...tags, device: 'server-1', metric: 'disk.used', instance: '/' },
  { ...tags, site: 'annexe-tartas', device: 'co2-1', metric: 'air.co2', instance: '' },
];
export const seriesOf = (id: number): Series => allSeries[id]!;

/** A store under the contract. */
export interface StoreDriver {
  name: string;
  /** what it says when it is to erase, where it can neither erase nor thin */
  removesNothing?: RegExp;
  /** a fresh store; `reopened` closes it and opens it again on what it kept */
  open(): Promise<{ store: Store; reopened(): Promise<Store> } & AsyncDisposable>;
}

/** What every store must do. */
export function storeContract({ name, open, removesNothing }: StoreDriver): void {
  describe(`the ${name} store`, () => {
    test('gives back what was appended, ordered by time', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.append(1, readings([0, noon + minute, 612], [0, noon, 600], [1, noon, 21.5]));
      expect(await plain(store, 0)).toEqual([
        [noon, 600],
        [noon + minute, 612],
      ]);
      expect(await store.position()).toBe(1);
    });

    test('of one instant the reading accepted last counts, whichever tags its device had', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.append(1, readings([0, noon, 600], [0, noon, 601]));
      await store.append(2, readings([4, noon, 602]));
      expect(await plain(store, 0)).toEqual([[noon, 602]]);
      expect(await store.latest(['co2-1'])).toEqual([
        { device: 'co2-1', metric: 'air.co2', instance: '', time: noon, value: 602 },
      ]);
    });

    test('an entry appended a second time changes nothing', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.append(7, readings([0, noon, 600]));
      await store.append(7, readings([0, noon, 999]));
      await store.append(6, readings([0, noon, 999]));
      expect(await plain(store, 0)).toEqual([[noon, 600]]);
      expect(await store.position()).toBe(7);
    });

    test('an import leaves the position where it was', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.append(3, readings([0, noon, 600]));
      await store.import(readings([0, noon - minute, 590]));
      expect(await store.position()).toBe(3);
      expect(await plain(store, 0)).toEqual([
        [noon - minute, 590],
        [noon, 600],
      ]);
    });

    test('what was kept is there after a restart', async () => {
      await using opened = await open();
      await opened.store.append(9, readings([0, noon, 600], [0, noon + minute, 0.1 + 0.2], [3, noon, -0]));
      const store = await opened.reopened();
      expect(await store.position()).toBe(9);
      expect(await plain(store, 0)).toEqual([
        [noon, 600],
        [noon + minute, 0.1 + 0.2],
      ]);
      expect(await store.latest(['co2-1', 'server-1'])).toEqual([
        { device: 'co2-1', metric: 'air.co2', instance: '', time: noon + minute, value: 0.1 + 0.2 },
        { device: 'server-1', metric: 'disk.used', instance: '/', time: noon, value: -0 },
      ]);
      await store.append(9, readings([0, noon, 999]));
      expect(await plain(store, 0)).toHaveLength(2);
    });

    test('a query takes from its first instant to before its last, with the base in front when asked', async () => {
      await using opened = await open();
      const { store } = opened;
      const month = 30 * 24 * 60 * minute;
      await store.import(
        readings([0, noon - month, 1], [0, noon, 2], [0, noon + minute, 3], [0, noon + 2 * minute, 4]),
      );
      const query = { device: 'co2-1', metric: 'air.co2', instance: '', from: noon, to: noon + 2 * minute };
      expect([...(await store.curve(query)).values]).toEqual([2, 3]);
      expect([...(await store.curve({ ...query, base: true })).values]).toEqual([1, 2, 3]);
      expect([...(await store.curve({ ...query, base: true, limit: 1 })).values]).toEqual([1, 2]);
      expect([...(await store.curve({ ...query, limit: 1 })).values]).toEqual([2]);
    });

    test('buckets hold their readings from the first edge to before the next, and the index up to the next', async () => {
      await using opened = await open();
      const { store } = opened;
      // the clocks go forward between the second and the third edge
      const edges = [22, 46, 69, 93].map((hours) => Date.UTC(2026, 2, 27, hours));
      const at = (bucket: number, minutes: number) => edges[bucket]! + minutes * minute;
      await store.import(readings([0, at(0, 0), 5], [0, at(0, 60), 8], [0, at(1, 0) - 1, 2], [0, at(2, 0), 0.5]));
      await store.import(readings([2, at(0, -1), 90], [2, at(0, 30), 100], [2, at(1, 0), 110], [2, at(1, 60), 3]));
      await store.import(readings([2, at(2, 30), 7], [2, at(3, 0), 9]));
      const air = { device: 'co2-1', metric: 'air.co2', instance: '', edges };
      expect(await store.buckets({ ...air, fn: 'mean' })).toEqual([5, null, 0.5]);
      expect(await store.buckets({ ...air, fn: 'min' })).toEqual([2, null, 0.5]);
      expect(await store.buckets({ ...air, fn: 'max' })).toEqual([8, null, 0.5]);
      expect(await store.buckets({ ...air, fn: 'last' })).toEqual([2, null, 0.5]);
      expect(await store.buckets({ ...air, fn: 'sum' })).toEqual([15, null, 0.5]);
      expect(await store.buckets({ ...air, fn: 'count' })).toEqual([3, null, 1]);
      const meter = { device: 'server-1', metric: 'disk.used', instance: '/var', edges, fn: 'delta' } as const;
      // 3 is a reset, unless the meter was replaced then
      expect(await store.buckets(meter)).toEqual([20, 0, 6]);
      const rules = { corrections: [{ time: at(1, 50), last: 112, first: 1 }] };
      expect(await store.buckets({ ...meter, rules })).toEqual([20, 4, 6]);
      expect(await store.buckets({ ...air, device: 'unknown', fn: 'mean' })).toEqual([null, null, null]);
      expect(await store.buckets({ ...air, edges: [], fn: 'mean' })).toEqual([]);
    });

    test('instances are those that have readings', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.append(1, readings([2, noon, 60], [3, noon, 40], [0, noon, 600]));
      expect(await store.instances('server-1', 'disk.used')).toEqual(['/', '/var']);
      expect(await store.instances('co2-1', 'air.co2')).toEqual(['']);
      expect(await store.instances('co2-1', 'air.humidity')).toEqual([]);
    });

    test('readings are the same after a compaction, late ones of a compacted month too', async () => {
      await using opened = await open();
      const { store } = opened;
      const later = noon + 40 * day;
      await store.import(readings([0, noon, 600], [1, noon, 20.15], [0, noon + minute, 0.1 + 0.2], [3, noon, -0]));
      await store.compact(later);
      await store.compact(later + 2 * day);
      expect(await plain(store, 0)).toEqual([
        [noon, 600],
        [noon + minute, 0.1 + 0.2],
      ]);
      await store.append(1, readings([0, noon, 601], [0, noon - minute, 599], [1, noon + 35 * day, 21]));
      const expected = [
        [noon - minute, 599],
        [noon, 601],
        [noon + minute, 0.1 + 0.2],
      ];
      expect(await plain(store, 0)).toEqual(expected);
      expect(await store.count()).toBe(6);
      await store.compact(later + 2 * day);
      await store.compact(later + 4 * day);
      expect(await plain(store, 0)).toEqual(expected);
      expect(await plain(store, 3)).toEqual([[noon, -0]]);
      expect(await store.count()).toBe(6);
      expect((await store.latest(['co2-1'])).map((reading) => reading.value)).toEqual([0.1 + 0.2, 21]);
    });

    if (removesNothing !== undefined) {
      test('erases nothing, and says so', async () => {
        await using opened = await open();
        await opened.store.append(1, readings([0, noon, 600]));
        await expect(opened.store.erase('co2-1')).rejects.toThrow(removesNothing);
      });
      return;
    }

    test('an erased device is gone from every month, and may begin anew', async () => {
      await using opened = await open();
      const { store } = opened;
      await store.import(readings([0, noon, 600], [2, noon, 60], [0, noon + 31 * day, 610]));
      await store.compact(noon + 90 * day);
      await store.compact(noon + 92 * day);
      await store.append(1, readings([0, noon + 93 * day, 620], [2, noon + 93 * day, 61]));
      await store.erase('co2-1');
      expect(await plain(store, 0)).toEqual([]);
      expect(await store.latest(['co2-1'])).toEqual([]);
      expect(await store.instances('co2-1', 'air.co2')).toEqual([]);
      expect(await store.count()).toBe(2);
      expect(await plain(store, 2)).toHaveLength(2);
      await store.append(2, readings([0, noon, 700]));
      expect(await plain(await opened.reopened(), 0)).toEqual([[noon, 700]]);
    });

    test('readings of some devices that are too old are gone from every month, all others stay', async () => {
      await using opened = await open();
      const { store } = opened;
      const old = noon - 40 * day;
      await store.import(readings([0, old, 600], [0, noon - minute, 601], [0, noon, 602], [1, old, 19], [2, old, 60]));
      await store.compact(noon + 90 * day);
      // late ones too, of a month that holds nothing else
      const late = [0, old - 60 * day, 598] as [number, number, number];
      await store.append(1, readings(late, [0, old + minute, 599], [0, noon + day, 603], [2, old + minute, 61]));
      for (const _ of ['once', 'twice']) {
        await store.expire(['co2-1', 'nobody'], noon);
        expect(await plain(store, 0)).toEqual([
          [noon, 602],
          [noon + day, 603],
        ]);
        expect(await plain(store, 1)).toEqual([]);
        expect(await store.instances('co2-1', 'air.temperature')).toEqual([]);
        expect((await store.latest(['co2-1'])).map(({ value }) => value)).toEqual([603]);
        expect(await plain(store, 2)).toHaveLength(2);
        expect(await store.count()).toBe(4);
      }
      await store.compact(noon + 92 * day);
      const again = await opened.reopened();
      expect(await again.count()).toBe(4);
      expect((await plain(again, 0))[0]).toEqual([noon, 602]);
    });

    test('old readings are thinned to one a local day, by the kind of the metric', async () => {
      await using opened = await open();
      const { store } = opened;
      // 31 March in Paris begins and ends at 22:00 UTC: it lies in two months
      const midnight = Date.UTC(2026, 2, 30, 22);
      const hours = Array.from({ length: 48 }, (_, hour) => midnight + hour * 60 * minute);
      await store.import(readings(...hours.map((time, i): [number, number, number] => [0, time, 400 + i])));
      await store.import(
        readings(...hours.map((time, i): [number, number, number] => [2, time, i < 30 ? 100 + i : i - 30])),
      );
      await store.import(readings(...hours.map((time, i): [number, number, number] => [1, time, i])));
      const kinds = new Map([
        ['disk.used', 'counter'],
        ['air.temperature', 'state'],
      ] as const);
      const thinning = { before: midnight + 47 * 60 * minute, timeZone: 'Europe/Paris', timeZones: new Map(), kinds };
      for (const _ of ['once', 'twice']) {
        await store.thin(thinning);
        expect((await plain(store, 0)).slice(0, 3)).toEqual([
          [midnight, 400 + 11.5],
          [midnight + day, 424],
          [midnight + day + 60 * minute, 425],
        ]);
        expect((await plain(store, 1))[0]).toEqual([midnight + 23 * 60 * minute, 23]);
        expect((await plain(store, 2))[0]).toEqual([midnight + 23 * 60 * minute, 123]);
        expect(await store.count()).toBe(3 * 25);
      }
      await store.thin({ ...thinning, before: midnight + 2 * day });
      expect(await plain(store, 2)).toEqual([
        [midnight + 23 * 60 * minute, 123],
        [midnight + 29 * 60 * minute, 129],
        [midnight + 30 * 60 * minute, 0],
        [midnight + 47 * 60 * minute, 17],
      ]);
      expect(await plain(await opened.reopened(), 0)).toEqual([
        [midnight, 411.5],
        [midnight + day, 435.5],
      ]);
    });

    test('each device is thinned by the days of its own site, in two months at once', async () => {
      await using opened = await open();
      const { store } = opened;
      // the day of 1 April begins at 20:00 UTC in Réunion and at 03:00 UTC in Guyane
      const start = Date.UTC(2026, 2, 30, 20);
      const at = (hour: number) => start + hour * 60 * minute;
      const hours = Array.from({ length: 60 }, (_, hour) => hour);
      await store.import(readings(...hours.map((hour): [number, number, number] => [0, at(hour), hour])));
      await store.import(readings(...hours.map((hour): [number, number, number] => [2, at(hour), 100 + hour])));
      const thinning = {
        timeZone: 'Europe/Paris',
        timeZones: new Map([
          ['co2-1', 'Indian/Reunion'],
          ['server-1', 'America/Cayenne'],
        ]),
        kinds: new Map([['disk.used', 'counter']] as const),
      };
      const fine = (from: number, plus: number) => hours.slice(from).map((hour) => [at(hour), plus + hour]);
      // in Paris it is 1 April at first, then the 2nd; the others' days are the same each time
      const befores = [21, 22.5, 22.5].map((hour) => Date.UTC(2026, 3, 1) + hour * 60 * minute);
      for (const before of befores) {
        await store.thin({ ...thinning, before });
        expect(await plain(store, 0)).toEqual([[at(0), 11.5], [at(24), 35.5], ...fine(48, 0)]);
        expect(await plain(store, 2)).toEqual([[at(6), 106], [at(30), 130], ...fine(31, 100)]);
      }
      await store.thin({ ...thinning, before: Date.UTC(2026, 3, 2, 22, 30) });
      const again = await opened.reopened();
      expect(await plain(again, 0)).toEqual([
        [at(0), 11.5],
        [at(24), 35.5],
        [at(48), 53.5],
      ]);
      expect(await plain(again, 2)).toEqual([[at(6), 106], [at(30), 130], [at(54), 154], ...fine(55, 100)]);
    });
  });
}

function readings(...rows: [series: number, time: number, value: number][]): Readings {
  return {
    series: Int32Array.from(rows, (row) => row[0]),
    times: Float64Array.from(rows, (row) => row[1]),
    values: Float64Array.from(rows, (row) => row[2]),
  };
}

async function plain(store: Store, id: number): Promise<[number, number][]> {
  const { device, metric, instance } = seriesOf(id);
  const { times, values } = await store.curve({ device, metric, instance, from: 0, to: 4e12 });
  return Array.from(times, (time, i) => [time, values[i]!]);
}
