import type { DeadLink } from '../domain/alert.ts';
import { causeOf, type Reach } from './reach.ts';

/** When a device gave its last sign of life (epoch ms): a reading; of what Vigie asks, an answer. */
export interface LastSign {
  readonly device: string;
  readonly site: string;
  /** absent for what never spoke */
  readonly heard?: number;
  /** how often it is expected */
  readonly everyMs: number;
}

/** expected intervals after which what says nothing is silent */
const intervals = 3;

/**
 * Sensor, its radio gateway, the site's line, or our own: the largest of which nothing is heard since the silent device's
 * last sign. A sibling that spoke later proves its link alive; one that fell silent at the same time speaks for a dead
 * link; one that was silent long before, or is not yet due, says nothing. Without a sibling that fell silent too, the
 * device itself is named.
 */
export function deadLink(
  silent: string,
  { signs, reach, now }: { readonly signs: readonly LastSign[]; readonly reach: Reach; readonly now: number },
): DeadLink {
  const me = signs.find(({ device }) => device === silent);
  const heard = me?.heard;
  if (me === undefined || heard === undefined) return { is: 'device' };

  const says = ({ heard: last, everyMs }: LastSign): 'alive' | 'dead' | 'nothing' => {
    const within = intervals * Math.max(everyMs, me.everyMs);
    if (last === undefined || last < heard - within) return 'nothing';
    if (last > heard + me.everyMs) return 'alive';
    return now - last > intervals * everyMs ? 'dead' : 'nothing';
  };
  const said = new Map(signs.map((one) => [one.device, one.device === silent ? 'nothing' : says(one)]));
  const isDead = (some: readonly LastSign[]) =>
    some.some(({ device }) => said.get(device) === 'dead') && !some.some(({ device }) => said.get(device) === 'alive');

  const here = signs.filter(({ site }) => site === me.site);
  const elsewhere = signs.filter(({ site }) => site !== me.site);
  if (isDead(elsewhere) && !here.some(({ device }) => said.get(device) === 'alive')) {
    const parent = deadParent(silent);
    // a radio gateway serves several sites, ours serves all
    return parent !== undefined && coversDead(parent) ? { is: 'parent', device: parent } : { is: 'everything' };
  }
  const parent = deadParent(silent);
  if (isDead(here) && !(parent !== undefined && coversDead(parent))) return { is: 'site' };
  return parent === undefined ? { is: 'device' } : { is: 'parent', device: parent };

  /** The farthest device on the way behind which, with itself, nothing lives and something died. */
  function deadParent(device: string): string | undefined {
    const onTheWay = [...ancestorsOf(device, reach)].filter((one) => isBehind(device, one));
    return onTheWay.findLast((one) =>
      isDead(signs.filter((sign) => sign.device === one || isBehind(sign.device, one))),
    );
  }

  /** Whether all that died lies behind it. */
  function coversDead(parent: string): boolean {
    return signs.every(({ device }) => said.get(device) !== 'dead' || device === parent || isBehind(device, parent));
  }

  function isBehind(device: string, parent: string): boolean {
    return device !== parent && causeOf(device, (one) => one === parent, reach) === parent;
  }
}

/** The devices on the ways to a device, the nearest first. */
function ancestorsOf(device: string, reach: Reach): Set<string> {
  const found = new Set<string>();
  let level = [device];
  while (level.length > 0) {
    level = level.flatMap((one) => reach.get(one)?.parents ?? []).filter((one) => !found.has(one));
    for (const one of level) found.add(one);
  }
  return found;
}
