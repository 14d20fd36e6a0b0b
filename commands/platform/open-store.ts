import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config.ts';
import { DeliveryError } from '../../gateway/domain/error.ts';
import type { Journal } from '../../gateway/domain/journal.ts';
import type { Store } from '../../gateway/domain/store.ts';
import type { StoreCopy } from '../../gateway/store/embedded/copy.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../../gateway/store/embedded/embedded-store.ts';
import { createInfluxStore } from '../../gateway/store/influx/influx-store.ts';
import { parseInfluxUrl } from '../../gateway/store/influx/influx-url.ts';
import { refusedMessages } from './refused-messages.ts';
import { reopenedStore } from './reopened-store.ts';

/** Which store, and what it needs. */
export interface StoreSettings {
  /** `embedded` or an `influxdb://` address that was checked */
  readonly store: Config['store'];
  readonly influxdb: Config['influxdb'];
  /** of the embedded one */
  readonly memoryMb: number;
}

export interface OpenedStore {
  readonly store: Store;
  /** readings that one append takes best */
  readonly atOnce: number;
  /** A copy of one moment into a folder; undefined where the store is another program's. */
  copyTo(folder: string): Promise<StoreCopy | undefined>;
}

/** Opens the store that the settings name, beside its journal. InfluxDB need not be there yet. */
export async function openStore(folder: string, settings: StoreSettings, journal: Journal): Promise<OpenedStore> {
  if (settings.store === 'embedded') {
    let embedded: EmbeddedStore | undefined;
    const store = await reopenedStore(async () => {
      embedded = await openEmbeddedStore({
        folder: join(folder, 'store'),
        seriesOf: (id) => {
          const series = journal.series()[id];
          if (series === undefined) throw new Error(`series ${id} is not in the journal`);
          return series;
        },
        memoryLimitMb: settings.memoryMb,
      });
      return embedded;
    });
    // one transaction, and the journal waits for it
    return { store, atOnce: 65_536, copyTo: async (to) => embedded?.copyTo(to) };
  }
  const read = parseInfluxUrl(settings.store);
  if (!read.ok) throw new Error(`store ${read.reason}`);
  const { token, tokenFile, password, passwordFile } = settings.influxdb;
  const store = createInfluxStore({
    place: read.place,
    token: createSecret('influxdb.token', token, tokenFile),
    password: createSecret('influxdb.password', password, passwordFile),
    series: journal.series,
    cursor: { read: () => journal.cursor('store'), move: (seq) => journal.moveCursor('store', seq) },
    refuse: (refused) => journal.refuse(refusedMessages(refused, Date.now())),
    folder: join(folder, 'store-influxdb'),
  });
  // many requests beside each other, so that the engine seldom waits for the last of them
  return { store, atOnce: 262_144, copyTo: async () => undefined };
}

/** A secret as it is written, or as its file holds it; the file is read anew after a while, so that a changed one needs no restart. */
function createSecret(setting: string, written: string | undefined, file: string | undefined) {
  const rereadMs = 5_000;
  let kept = { text: written, readAt: Number.NEGATIVE_INFINITY };
  return (): string | undefined => {
    const now = performance.now();
    if (written !== undefined || file === undefined || now - kept.readAt < rereadMs) return kept.text;
    try {
      kept = { text: readFileSync(file, 'utf8').trim(), readAt: now };
      return kept.text;
    } catch (cause) {
      const message = `${setting}File "${file}" cannot be read: is the path right, and may Vigie read it?`;
      throw new DeliveryError(message, { retryable: true }, { cause });
    }
  };
}
