import { addDays } from '../../../devices/calendar/local-date.ts';
import type { Zone } from '../../../devices/calendar/local-time.ts';
import type { DeskHours } from '../../calculate/desk-hours.ts';
import type { Severity } from '../../domain/rule.ts';
import type { Quiet, Wishes } from '../../domain/wish.ts';

/** By whose clocks people live, and when the agency is open. */
export interface Hours {
  readonly desk: DeskHours;
  readonly zone: Zone;
}

/** When somebody may be told of a severity, from `at` on (epoch ms): in the agency's hours unless they wish otherwise, never in their quiet time. */
export function mayHear(wishes: Wishes, severity: Severity, { desk, zone }: Hours, at: number): number {
  const anyHour = wishes.outsideHours.includes(severity);
  let time = at;
  // a quiet time may end outside the hours, and these may begin in it; a person who is never both is told at last
  for (let turn = 0; turn < 8; turn++) {
    const open = anyHour ? time : desk.openFrom(time);
    const next = wishes.quiet === undefined ? open : quietEnd(wishes.quiet, zone, open);
    if (next === time) return time;
    time = next;
  }
  return time;
}

/** When a person's daily mail leaves next: at its minute, on a day on which the agency opens. */
export function nextDigest(minute: number, { desk, zone }: Hours, now: number): number {
  let { date } = zone.toLocal(now);
  for (let day = 0; day <= 60; day++, date = addDays(date, 1)) {
    const at = zone.toInstant(date, minute);
    if (at > now && zone.toLocal(desk.openFrom(zone.toInstant(date))).date === date) return at;
  }
  return zone.nextDay(now);
}

/** `at`, or the end of the quiet time that holds it. */
function quietEnd({ fromMinute, toMinute }: Quiet, zone: Zone, at: number): number {
  const { date, minute } = zone.toLocal(at);
  const overnight = toMinute < fromMinute;
  const isQuiet = overnight ? minute >= fromMinute || minute < toMinute : minute >= fromMinute && minute < toMinute;
  if (!isQuiet) return at;
  return zone.toInstant(overnight && minute >= fromMinute ? addDays(date, 1) : date, toMinute);
}
