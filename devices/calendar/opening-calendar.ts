import type { LocalDate } from './local-date.ts';
import type { HolidayRegion } from './public-holidays.ts';
import type { SchoolZone } from './school-holidays.ts';

/** When a kind of building is in use, as its territory says; plain data. */
export interface OpeningCalendar {
  readonly id: string;
  /** the school zone; without it school holidays play no part */
  readonly zone?: SchoolZone;
  /** whose public holidays */
  readonly region: HolidayRegion;
  /** Monday to Sunday; the intervals of a day in order, apart from each other */
  readonly week: readonly (readonly OpenInterval[])[];
  readonly holidays: 'open' | 'closed';
  readonly schoolHolidays: 'open' | 'closed';
  readonly closures: readonly Closure[];
  /** when it is in use beside its hours: an iCalendar text (RFC 5545) of times alone */
  readonly bookings?: string;
  /** when it is closed beside `closures`: the same */
  readonly furtherClosures?: string;
}

/** Minutes of the local day: `from` ≤ minute < `to`, `to` at most 1440. */
export interface OpenInterval {
  readonly from: number;
  readonly to: number;
}

/** Closed on all days from `from` to `to`, both included. */
export interface Closure {
  readonly from: LocalDate;
  readonly to: LocalDate;
}
