import type { Device } from '../../devices/territory.ts';

/** The devices that one is reached through: it is cut off when `all` of them are needed and one fails, or when `any` would do and none is left. */
export interface ReachedThrough {
  readonly parents: readonly string[];
  readonly needs: 'all' | 'any';
}

/** By device; who is absent is reached directly. */
export type Reach = ReadonlyMap<string, ReachedThrough>;

/** How devices are reached: each through its parent, where it names one. */
export function reachOf(devices: Iterable<Pick<Device, 'id' | 'parent'>>): Reach {
  const ways = new Map<string, ReachedThrough>();
  for (const { id, parent } of devices) if (parent !== undefined) ways.set(id, { parents: [parent], needs: 'all' });
  return ways;
}

/**
 * The device whose failure explains that this one cannot be reached: the farthest on the way that is itself lost and is not
 * explained by another. undefined when the way is good, so that the fault is its own. A ring of parents ends where it closes.
 */
export function causeOf(device: string, isLost: (device: string) => boolean, reach: Reach): string | undefined {
  return explained(device, isLost, reach, new Set([device]));
}

function explained(
  device: string,
  isLost: (device: string) => boolean,
  reach: Reach,
  passed: Set<string>,
): string | undefined {
  const way = reach.get(device);
  if (way === undefined || way.parents.length === 0) return undefined;
  let first: string | undefined;
  for (const parent of way.parents) {
    const cause = passed.has(parent)
      ? undefined
      : (explained(parent, isLost, reach, new Set([...passed, parent])) ?? (isLost(parent) ? parent : undefined));
    if (cause !== undefined && way.needs === 'all') return cause;
    if (cause === undefined && way.needs === 'any') return undefined;
    first ??= cause;
  }
  return first;
}
