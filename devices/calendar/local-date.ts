/** A day of the local calendar, `2026-03-01`; the order of the texts is the order of the days. */
export type LocalDate = string;

const dayMs = 86_400_000;

/** Days since 1970-01-01. */
export function dayNumber(date: LocalDate): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / dayMs);
}

/** The day so many days after 1970-01-01. */
export function dayOf(number: number): LocalDate {
  return new Date(number * dayMs).toISOString().slice(0, 10);
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return dayOf(dayNumber(date) + days);
}

/** Monday 0 … Sunday 6. */
export function weekday(date: LocalDate): number {
  // 1970-01-01 was a Thursday
  return (((dayNumber(date) + 3) % 7) + 7) % 7;
}

/** Whether the text is `YYYY-MM-DD` and such a day exists. */
export function isLocalDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(dayNumber(text)) && dayOf(dayNumber(text)) === text;
}
