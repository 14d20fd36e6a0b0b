import { dayNumber, dayOf } from '../../devices/calendar/local-date.ts';
import type { Zone } from '../../devices/calendar/local-time.ts';
import type { Device, Site } from '../../devices/territory.ts';
import type { Maintenance } from '../domain/maintenance.ts';
import { type Interval, merged } from './interval.ts';

/** Whether a device of this site is worked on. */
export function concerns({ scope }: Maintenance, device: Pick<Device, 'id'>, site: Site): boolean {
  if ('device' in scope) return scope.device === device.id;
  return 'site' in scope ? scope.site === site.id : scope.organisation === site.organisation;
}

/** When a device is worked on between two instants (epoch ms), in order and apart; `zone` is the site's clock. */
export function maintenanceTimes(
  maintenances: readonly Maintenance[],
  place: { readonly device: Pick<Device, 'id'>; readonly site: Site; readonly zone: Zone },
  within: Interval,
): Interval[] {
  const { device, site, zone } = place;
  return merged(
    maintenances
      .filter((one) => concerns(one, device, site))
      .flatMap((one) => [...occurrences(one, zone, within)])
      .filter(({ from, to }) => to > within.from && from < within.to),
  );
}

/** The times of a maintenance that may touch `within`: the clock's hours stay the same when the clocks change. */
function* occurrences(maintenance: Maintenance, zone: Zone, within: Interval): Generator<Interval> {
  const { from, to, weeklyUntil } = maintenance;
  if (weeklyUntil === undefined) return yield { from, to };
  const [begin, end] = [shown(zone, from), shown(zone, to)];
  const bound = Math.min(within.to, weeklyUntil);
  const weeksBefore = Math.max(0, Math.ceil((zone.dayAt(within.from) - end.day) / 7));
  for (let day = 7 * weeksBefore; ; day += 7) {
    const start = day === 0 ? from : zone.toInstant(dayOf(begin.day + day), begin.minute);
    if (start >= bound) return;
    yield { from: start, to: day === 0 ? to : zone.toInstant(dayOf(end.day + day), end.minute) };
  }
}

function shown(zone: Zone, instant: number): { day: number; minute: number } {
  const { date, minute } = zone.toLocal(instant);
  return { day: dayNumber(date), minute };
}
