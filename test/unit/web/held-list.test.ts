import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Alert } from '../../../dashboard/contract/alerts.ts';
import { knownAfterAsking } from '../../../dashboard/web/alerts/held.ts';
import { createLoneKey } from '../../../dashboard/web/alerts/lone-key.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const alert = (id: string, more: Partial<Alert> = {}): Alert => ({
  ...{ id, rule: 'co2', device: 'air', site: 'mairie', organisation: 'tartas', severity: 'warning' },
  ...{ active: true, acknowledged: false, since: '2026-03-04T09:00:00.000Z', value: 1, reason: '', title: id },
  flapping: false,
  ...more,
});
const mapOf = (...alerts: Alert[]) => new Map(alerts.map((one) => [one.id, one]));

test('an alert that ended stays on the list that somebody has in hand, as over, however often the list is asked again', () => {
  const ended = alert('ended', { active: false, until: '2026-03-04T10:00:00.000Z' });
  const before = mapOf(alert('stays'), ended, alert('unheard'));
  const now = Date.parse('2026-03-04T11:00:00Z');
  const once = knownAfterAsking(before, [alert('stays'), alert('new')], ['stays', 'ended', 'unheard'], now);
  const twice = knownAfterAsking(once, [alert('stays'), alert('new')], ['stays', 'ended', 'unheard'], now + 30_000);
  expect(twice).toEqual(once);
  expect([...once.values()].map(({ id, active, until }) => [id, active, until])).toEqual([
    ['stays', true, undefined],
    ['new', true, undefined],
    ['ended', false, '2026-03-04T10:00:00.000Z'],
    ['unheard', false, '2026-03-04T11:00:00.000Z'],
  ]);
  // let go, only the answer counts
  expect([...knownAfterAsking(once, [alert('new')], [], now).keys()]).toEqual(['new']);
});

test('beyond the list a letter alone is a command, letters in a row are a word to search', () => {
  const done: string[] = [];
  const keys = createLoneKey((key) => done.push(key));
  const press = (key: string, after: number) => {
    vi.advanceTimersByTime(after);
    keys.press(key, Date.now());
  };
  press('a', 5_000);
  vi.advanceTimersByTime(350);
  expect(done).toEqual(['a']);
  for (const letter of 'dax') press(letter, 5_000 * Number(letter === 'd') + 200);
  vi.advanceTimersByTime(2_000);
  expect(done).toEqual(['a']);
  press('t', 2_000);
  keys.stop();
  vi.advanceTimersByTime(2_000);
  expect(done).toEqual(['a']);
});
