import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, dayOf } from '../../../devices/calendar/local-date.ts';
import { onDuty, turnsBetween } from '../../../gateway/calculate/duty-rota.ts';
import type { Duty } from '../../../gateway/domain/duty.ts';

const duty: Duty = { start: '2026-03-02', days: 15, people: ['marie', 'luc', 'anne'], swaps: [] };

test('fifteen days each in turn, again from the first after the last', () => {
  expect(turnsBetween(duty, '2026-03-02', '2026-04-20')).toEqual([
    { from: '2026-03-02', to: '2026-03-16', person: 'marie', swapped: false },
    { from: '2026-03-17', to: '2026-03-31', person: 'luc', swapped: false },
    { from: '2026-04-01', to: '2026-04-15', person: 'anne', swapped: false },
    { from: '2026-04-16', to: '2026-04-20', person: 'marie', swapped: false },
  ]);
});

test('a swap counts for its days alone, the later of two first', () => {
  const swapped: Duty = {
    ...duty,
    swaps: [
      { from: '2026-03-10', to: '2026-03-12', person: 'luc' },
      { from: '2026-03-12', to: '2026-03-12', person: 'anne' },
    ],
  };
  expect(turnsBetween(swapped, '2026-03-09', '2026-03-13')).toEqual([
    { from: '2026-03-09', to: '2026-03-09', person: 'marie', swapped: false },
    { from: '2026-03-10', to: '2026-03-11', person: 'luc', swapped: true },
    { from: '2026-03-12', to: '2026-03-12', person: 'anne', swapped: true },
    { from: '2026-03-13', to: '2026-03-13', person: 'marie', swapped: false },
  ]);
});

test('nobody is on duty before the rota begins, nor where it names nobody', () => {
  expect(onDuty(duty, '2026-03-01')).toBeUndefined();
  expect(onDuty({ ...duty, people: [] }, '2026-03-02')).toBeUndefined();
});

test('a single person has their turns one after the other', () => {
  expect(turnsBetween({ ...duty, people: ['marie'], days: 2 }, '2026-03-02', '2026-03-05')).toHaveLength(2);
});

test('every day from the beginning on has exactly one person, and everybody the same number of days', () => {
  const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 });
  fc.assert(
    fc.property(
      names,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 10_000, max: 25_000 }),
      (people, days, first) => {
        const one: Duty = { start: dayOf(first), days, people, swaps: [] };
        const last = addDays(one.start, days * people.length - 1);
        const turns = turnsBetween(one, one.start, last);
        expect(turns.map(({ person }) => person)).toEqual(people);
        expect(turns.at(-1)?.to).toBe(last);
      },
    ),
    { numRuns: 50 },
  );
});
