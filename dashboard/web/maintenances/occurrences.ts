import type { Maintenance } from '../../contract/maintenance.ts';

/** One time of announced work, by the reader's clock; epoch ms. */
export interface Occurrence {
  readonly of: Maintenance;
  readonly from: number;
  readonly to: number;
}

const mostAtOnce = 2_000;

/** Every time of the work that touches `from` ≤ time < `to`, the earliest first; weekly work keeps its hours of the clock. */
export function occurrencesIn(all: readonly Maintenance[], from: number, to: number): Occurrence[] {
  const found: Occurrence[] = [];
  for (const one of all) {
    const [begin, end] = [Date.parse(one.from), Date.parse(one.to)];
    const last = one.weeklyUntil === undefined ? begin : Date.parse(one.weeklyUntil) - 1;
    // no week before the period is looked at one by one
    const first = one.weeklyUntil === undefined ? 0 : Math.max(0, Math.floor((from - end) / (7 * 86_400_000)) - 1);
    for (let week = first; found.length < mostAtOnce; week++) {
      const at = weeksLater(begin, week);
      if (at > last || at >= to) break;
      const until = weeksLater(end, week);
      if (until > from) found.push({ of: one, from: at, to: until });
    }
  }
  return found.sort((a, b) => a.from - b.from || a.of.id - b.of.id);
}

/** The days of the weeks that hold a month, Monday to Sunday; midnights of the reader's clock. */
export function weeksOf(year: number, month: number): Date[][] {
  const first = new Date(year, month, 1);
  const monday = new Date(year, month, 1 - ((first.getDay() + 6) % 7));
  const weeks: Date[][] = [];
  for (let week = 0; week < 6; week++) {
    const days = Array.from(
      { length: 7 },
      (_, day) => new Date(monday.getFullYear(), monday.getMonth(), monday.getDate() + week * 7 + day),
    );
    if (days.some((day) => day.getMonth() === month)) weeks.push(days);
  }
  return weeks;
}

function weeksLater(time: number, weeks: number): number {
  const date = new Date(time);
  return date.setDate(date.getDate() + 7 * weeks);
}
