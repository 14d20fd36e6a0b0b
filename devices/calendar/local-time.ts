import { dayNumber, dayOf, type LocalDate } from './local-date.ts';

/** An instant as the clocks of a zone show it. */
export interface LocalTime {
  readonly date: LocalDate;
  /** minutes since 00:00 of the clock, with the seconds as a fraction */
  readonly minute: number;
}

/**
 * A time zone of the IANA list, quick enough to be asked for every reading. Instants are epoch ms. A local day lasts from
 * the first instant at which the clocks show its date, or a later one, to that of the next: days follow each other also
 * where clocks go back over midnight, and a date that the clocks skip is a day without an instant.
 */
export interface Zone {
  readonly timeZone: string;
  /** what the clocks are ahead of UTC, ms */
  offsetAt(instant: number): number;
  toLocal(instant: number): LocalTime;
  /** The instant at which the clocks show this: the first of two when they go back, shifted on when they skip it. */
  toInstant(date: LocalDate, minute?: number): number;
  /** The local day that holds an instant, in days since 1970-01-01. */
  dayAt(instant: number): number;
  /** The first instant of the local day of this number. */
  dayStart(day: number): number;
  /** The first instant of the local day of `instant`. */
  startOfDay(instant: number): number;
  /** The first instant of the day after: mostly 23, 24 or 25 hours later. */
  nextDay(instant: number): number;
}

const dayMs = 86_400_000;
const maxDaysKnown = 20_000;

/** One UTC day: the offset until `change`, and from then on. */
interface DayOffsets {
  readonly change: number;
  readonly before: number;
  readonly after: number;
}

const zonesKept = 50;
const zones = new Map<string, Zone>();

/** The zone of a name, its days read once for all who ask; throws a RangeError for one that does not exist. */
export function zoneOf({ timeZone }: { readonly timeZone: string }): Zone {
  const zone = zones.get(timeZone) ?? createZone(timeZone);
  if (zones.size >= zonesKept) zones.clear();
  zones.set(timeZone, zone);
  return zone;
}

/** Reads a zone's rules from the runtime, each UTC day once; throws a RangeError for a zone that does not exist. */
export function createZone(timeZone: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const known = new Map<number, DayOffsets>();

  function offsetAt(instant: number): number {
    const day = Math.floor(instant / dayMs);
    let offsets = known.get(day);
    if (offsets === undefined) {
      offsets = offsetsOf(day);
      if (known.size >= maxDaysKnown) known.clear();
      known.set(day, offsets);
    }
    return instant < offsets.change ? offsets.before : offsets.after;
  }

  /** At most one change a day, to the second. */
  function offsetsOf(day: number): DayOffsets {
    let [low, high] = [day * dayMs, (day + 1) * dayMs];
    const [before, after] = [known.get(day - 1)?.after ?? ask(low), ask(high)];
    while (before !== after && high - low > 1000) {
      const middle = Math.floor((low + high) / 2000) * 1000;
      if (ask(middle) === before) low = middle;
      else high = middle;
    }
    return { change: high, before, after };
  }

  function ask(instant: number): number {
    const [, sign, hours, minutes, seconds] =
      /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(format.format(instant)) ?? [];
    const ms = (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)) * 1000;
    return sign === '-' ? -ms : ms;
  }

  /** The instant of a time of the clock, given as if it were UTC. */
  function showing(wall: number): number {
    const [before, after] = [offsetAt(wall - dayMs), offsetAt(wall + dayMs)];
    const [early, late] = before > after ? [wall - before, wall - after] : [wall - after, wall - before];
    return early + offsetAt(early) === wall ? early : late;
  }

  const toInstant = (date: LocalDate, minute = 0) => showing(dayNumber(date) * dayMs + minute * 60_000);
  const dayStart = (day: number) => showing(day * dayMs);

  function dayAt(instant: number): number {
    const shown = Math.floor((instant + offsetAt(instant)) / dayMs);
    // for the hour that is shown again after its midnight has passed
    return dayStart(shown + 1) <= instant ? shown + 1 : shown;
  }

  return {
    timeZone,
    offsetAt,
    toLocal(instant) {
      const shown = instant + offsetAt(instant);
      const day = Math.floor(shown / dayMs);
      return { date: dayOf(day), minute: (shown - day * dayMs) / 60_000 };
    },
    toInstant,
    dayAt,
    dayStart,
    startOfDay: (instant) => dayStart(dayAt(instant)),
    nextDay: (instant) => dayStart(dayAt(instant) + 1),
  };
}
