import { expect, test } from 'vitest';
import type { Maintenance } from '../../../dashboard/contract/maintenance.ts';
import { occurrencesIn, weeksOf } from '../../../dashboard/web/maintenances/occurrences.ts';

const at = (text: string) => new Date(text).getTime();
const work: Maintenance = {
  ...{ id: 1, site: 'mairie', reason: 'onduleur', by: 'technicien', mode: 'mute' },
  ...{ from: iso('2026-10-05T22:00'), to: iso('2026-10-06T02:00'), createdAt: iso('2026-10-01T08:00') },
};

test('a month holds whole weeks from Monday, four to six of them', () => {
  const november = weeksOf(2026, 10);
  expect(november).toHaveLength(6);
  expect([november[0]?.[0]?.getDate(), november.at(-1)?.[6]?.getDate()]).toEqual([26, 6]);
  expect(weeksOf(2027, 1)).toHaveLength(4);
  expect(weeksOf(2026, 10).every((week) => week.length === 7 && week[0]?.getDay() === 1)).toBe(true);
});

test('weekly work is there every week at the same hours of the clock, also over the end of summer time, until its end', () => {
  const weekly = { ...work, weeklyUntil: iso('2026-11-15T23:59') };
  const found = occurrencesIn([weekly], at('2026-10-19T00:00'), at('2026-12-01T00:00'));
  expect(found.map(({ from }) => new Date(from).getDate())).toEqual([19, 26, 2, 9]);
  expect(found.map(({ from, to }) => [new Date(from).getHours(), new Date(to).getHours()])).toEqual(
    Array.from({ length: 4 }, () => [22, 2]),
  );
});

test('what only touches the edge of a month is in it, what is over before is not', () => {
  expect(occurrencesIn([work], at('2026-10-06T00:00'), at('2026-11-01T00:00'))).toHaveLength(1);
  expect(occurrencesIn([work], at('2026-10-06T02:00'), at('2026-11-01T00:00'))).toEqual([]);
});

function iso(text: string): string {
  return new Date(text).toISOString();
}
