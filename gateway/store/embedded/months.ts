/** A month in UTC as `2026-03`: sorts as text. */
export type Month = string;

/** The month that holds an instant. */
export function monthOf(time: number): Month {
  return new Date(time).toISOString().slice(0, 7);
}

/** The first instant of a month and of the next. */
export function boundsOf(month: Month): { readonly from: number; readonly to: number } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { from: Date.UTC(year, number - 1), to: Date.UTC(year, number) };
}
