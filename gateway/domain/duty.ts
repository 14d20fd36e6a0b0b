import type { LocalDate } from '../../devices/calendar/local-date.ts';

/** Who answers: people in turn, so many days each, from a first day on. Days are those of the agency's clocks. */
export interface Duty {
  readonly start: LocalDate;
  /** of one turn */
  readonly days: number;
  /** ids of users, in the order of their turns; none: nobody is on duty, everybody is told */
  readonly people: readonly string[];
  /** of two swaps for a day the later one counts */
  readonly swaps: readonly Swap[];
}

/** Somebody answers in another's place, both days included. */
export interface Swap {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly person: string;
}

export const noDuty: Duty = { start: '2000-01-03', days: 15, people: [], swaps: [] };

/** The rota as staff wrote it, and the secret of its calendar feed. */
export interface DutyKeeper {
  read(): Promise<Duty>;
  write(duty: Duty): Promise<void>;
  /** Makes a new secret of the calendar feed; the former no longer opens it. Shown this once. */
  newFeed(): Promise<string>;
  opensFeed(secret: string): Promise<boolean>;
}
