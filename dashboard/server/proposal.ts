import type { DeviceType } from '../../devices/device-type.ts';
import type { Territory } from '../../devices/territory.ts';
import type { Discovered as Known } from '../../gateway/domain/inbox.ts';
import type { Discovered } from '../contract/http.ts';

/** What the territory suggests for a discovered device: the type that measures most of its metrics, the site it names. */
export function proposalFor(
  { address, metrics }: Pick<Known, 'address' | 'metrics'>,
  { sites }: Pick<Territory, 'sites'>,
  catalogue: ReadonlyMap<string, DeviceType>,
): Discovered['proposal'] {
  const [, site, name] = /^native:([a-z0-9-]{1,64})\/([a-z0-9-]{1,64})$/.exec(address) ?? [];
  const type = closest(metrics, catalogue);
  return {
    ...(type === undefined ? {} : { type }),
    ...(site !== undefined && sites.has(site) ? { site } : {}),
    ...(name === undefined ? {} : { name }),
  };
}

/** Most metrics in common wins; of equals, the type that expects the fewest others. */
function closest(metrics: readonly string[], catalogue: ReadonlyMap<string, DeviceType>): string | undefined {
  const scored = [...catalogue.values()].map((type) => ({
    id: type.id,
    common: metrics.filter((metric) => Object.hasOwn(type.metrics, metric)).length,
    others: Object.keys(type.metrics).length,
  }));
  scored.sort((a, b) => b.common - a.common || a.others - b.others);
  const [best] = scored;
  return best !== undefined && best.common > 0 ? best.id : undefined;
}
