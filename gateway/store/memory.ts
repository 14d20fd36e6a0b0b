import { thinned } from '../calculate/thinning.ts';
import type { Readings } from '../domain/reading.ts';
import type { SeriesOf, Store } from '../domain/store.ts';
import { bucketsOfCurve } from './buckets-of-curve.ts';
import { cut, emptyCurve } from './curves.ts';
import { createGrowingCurve, type GrowingCurve } from './growing-curve.ts';
import { createThinningZones } from './thinning-zones.ts';

/** A store that forgets at the end of the process: for replays, tests and as the measure of the others. */
export function createMemoryStore(seriesOf: SeriesOf): Store {
  /** device → metric → instance → readings */
  const devices = new Map<string, Map<string, Map<string, GrowingCurve>>>();
  let position = 0;

  const keep = ({ series, times, values }: Readings): void => {
    for (let i = 0; i < series.length; i++) {
      const { device, metric, instance } = seriesOf(series[i] ?? 0);
      const metrics = getOrAdd(devices, device, () => new Map());
      const instances = getOrAdd(metrics, metric, () => new Map());
      getOrAdd(instances, instance, createGrowingCurve).add(times[i] ?? 0, values[i] ?? 0);
    }
  };

  const curve: Store['curve'] = async (query) => {
    const found = devices.get(query.device)?.get(query.metric)?.get(query.instance);
    return found === undefined ? emptyCurve : cut(found.curve(), query);
  };

  return {
    append: async (seq, readings) => {
      if (seq <= position) return;
      keep(readings);
      position = seq;
    },
    position: async () => position,
    import: async (readings) => keep(readings),
    curve,
    buckets: (query) => bucketsOfCurve(curve, query),
    latest: async (asked) =>
      asked.flatMap((device) =>
        [...(devices.get(device) ?? [])].flatMap(([metric, instances]) =>
          [...instances].map(([instance, growing]) => {
            const { times, values } = growing.curve();
            return { device, metric, instance, time: times.at(-1) ?? 0, value: values.at(-1) ?? 0 };
          }),
        ),
      ),
    instances: async (device, metric) => [...(devices.get(device)?.get(metric)?.keys() ?? [])].sort(),
    erase: async (device) => {
      devices.delete(device);
    },
    expire: async (expired, before) => {
      for (const device of expired) {
        for (const instances of devices.get(device)?.values() ?? []) {
          for (const [instance, growing] of instances) {
            const left = cut(growing.curve(), { from: before, to: Number.POSITIVE_INFINITY });
            if (left.times.length > 0) growing.replace(left);
            else instances.delete(instance);
          }
        }
      }
    },
    thin: async (thinning) => {
      const { before, kinds } = thinning;
      const zones = createThinningZones(thinning);
      for (const [device, metrics] of devices) {
        const zone = zones.of(device);
        for (const [metric, instances] of metrics) {
          for (const growing of instances.values()) {
            growing.replace(thinned(growing.curve(), kinds.get(metric) ?? 'gauge', before, zone));
          }
        }
      }
    },
    compact: async () => {},
    count: async () =>
      [...devices.values()]
        .flatMap((metrics) => [...metrics.values()])
        .flatMap((instances) => [...instances.values()])
        .reduce((sum, growing) => sum + growing.curve().times.length, 0),
    close: async () => {},
  };
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
