import { createSiteHours, type SiteHours } from '../../devices/calendar/site-hours.ts';
import type { Device, Site, Territory } from '../../devices/territory.ts';
import { emptyTally, sumOf, type Tally, tallies, unknownRatio, upRatio } from '../../gateway/calculate/availability.ts';
import { calendarBuckets } from '../../gateway/calculate/calendar-edges.ts';
import type { Interval } from '../../gateway/calculate/interval.ts';
import { maintenanceTimes } from '../../gateway/calculate/maintenance-times.ts';
import type { Availability, AvailabilityDay } from '../contract/availability.ts';
import { Refusal } from './problem.ts';
import type { ServerParts } from './server-parts.ts';
import { availableBy, type StateReader, statesOf } from './states-of.ts';

type Parts = Pick<ServerParts, 'territory' | 'catalogue' | 'maintenances' | 'fineSince'> & {
  readonly store: Pick<ServerParts['store'], 'curve' | 'instances'>;
};

const daysAtMost = 3_700;
const daysAtOnce = 31;
const readingsAtOnce = 1_000_000;
const readingsAtMost = 20_000_000;

/** Of some devices of one site; up to `now`, and of a site of few people whole local days that are over. */
export type AvailabilityOf = (
  asked: { readonly site: Site; readonly devices: readonly Device[] } & Interval,
  now: number,
) => Promise<Availability>;

/** Calculated anew whenever it is asked: a maintenance that was announced afterwards counts at once. */
export function createAvailability({ territory, catalogue, store, maintenances, fineSince }: Parts): AvailabilityOf {
  let hours: { of: Territory['calendars']; answers: SiteHours } | undefined;
  const siteHours = (): SiteHours => {
    const { calendars } = territory();
    if (hours?.of !== calendars) hours = { of: calendars, answers: createSiteHours({ calendars }) };
    return hours.answers;
  };

  return async function availabilityOf({ site, devices, from, to }, now) {
    const zone = siteHours().zoneOf(site);
    const end = Math.min(to, now);
    const within = site.fewStaff ? { from: zone.startOfDay(from), to: zone.startOfDay(end) } : { from, to: end };
    if ((within.to - within.from) / 86_400_000 > daysAtMost) {
      throw new Refusal(400, `That is more than ${daysAtMost} days: ask for a shorter period`);
    }
    const { edges } = calendarBuckets('1d', within.from, within.to, zone);
    const measured = devices.filter(({ type }) => availableBy(catalogue.get(type)) !== undefined);
    const days: Tally[] = edges.slice(1).map(() => emptyTally);
    let read = 0;
    const parts: StateReader = {
      territory: territory(),
      catalogue,
      instances: (device, metric) => store.instances(device, metric),
      fineSince: fineSince?.(now) ?? 0,
      async read(query) {
        const curve = await store.curve({ ...query, base: true, limit: readingsAtOnce });
        read += curve.times.length;
        if (curve.times.length >= readingsAtOnce || read > readingsAtMost) {
          throw new Refusal(400, `That would read more than ${readingsAtMost} readings: ask for a shorter period`);
        }
        return curve;
      },
    };
    for (const device of measured) {
      const works = maintenanceTimes(maintenances.all(), { device, site, zone }, within);
      for (let first = 0; first < days.length; first += daysAtOnce) {
        const part = edges.slice(first, first + daysAtOnce + 1);
        const range = { from: part[0] ?? from, to: part.at(-1) ?? to };
        const { curve, silentAfterMs } = await statesOf(device, range, parts);
        tallies(curve, part, { silentAfterMs, maintenances: works }).forEach((tally, i) => {
          days[first + i] = sumOf([days[first + i] ?? emptyTally, tally]);
        });
      }
    }
    const shown = days.map((tally, i) => ({
      tally,
      time: edges[i] ?? from,
      isWorkingDay: siteHours().isWorkingDay(site, edges[i] ?? from),
    }));
    const all = sumOf(days);
    return {
      total: upRatio(all),
      workingDays: upRatio(sumOf(shown.filter(({ isWorkingDay }) => isWorkingDay).map(({ tally }) => tally))),
      unknown: measured.length === 0 ? 1 : unknownRatio(all),
      maintenance: maintenanceRatio(all),
      devices: measured.length,
      days: shown.map(
        ({ tally, time, isWorkingDay }): AvailabilityDay => ({
          time,
          total: upRatio(tally),
          unknown: measured.length === 0 ? 1 : unknownRatio(tally),
          maintenance: maintenanceRatio(tally),
          isWorkingDay,
        }),
      ),
    };
  };
}

function maintenanceRatio({ up, down, unknown, maintenance }: Tally): number {
  const whole = up + down + unknown + maintenance;
  return whole === 0 ? 0 : maintenance / whole;
}
