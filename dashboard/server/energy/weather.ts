import { zoneOf } from '../../../devices/calendar/local-time.ts';
import type { Device, Site } from '../../../devices/territory.ts';
import { heatingDegreeDays, usualBase } from '../../../gateway/calculate/degree-days.ts';
import { aYearBefore, type Days } from '../../../gateway/calculate/energy-history.ts';
import { byStep } from '../by-step.ts';
import type { Scope } from '../scope.ts';
import type { ServerParts } from '../server-parts.ts';
import type { EnergyStore } from './energy-store.ts';

type Parts = Pick<ServerParts, 'catalogue' | 'corrections' | 'territory'> & EnergyStore;
const metric = 'outdoor.temperature';
const method = 'professionals';

/** The outdoor temperature around an organisation's buildings, by local days. */
export interface Weather {
  /** what measures it, as its readers may know it; null for a station of somebody else, the nearest */
  readonly station: string | null;
  /** mean of each day, °C */
  readonly warmth: ReadonlyMap<number, number>;
  readonly method: typeof method;
  readonly base: number;
  /** heating degree-days of the days asked for, and of the same dates of the year before; null where one in ten lacks */
  readonly degreeDays: number | null;
  readonly lastYear: number | null;
}

/** From the organisation's own station, else the nearest one of the territory; undefined where there is none. */
export async function weatherOf(
  of: { readonly scope: Scope; readonly sites: readonly Site[]; readonly days: Days; readonly since: number },
  parts: Parts,
): Promise<Weather | undefined> {
  const found = stationOf(of.sites, parts);
  if (found === undefined) return undefined;
  const { station, place } = found;
  const zone = zoneOf(place);
  const { since, days } = of;
  const span = { from: zone.dayStart(since), to: zone.dayStart(days.to) };
  const by = async (fn: 'mean' | 'min' | 'max') =>
    (await byStep({ device: station, metric, instance: '', ...span, step: '1d', fn, zone }, parts)).values;
  const [means, lows, highs] = await Promise.all([by('mean'), by('min'), by('max')]);
  const warmth = new Map(means.flatMap((value, at) => (value === null ? [] : [[since + at, value] as const])));
  const degreeDays = ({ from, to }: Days): number | null => {
    let [sum, known] = [0, 0];
    for (let day = from; day < to; day++) {
      const [low, high] = [lows[day - since] ?? null, highs[day - since] ?? null];
      if (low === null || high === null) continue;
      sum += heatingDegreeDays({ low, high }, method);
      known++;
    }
    return known === 0 || known < 0.9 * (to - from) ? null : Math.round(sum * 10) / 10;
  };
  const isOwn = of.sites.some(({ id }) => id === place.id);
  return {
    ...{ station: isOwn ? `${station.name}, ${place.name}` : null, warmth, method, base: usualBase },
    degreeDays: degreeDays(days),
    lastYear: degreeDays({ from: aYearBefore(days.from), to: aYearBefore(days.to) }),
  };
}

function stationOf(sites: readonly Site[], parts: Parts): { station: Device; place: Site } | undefined {
  const territory = parts.territory();
  const stations = [...territory.devices.values()].flatMap((station) => {
    const place = territory.sites.get(station.site);
    const measures = parts.catalogue.get(station.type)?.metrics[metric] !== undefined;
    return measures && place !== undefined ? [{ station, place }] : [];
  });
  const here = sites.find(({ position }) => position !== undefined)?.position;
  const distance = ({ place }: { place: Site }) => {
    if (sites.some(({ id }) => id === place.id)) return -1;
    if (here === undefined || place.position === undefined) return Number.MAX_VALUE;
    const east = (place.position[1] - here[1]) * Math.cos((here[0] * Math.PI) / 180);
    return Math.hypot(place.position[0] - here[0], east);
  };
  return stations.sort((a, b) => distance(a) - distance(b) || (a.station.id < b.station.id ? -1 : 1))[0];
}
