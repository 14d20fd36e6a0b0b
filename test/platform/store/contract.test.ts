import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { openEmbeddedStore } from '../../../gateway/store/embedded/embedded-store.ts';
import { createMemoryStore } from '../../../gateway/store/memory.ts';
import { influxParts, type RealInfluxDb, startInfluxDb } from '../../support/influxdb.ts';
import { allSeries, type StoreDriver, seriesOf, storeContract } from '../../support/store-contract.ts';

let influxDb: RealInfluxDb;
let databases = 0;
beforeAll(async () => {
  influxDb = await startInfluxDb();
});
afterAll(() => influxDb[Symbol.asyncDispose]());

const drivers: StoreDriver[] = [
  {
    name: 'memory',
    open: async () => {
      const store = createMemoryStore(seriesOf);
      return { store, reopened: async () => store, [Symbol.asyncDispose]: () => store.close() };
    },
  },
  {
    name: 'embedded',
    open: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'vigie-store-'));
      let store = await openEmbeddedStore({ folder, seriesOf });
      return {
        store,
        reopened: async () => {
          await store.close();
          store = await openEmbeddedStore({ folder, seriesOf });
          return store;
        },
        [Symbol.asyncDispose]: async () => {
          await store.close();
          await rm(folder, { recursive: true });
        },
      };
    },
  },
  {
    name: 'InfluxDB 1.6',
    open: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'vigie-store-'));
      const parts = influxParts(`influxdb://${influxDb.host}/contract${databases++}`, () => allSeries, folder);
      let store = parts.open();
      return {
        store,
        reopened: async () => {
          await store.close();
          store = parts.open();
          return store;
        },
        [Symbol.asyncDispose]: async () => {
          await store.close();
          expect(parts.refused).toEqual([]);
          await rm(folder, { recursive: true });
        },
      };
    },
  },
];

for (const driver of drivers) storeContract(driver);
