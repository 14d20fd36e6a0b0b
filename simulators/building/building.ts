import { catalogue } from '../../devices/catalogue.ts';
import type { Metric } from '../../devices/metric.ts';
import type { Device, Site } from '../../devices/territory.ts';
import { keyOf, uniform } from '../chance.ts';
import { rounding } from '../rounding.ts';
import { airTrack } from './air.ts';
import { batteryTrack } from './battery.ts';
import { electricityTrack } from './electricity.ts';
import { gasTrack } from './gas.ts';
import { DAY_MS, dayOf } from './grid.ts';
import type { OpenSlots } from './opening.ts';
import { outdoorTrack } from './outdoors.ts';
import { type HeatingFault, kindOf, profiles, type Works } from './profile.ts';
import { type Surroundings, siteDays } from './site-day.ts';
import type { Track } from './track.ts';
import { waterTrack } from './water.ts';
import { weatherOf } from './weather.ts';

/** One metric of one device of a building; `read` gives what its display shows at a time, rounded to its resolution. */
export interface Probe {
  readonly device: Device;
  readonly metric: Metric;
  read(time: number): number;
}

/** A building with its devices. Reading forward is quick; reading an earlier day walks again from the beginning. */
export interface Building {
  readonly site: Site;
  readonly probes: readonly Probe[];
}

/** Where every simulated building begins: indexes, rooms and batteries are reckoned from here (epoch ms). */
export const BEGINNING = Date.UTC(2025, 0, 1);

/** Builds the model of a site and of those of its devices whose metrics have a model. Same arguments, same readings. */
export function createBuilding(options: {
  site: Site;
  devices: readonly Device[];
  seed: number;
  open: OpenSlots;
  works?: readonly Works[];
  heatingFaults?: readonly HeatingFault[];
  since?: number;
}): Building {
  const { site, devices, seed, open, works = [], heatingFaults = [], since = BEGINNING } = options;
  const firstDay = dayOf(since);
  const kind = kindOf(site);
  const around: Surroundings = {
    ...{ site, kind, open, works, seed, profile: profiles[kind], area: site.area ?? 400 },
    heatingFaults: heatingFaults.filter((fault) => fault.site === site.id),
    weather: weatherOf(seed, site.position),
    gas: devices.some((device) => 'gas.volume' in metricsOf(device)),
  };
  let day = Number.POSITIVE_INFINITY;
  let tracks = new Map<string, Track[]>();
  let nextDay = siteDays(around, firstDay);

  function walkTo(wanted: number): void {
    if (wanted < firstDay) {
      throw new RangeError(`${site.id} is simulated from ${new Date(since).toISOString()} on, not earlier`);
    }
    if (wanted < day) {
      nextDay = siteDays(around, firstDay);
      tracks = new Map(devices.map((device) => [device.id, tracksOf(device, devices, around)]));
      day = firstDay - 1;
    }
    for (; day < wanted; day++) {
      const lived = nextDay();
      for (const ofDevice of tracks.values()) for (const track of ofDevice) track.next(lived);
    }
  }

  const probes = devices.flatMap((device) => {
    const modelled = new Set(tracksOf(device, devices, around).flatMap((track) => Object.keys(track.at)));
    return Object.values(metricsOf(device))
      .filter((metric) => modelled.has(metric.id))
      .map((metric): Probe => {
        const round = rounding(metric.resolution);
        let knownTracks: Track[] | undefined;
        let value: ((time: number) => number) | undefined;
        return {
          device,
          metric,
          read(time) {
            const wanted = Math.floor(time / DAY_MS);
            if (wanted !== day) walkTo(wanted);
            const mine = tracks.get(device.id);
            if (value === undefined || mine !== knownTracks) {
              knownTracks = mine;
              value = mine?.find((track) => metric.id in track.at)?.at[metric.id];
            }
            return value === undefined ? Number.NaN : round(value(time));
          },
        };
      });
  });
  return { site, probes };
}

function metricsOf(device: Device): Readonly<Record<string, Metric>> {
  return catalogue.get(device.type)?.metrics ?? {};
}

/** The models a device needs for its metrics; several meters of one kind share the building's consumption equally. */
function tracksOf(device: Device, devices: readonly Device[], around: Surroundings): Track[] {
  const metrics = metricsOf(device);
  const share = (...any: string[]) =>
    1 / devices.filter((other) => any.some((metric) => metric in metricsOf(other))).length;
  const first = (most: number) => Math.floor(most * (0.1 + 0.9 * uniform(keyOf(around.seed, `index ${device.id}`), 0)));
  const tracks: Track[] = [];
  if ('water.volume' in metrics) tracks.push(waterTrack(around, device.id, share('water.volume'), first(900_000)));
  if ('gas.volume' in metrics) tracks.push(gasTrack(around, share('gas.volume'), first(40_000)));
  if ('electricity.energy' in metrics || 'electricity.power' in metrics) {
    tracks.push(electricityTrack(around, device.id, share('electricity.energy', 'electricity.power'), first(60_000)));
  }
  if ('outdoor.temperature' in metrics || 'air.pressure' in metrics) tracks.push(outdoorTrack(around.seed, device.id));
  if ('air.temperature' in metrics || 'air.co2' in metrics) tracks.push(airTrack(around, device.id));
  if ('battery.level' in metrics || 'radio.rssi' in metrics) tracks.push(batteryTrack(around.seed, device.id));
  return tracks;
}
