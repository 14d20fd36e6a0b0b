import { addDays, dayNumber, type LocalDate } from '../../devices/calendar/local-date.ts';
import type { Duty } from '../domain/duty.ts';

/** A stretch of days of one person, both included. */
export interface Turn {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly person: string;
  /** in another's place */
  readonly swapped: boolean;
}

/** Who is on duty on a day: the last swap that holds it, else the turn; undefined before the rota begins or where it is empty. */
export function onDuty(duty: Duty, date: LocalDate): string | undefined {
  return swapOn(duty, date) ?? turnOn(duty, date);
}

/** The stretches from one day to another, both included, in order. */
export function turnsBetween(duty: Duty, from: LocalDate, to: LocalDate): Turn[] {
  const turns: Turn[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const person = onDuty(duty, date);
    if (person === undefined) continue;
    const swapped = person !== turnOn(duty, date);
    const last = turns.at(-1);
    const goesOn = last?.person === person && last.swapped === swapped && addDays(last.to, 1) === date;
    if (goesOn && !beginsTurn(duty, date)) turns[turns.length - 1] = { ...last, to: date };
    else turns.push({ from: date, to: date, person, swapped });
  }
  return turns;
}

function turnOn({ start, days, people }: Duty, date: LocalDate): string | undefined {
  if (date < start || people.length === 0) return undefined;
  return people[Math.floor((dayNumber(date) - dayNumber(start)) / days) % people.length];
}

function swapOn({ swaps }: Duty, date: LocalDate): string | undefined {
  return swaps.findLast(({ from, to }) => from <= date && date <= to)?.person;
}

function beginsTurn({ start, days }: Duty, date: LocalDate): boolean {
  return (dayNumber(date) - dayNumber(start)) % days === 0;
}
