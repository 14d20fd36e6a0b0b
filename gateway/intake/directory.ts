import type { DeviceType } from '../../devices/device-type.ts';
import { clockMetric, type Metric } from '../../devices/metric.ts';
import { createReader, type Read } from '../../devices/reader.ts';
import type { Device, Mapping, Territory } from '../../devices/territory.ts';
import type { Series, SeriesId } from '../domain/series.ts';

/** A device as the intake meets it: with its tags, its type and the series it already has. */
export interface KnownDevice {
  readonly device: Device;
  readonly organisation: string;
  readonly type: DeviceType;
  /** reads what a foreign dialect says of it, as its type describes */
  readonly read: Read;
  readonly slots: Map<string, Slot>;
  /** what the intake knows of its clock from its last message with a time of its own, and when it last said so, epoch ms */
  clock: { readonly is: 'unknown' | 'right' } | { readonly is: 'wrong'; readonly toldAt: number };
}

/** Where a metric's values of one device (and instance) go. */
export interface Slot {
  readonly id: SeriesId;
  readonly metric: Metric;
}

/** A device invents instances (disks, SSIDs) freely; beyond this it is a fault. */
const maxSeries = 2_000;

/** Devices by id as the territory knows them now, and the numbers of their series. */
export interface Directory {
  device(id: string): KnownDevice | undefined;
  /** the device that answers to what a payload calls it, e.g. `native:mairie/co2-3` */
  byAddress(address: string): KnownDevice | undefined;
  /** addresses that are this one or go on behind it: `sparkplug:g/n` and `sparkplug:g/n/device` */
  addressesUnder(address: string): string[];
  /** what the territory says of a measurement of somebody else's line protocol */
  mappings(measurement: string): readonly Mapping[];
  /** The slot of a metric, making its series at first sight; a string is the reason why there is none. */
  slot(device: KnownDevice, metric: string, instance: string): Slot | string;
  /** Where the error of its clock goes; undefined where none was ever told and `make` does not ask for it. */
  clockSeries(device: KnownDevice, make: boolean): SeriesId | undefined;
  /** Series made since the last call, to be written with the next batch. */
  takeNewSeries(): Series[];
  /** Goes on with a changed territory. */
  replace(territory: Territory): void;
  /** Moves on with every change, so that callers know when their cached answers are old. */
  version(): number;
}

/** `known` are the journal's series in the order of their ids. */
export function createDirectory(options: {
  territory: Territory;
  catalogue: ReadonlyMap<string, DeviceType>;
  known: readonly Series[];
}): Directory {
  const ids = new Map<string, SeriesId>();
  /** series made of each device so far, whatever the territory said then */
  const counts = new Map<string, number>();
  let next = 0;
  const add = (series: Series): SeriesId => {
    ids.set(keyOf(series), next);
    counts.set(series.device, (counts.get(series.device) ?? 0) + 1);
    return next++;
  };
  for (const series of options.known) add(series);
  let fresh: Series[] = [];
  const types = new Map([...options.catalogue].map(([id, type]) => [id, { type, read: createReader(type) }]));
  let devices = index(options.territory, types);
  let version = 0;
  const seriesOf = ({ device, organisation, type }: KnownDevice, metric: string, instance: string): Series => ({
    ...{ organisation, site: device.site, device: device.id, type: type.id, metric, instance },
  });

  return {
    device: (id) => devices.byId.get(id),
    byAddress: (address) => devices.byAddress.get(address),
    addressesUnder: (address) =>
      [...devices.byAddress.keys()].filter((one) => one === address || one.startsWith(`${address}/`)),
    mappings: (measurement) => devices.mappings.get(measurement) ?? [],
    slot(device, metricId, instance) {
      const key = instance === '' ? metricId : `${metricId}\u0000${instance}`;
      const found = device.slots.get(key);
      if (found !== undefined) return found;
      const metric = device.type.metrics[metricId];
      if (metric === undefined || !Object.hasOwn(device.type.metrics, metricId)) {
        return `metric "${metricId.replace(/\p{C}/gu, '?').slice(0, 64)}" is none of a ${device.type.id}`;
      }
      if (instance.length > 128 || /\p{C}/u.test(instance))
        return `an instance of ${metricId} is too long or unprintable`;
      const series = seriesOf(device, metricId, instance);
      let id = ids.get(keyOf(series));
      if (id === undefined) {
        // what a device measures without instances is bounded by its type and never crowded out
        if (instance !== '' && (counts.get(series.device) ?? 0) >= maxSeries) {
          return `device "${series.device}" already has ${maxSeries} series`;
        }
        id = add(series);
        fresh.push(series);
      }
      const slot = { id, metric };
      device.slots.set(key, slot);
      return slot;
    },
    clockSeries(device, make) {
      const series = seriesOf(device, clockMetric, '');
      const known = ids.get(keyOf(series));
      if (known !== undefined || !make) return known;
      fresh.push(series);
      return add(series);
    },
    takeNewSeries() {
      const taken = fresh;
      fresh = [];
      return taken;
    },
    replace(territory) {
      devices = index(territory, types);
      version++;
    },
    version: () => version,
  };
}

function index(territory: Territory, types: ReadonlyMap<string, Pick<KnownDevice, 'type' | 'read'>>) {
  const byId = new Map<string, KnownDevice>();
  const byAddress = new Map<string, KnownDevice>();
  for (const device of territory.devices.values()) {
    const site = territory.sites.get(device.site);
    const type = types.get(device.type);
    if (site === undefined || type === undefined) continue; // the territory's own check has said so
    const known: KnownDevice = {
      device,
      organisation: site.organisation,
      type: type.type,
      read: device.coefficients === undefined ? type.read : createReader(type.type, device.coefficients),
      slots: new Map(),
      clock: { is: 'unknown' },
    };
    byId.set(device.id, known);
    if (device.address !== undefined) byAddress.set(device.address, known);
  }
  return { byId, byAddress, mappings: Map.groupBy(territory.mappings, ({ measurement }) => measurement) };
}

function keyOf(series: Series): string {
  return `${series.device}\u0000${series.metric}\u0000${series.instance}\u0000${series.site}\u0000${series.organisation}\u0000${series.type}`;
}
