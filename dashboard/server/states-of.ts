import type { DeviceType } from '../../devices/device-type.ts';
import { durationMs } from '../../devices/duration.ts';
import type { Device, Territory } from '../../devices/territory.ts';
import { presence } from '../../gateway/calculate/presence.ts';
import type { Curve } from '../../gateway/domain/reading.ts';
import type { CurveQuery } from '../../gateway/domain/store.ts';

export type ReadCurve = (query: Pick<CurveQuery, 'device' | 'metric' | 'instance' | 'from' | 'to'>) => Promise<Curve>;

/** How it is known whether such a device works: by a state that it says, by its readings coming; undefined where neither tells. */
export function availableBy(type: DeviceType | undefined): 'state' | 'readings' | undefined {
  if (type?.availability !== undefined) return 'state';
  return type?.source.kind === 'mqtt' ? 'readings' : undefined;
}

export interface StateReader {
  readonly territory: Pick<Territory, 'devices'>;
  readonly catalogue: ReadonlyMap<string, DeviceType>;
  /** with the last reading before `from` in front */
  readonly read: ReadCurve;
  instances(device: string, metric: string): Promise<string[]>;
  readonly fineSince: number;
}

/**
 * Whether a device worked, as a curve of states for `tallies`, and how long one of them counts. What speaks over MQTT is
 * there while its measurements come; as few of its series are read as it takes to know that.
 */
export async function statesOf(
  device: Device,
  range: { readonly from: number; readonly to: number },
  { territory, catalogue, read, instances, fineSince }: StateReader,
): Promise<{ curve: Curve; silentAfterMs: number }> {
  const type = catalogue.get(device.type);
  if (type === undefined) return { curve: nothing, silentAfterMs: 0 };
  const silentAfterMs = durationMs(type.source.silentAfter);
  const stateOf = (id: string, metric: string) => read({ device: id, metric, instance: '', ...range });
  if (type.availability !== undefined) return { curve: await stateOf(device.id, type.availability), silentAfterMs };

  const own = Object.hasOwn(type.metrics, 'device.up') ? [await stateOf(device.id, 'device.up')] : [];
  const parents: Curve[] = [];
  for (const parent of parentsOf(device, territory)) {
    const parentType = catalogue.get(parent.type);
    const metric = parentType?.availability ?? 'device.up';
    if (parentType !== undefined && Object.hasOwn(parentType.metrics, metric)) {
      parents.push(await stateOf(parent.id, metric));
    }
  }
  const heard: Curve[] = [];
  const there = () => presence({ heard, own, parents }, { silentAfterMs, fineSince });
  let curve = there();
  for (const { id, instances: declared, table } of Object.values(type.metrics)) {
    if (id === 'device.up') continue;
    const several = declared !== undefined || table !== undefined;
    for (const instance of several ? (await instances(device.id, id)).slice(0, instancesAtMost) : ['']) {
      if (isThere(curve, range)) return { curve, silentAfterMs: Number.POSITIVE_INFINITY };
      heard.push(await read({ device: device.id, metric: id, instance, ...range }));
      curve = there();
    }
  }
  return { curve, silentAfterMs: Number.POSITIVE_INFINITY };
}

const nothing: Curve = { times: new Float64Array(), values: new Float64Array() };
const instancesAtMost = 16;
const parentsAtMost = 4;

/** What a device is reached through, the nearest first. */
function parentsOf(device: Device, { devices }: Pick<Territory, 'devices'>): Device[] {
  const parents: Device[] = [];
  for (let at = device; at.parent !== undefined && parents.length < parentsAtMost; ) {
    const parent = devices.get(at.parent);
    if (parent === undefined) break;
    parents.push(parent);
    at = parent;
  }
  return parents;
}

/** Nothing that is read beside it could say more: it was there from beginning to end. */
function isThere({ times, values }: Curve, { from, to }: { from: number; to: number }): boolean {
  if ((times[0] ?? Number.POSITIVE_INFINITY) > from) return false;
  return times.every((time, row) => time >= to || values[row] === 1 || (times[row + 1] ?? to) <= from);
}
