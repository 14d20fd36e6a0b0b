import { addDays } from '../../devices/calendar/local-date.ts';
import { createZone, type Zone } from '../../devices/calendar/local-time.ts';
import type { OpenInterval, OpeningCalendar } from '../../devices/calendar/opening-calendar.ts';
import { createOpeningHours } from '../../devices/calendar/opening-hours.ts';
import type { Site } from '../../devices/territory.ts';
import { DAY_MS, SLOT_MS, SLOTS } from './grid.ts';
import { type BuildingKind, kindOf } from './profile.ts';

/** Which slots of a UTC day a building is open in (1) or not (0). */
export type OpenSlots = (day: number) => Uint8Array;

/**
 * The opening of sites by their calendars, or by the usual week of their kind. Sites of one calendar and zone share what
 * is found; at most two months of days are remembered for each.
 */
export function createOpening(calendars: ReadonlyMap<string, OpeningCalendar>): (site: Site) => OpenSlots {
  const shared = new Map<string, OpenSlots>();
  return (site) => {
    const calendar = calendars.get(site.calendar ?? '') ?? usual[kindOf(site)];
    const key = `${calendar.id} ${site.timeZone}`;
    const slots = shared.get(key) ?? openSlots(calendar, site.timeZone);
    shared.set(key, slots);
    return slots;
  };
}

function openSlots(calendar: OpeningCalendar, timeZone: string): OpenSlots {
  const zone = createZone(timeZone);
  const known = new Map<number, Uint8Array>();
  const hoursOf = hoursEvenUnpublished(calendar, zone);
  return (day) => {
    let slots = known.get(day);
    if (slots === undefined) {
      slots = new Uint8Array(SLOTS);
      const start = day * DAY_MS;
      const { date } = zone.toLocal(start);
      // a UTC day reaches into two local ones
      for (const local of [date, addDays(date, 1)]) {
        for (const { from, to } of hoursOf(local)) {
          const first = Math.ceil((zone.toInstant(local, from) - start) / SLOT_MS);
          const end = Math.ceil((zone.toInstant(local, to) - start) / SLOT_MS);
          if (first < SLOTS && end > 0) slots.fill(1, Math.max(0, first), Math.min(SLOTS, end));
        }
      }
      if (known.size >= 62) known.clear();
      known.set(day, slots);
    }
    return slots;
  };
}

/** Where school holidays are not published yet, July and August are taken for them. */
function hoursEvenUnpublished(calendar: OpeningCalendar, zone: Zone): (date: string) => readonly OpenInterval[] {
  const published = createOpeningHours(calendar, zone);
  const inTerm = createOpeningHours({ ...calendar, schoolHolidays: 'open' }, zone);
  const inHolidays = createOpeningHours({ ...calendar, week: [] }, zone);
  return (date) => {
    const known = published.openIntervals(date);
    if (known !== 'unknown') return known;
    const taken = (/-0[78]-/.test(date) ? inHolidays : inTerm).openIntervals(date);
    return taken === 'unknown' ? [] : taken;
  };
}

type Week = OpeningCalendar['week'];

const office = hours([8.5, 12.5], [13.5, 17.5]);
const classes = hours([8.5, 16.5]);
const evening = hours([17, 22]);

const usual: Readonly<Record<BuildingKind, OpeningCalendar>> = {
  'town-hall': usually('town-hall', [office, office, office, office, office, [], []]),
  school: { ...usually('school', [classes, classes, [], classes, classes, [], []]), schoolHolidays: 'closed' },
  gym: usually('gym', [evening, evening, hours([13, 22]), evening, evening, hours([9, 18]), hours([9, 18])]),
  hall: usually('hall', [[], [], [], [], hours([18, 23]), hours([10, 24]), hours([10, 20])]),
};

function usually(kind: BuildingKind, week: Week): OpeningCalendar {
  const id = `usual ${kind}`;
  return { id, zone: 'A', region: 'metropole', week, holidays: 'closed', schoolHolidays: 'open', closures: [] };
}

function hours(...spans: [from: number, to: number][]): Week[number] {
  return spans.map(([from, to]) => ({ from: from * 60, to: to * 60 }));
}
