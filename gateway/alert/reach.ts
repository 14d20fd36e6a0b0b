/** The devices that one is reached through: it is cut off when `all` of them are needed and one fails, or when `any` would do and none is left. */
export interface ReachedThrough {
  readonly parents: readonly string[];
  readonly needs: 'all' | 'any';
}

/** By device; who is absent is reached directly. */
export type Reach = ReadonlyMap<string, ReachedThrough>;

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

/** Which link of the way died when a device is silent. */
export type DeadLink =
  | { readonly is: 'device' }
  | { readonly is: 'parent'; readonly device: string }
  | { readonly is: 'site' }
  | { readonly is: 'everything' };

/** A device with the other ones of its site. */
export interface Placed {
  readonly device: string;
  readonly site: string;
}

/**
 * Sensor, its radio gateway, the site's line, or our own: the largest of which nothing is heard. A site with one device,
 * or a territory with one site, cannot tell the link from the device, and the device is named.
 */
export function deadLink(
  silent: string,
  { placed, isLost, reach }: { placed: readonly Placed[]; isLost: (device: string) => boolean; reach: Reach },
): DeadLink {
  const site = placed.find(({ device }) => device === silent)?.site;
  const here = placed.filter((one) => one.site === site);
  const elsewhere = placed.filter((one) => one.site !== site);
  const isDead = (some: readonly Placed[]) =>
    some.length > 0 && some.every(({ device }) => device === silent || isLost(device));
  if (isDead(here) && isDead(elsewhere)) return { is: 'everything' };
  const parent = causeOf(silent, isLost, reach);
  const reachedByParent = (one: Placed) =>
    one.device === parent || causeOf(one.device, (device) => device === parent, reach) === parent;
  if (here.length > 1 && isDead(here) && !(parent !== undefined && here.every(reachedByParent))) return { is: 'site' };
  return parent === undefined ? { is: 'device' } : { is: 'parent', device: parent };
}
