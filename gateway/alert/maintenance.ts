import { weekday } from '../../devices/calendar/local-date.ts';
import type { Zone } from '../../devices/calendar/local-time.ts';

/** skip: no alert is opened while it lasts · mute: opened, told to nobody · run: only noted. */
export type MaintenanceMode = 'skip' | 'mute' | 'run';

/** A time in which work is done, once or every week by the clocks of the site; also one noted afterwards. */
export interface Maintenance {
  readonly id: string;
  readonly mode: MaintenanceMode;
  /** all that is named must fit; nothing named is everything */
  readonly scope: { readonly device?: string; readonly site?: string; readonly organisation?: string };
  readonly when: Once | Weekly;
}

/** epoch ms, the end excluded */
export interface Once {
  readonly from: number;
  readonly to: number;
}

/** Monday 0 … Sunday 6; minutes of the clock, an end before the beginning is on the next day. */
export interface Weekly {
  readonly days: readonly number[];
  readonly fromMinute: number;
  readonly toMinute: number;
  /** epoch ms */
  readonly since?: number;
  readonly until?: number;
}

/** Where a device stands. */
export interface Place {
  readonly device: string;
  readonly site: string;
  readonly organisation: string;
  readonly zone: Zone;
}

/** The maintenance that counts for a device at an instant: of several the quietest. */
export function maintenanceAt(all: readonly Maintenance[], place: Place, at: number): Maintenance | undefined {
  const order: readonly MaintenanceMode[] = ['skip', 'mute', 'run'];
  return all
    .filter(({ scope, when }) => covers(scope, place) && isDuring(when, place.zone, at))
    .sort((a, b) => order.indexOf(a.mode) - order.indexOf(b.mode))[0];
}

function covers({ device, site, organisation }: Maintenance['scope'], place: Place): boolean {
  return (
    (device ?? place.device) === place.device &&
    (site ?? place.site) === place.site &&
    (organisation ?? place.organisation) === place.organisation
  );
}

function isDuring(when: Once | Weekly, zone: Zone, at: number): boolean {
  if ('from' in when) return when.from <= at && at < when.to;
  if (at < (when.since ?? at) || at >= (when.until ?? Number.POSITIVE_INFINITY)) return false;
  const { date, minute } = zone.toLocal(at);
  const day = weekday(date);
  if (when.fromMinute < when.toMinute)
    return when.days.includes(day) && when.fromMinute <= minute && minute < when.toMinute;
  return (
    (when.days.includes(day) && minute >= when.fromMinute) ||
    (when.days.includes((day + 6) % 7) && minute < when.toMinute)
  );
}
