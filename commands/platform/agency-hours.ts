import type { Zone } from '../../devices/calendar/local-time.ts';
import type { OpeningCalendar } from '../../devices/calendar/opening-calendar.ts';
import { createOpeningHours } from '../../devices/calendar/opening-hours.ts';
import { createDeskHours, type DeskHours } from '../../gateway/calculate/desk-hours.ts';

const office = [
  { from: 510, to: 750 },
  { from: 810, to: 1050 },
];
/** Monday to Friday 8:30–12:30 and 13:30–17:30, on Friday to 16:30; closed on public holidays. */
const officeHours: OpeningCalendar = {
  id: '',
  region: 'metropole',
  week: [
    office,
    office,
    office,
    office,
    [
      { from: 510, to: 750 },
      { from: 810, to: 990 },
    ],
    [],
    [],
  ],
  holidays: 'closed',
  schoolHolidays: 'open',
  closures: [],
};

/** The agency's hours by the calendar as it is now, the usual ones of an office where it has none. */
export function createHours(calendarNow: () => OpeningCalendar | undefined, zone: Zone): () => DeskHours {
  let of: OpeningCalendar | undefined;
  let desk: DeskHours | undefined;
  return () => {
    const calendar = calendarNow() ?? officeHours;
    if (desk === undefined || calendar !== of) {
      of = calendar;
      desk = createDeskHours(createOpeningHours(calendar, zone), zone);
    }
    return desk;
  };
}
