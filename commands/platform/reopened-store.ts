import type { Store } from '../../gateway/domain/store.ts';

/**
 * A store that is opened anew after an error from which its engine does not recover by itself: DuckDB refuses all work
 * once a checkpoint met a full disk. The call that met the error fails; the next one finds the new store, or waits for
 * the time when it can be opened.
 */
export async function reopenedStore(open: () => Promise<Store>): Promise<Store> {
  let current: Store | undefined = await open();
  let opening: Promise<Store> | undefined;
  let closing = Promise.resolve();

  async function openAnew(): Promise<Store> {
    await closing;
    current = await open();
    return current;
  }

  async function on<T>(work: (store: Store) => Promise<T>): Promise<T> {
    if (current === undefined) {
      opening ??= openAnew().finally(() => {
        opening = undefined;
      });
    }
    const store = current ?? (await opening);
    if (store === undefined) throw new Error('the store is closed');
    try {
      return await work(store);
    } catch (error) {
      if (isFatal(error) && store === current) {
        current = undefined;
        closing = store.close().catch(() => {}); // what is broken may also fail to close
      }
      throw error;
    }
  }

  return {
    append: (seq, readings) => on((store) => store.append(seq, readings)),
    position: () => on((store) => store.position()),
    import: (readings) => on((store) => store.import(readings)),
    curve: (query) => on((store) => store.curve(query)),
    buckets: (query) => on((store) => store.buckets(query)),
    latest: (devices) => on((store) => store.latest(devices)),
    instances: (device, metric) => on((store) => store.instances(device, metric)),
    erase: (device) => on((store) => store.erase(device)),
    expire: (devices, before) => on((store) => store.expire(devices, before)),
    thin: (thinning) => on((store) => store.thin(thinning)),
    compact: (now) => on((store) => store.compact(now)),
    count: () => on((store) => store.count()),
    close: async () => {
      await opening?.catch(() => {}); // told to the call that wanted it
      await closing;
      await current?.close();
    },
  };
}

function isFatal(error: unknown): boolean {
  return /database has been invalidated|FATAL Error/i.test(String(error));
}
