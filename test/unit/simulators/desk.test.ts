import { expect, test } from 'vitest';
import { createZone } from '../../../devices/calendar/local-time.ts';
import { isWorkingDay } from '../../../devices/calendar/working-days.ts';
import { ticketCategories } from '../../../gateway/domain/tickets.ts';
import { deskAt } from '../../../simulators/helpdesk/desk.ts';

const zone = createZone('Europe/Paris');
const moments = ['2026-01-01T00:05:00Z', '2026-03-07T11:00:00Z', '2026-05-04T07:00:00Z', '2026-11-23T15:30:00Z'];

test('whenever a demonstration begins, its desk holds requests of the last working days, nothing of which is still to come', () => {
  let seen = 0;
  for (const moment of moments) {
    const now = Date.parse(moment);
    const desk = deskAt(now);
    expect(desk.map(({ openedAt }) => openedAt)).toEqual(desk.map(({ openedAt }) => openedAt).sort((a, b) => a - b));
    for (const { openedAt, acts, title } of desk) {
      seen++;
      expect(isWorkingDay(zone.toLocal(openedAt).date), title).toBe(true);
      const times = [openedAt, ...acts.map(({ at }) => at), now];
      expect(times, `${moment} ${title}`).toEqual(times.toSorted((a, b) => a - b));
    }
    const left = desk.filter(({ acts }) => !acts.some(({ is }) => is === 'solution' || is === 'closed'));
    expect(left.length).toBeGreaterThanOrEqual(8);
    expect(new Set(left.map(({ category }) => category)).size).toBeGreaterThanOrEqual(6);
    expect(new Set(left.map(({ priority }) => priority))).toEqual(new Set(['low', 'normal', 'high', 'urgent']));
    expect(left.filter(({ by }) => by === 'member').length).toBeGreaterThanOrEqual(2);
    expect(desk.every(({ category }) => ticketCategories.some((one) => one === category))).toBe(true);
  }
  expect(seen).toBe(moments.length * 12);
});
