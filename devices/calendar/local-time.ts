import { addDays, dayNumber, dayOf, type LocalDate } from './local-date.ts';

/** An instant as the clocks of a zone show it. */
export interface LocalTime {
  readonly date: LocalDate;
  /** minutes since 00:00 of the clock, with the seconds as a fraction */
  readonly minute: number;
}

/** A time zone of the IANA list, quick for many instants. Instants are epoch ms. */
export interface Zone {
  readonly timeZone: string;
  /** what the clocks are ahead of UTC, ms */
  offsetAt(instant: number): number;
  toLocal(instant: number): LocalTime;
  /** The instant at which the clocks show this: the first of two when they go back, shifted on when they skip it. */
  toInstant(date: LocalDate, minute?: number): number;
  /** The first instant of the local day of `instant`. */
  startOfDay(instant: number): number;
  /** The first instant of the day after: 23, 24 or 25 hours later. */
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

/** Reads a zone's rules from the runtime, each UTC day once; throws a RangeError for a zone that does not exist. */
export function createZone(timeZone: string): Zone {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
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
    const [before, after] = [ask(low), ask(high)];
    while (before !== after && high - low > 1000) {
      const middle = Math.floor((low + high) / 2000) * 1000;
      if (ask(middle) === before) low = middle;
      else high = middle;
    }
    return { change: high, before, after };
  }

  function ask(instant: number): number {
    const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? '';
    const [, sign, hours = 0, minutes = 0, seconds = 0] = /GMT([+-])(\d+):(\d+)(?::(\d+))?/.exec(name) ?? [];
    return (sign === '-' ? -1000 : 1000) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
  }

  function toLocal(instant: number): LocalTime {
    const shown = instant + offsetAt(instant);
    const day = Math.floor(shown / dayMs);
    return { date: dayOf(day), minute: (shown - day * dayMs) / 60_000 };
  }

  function toInstant(date: LocalDate, minute = 0): number {
    const shown = dayNumber(date) * dayMs + minute * 60_000;
    const [earlier, later] = [shown - offsetAt(shown - dayMs), shown - offsetAt(shown + dayMs)];
    const shows = (instant: number) => instant + offsetAt(instant) === shown;
    const [first, second] = earlier <= later ? [earlier, later] : [later, earlier];
    return shows(first) ? first : shows(second) ? second : earlier;
  }

  return {
    timeZone,
    offsetAt,
    toLocal,
    toInstant,
    startOfDay: (instant) => toInstant(toLocal(instant).date),
    nextDay: (instant) => toInstant(addDays(toLocal(instant).date, 1)),
  };
}
