/** The clock on the wall of a place: differences to UTC, quick enough to be asked for every reading. */
export interface TimeZone {
  /** local time minus UTC at an instant, ms */
  offsetAt(time: number): number;
  /** The instant of a wall time (as if it were UTC, ms): the later of two when clocks went back, the jump itself when clocks skipped it. */
  instantOf(wall: number): number;
  /** The first instant of the local day that holds `time`. */
  dayStart(time: number): number;
  /** The first instant of the local day after the one that holds `time`. */
  nextDay(time: number): number;
}

interface Week {
  readonly before: number;
  /** from this instant on, `after` */
  readonly change: number;
  readonly after: number;
}

const day = 86_400_000;
const week = 7 * day;
const weeksKept = 4000;

/**
 * A zone of the IANA database. Asking Intl costs microseconds, so offsets are kept per week with the instant at which
 * they change; no zone changes its clocks twice in a week.
 */
export function createTimeZone(name: string): TimeZone {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  const weeks = new Map<number, Week>();

  const asked = (time: number): number => {
    const [, sign, hours, minutes, seconds] =
      /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(format.format(time)) ?? [];
    const ms = (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)) * 1000;
    return sign === '-' ? -ms : ms;
  };

  const weekOf = (time: number): Week => {
    const number = Math.floor(time / week);
    const known = weeks.get(number);
    if (known !== undefined) return known;
    const start = number * week;
    const [before, after] = [asked(start), asked(start + week - 1)];
    const found = { before, change: before === after ? start : firstWith(asked, after, start, start + week), after };
    if (weeks.size >= weeksKept) weeks.clear();
    weeks.set(number, found);
    return found;
  };

  const offsetAt = (time: number): number => {
    const { before, change, after } = weekOf(time);
    return time < change ? before : after;
  };

  const instantOf = (wall: number): number => {
    const [before, after] = [offsetAt(wall - day), offsetAt(wall + day)];
    if (before === after) return wall - before;
    const late = wall - after;
    if (offsetAt(late) === after) return late;
    const early = wall - before;
    return offsetAt(early) === before ? early : firstWith(offsetAt, after, late, early + 1);
  };

  const dayStart = (time: number): number => instantOf(Math.floor((time + offsetAt(time)) / day) * day);
  const nextDay = (time: number): number => instantOf((Math.floor((time + offsetAt(time)) / day) + 1) * day);
  return { offsetAt, instantOf, dayStart, nextDay };
}

/** The first instant in (low, high) with this offset, given that it never changes back there. */
function firstWith(offsetAt: (time: number) => number, offset: number, low: number, high: number): number {
  let [without, having] = [low, high];
  while (having - without > 1) {
    const middle = Math.floor((without + having) / 2);
    if (offsetAt(middle) === offset) having = middle;
    else without = middle;
  }
  return having;
}
