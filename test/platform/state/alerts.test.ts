import { expect, test } from 'vitest';
import type { Slot } from '../../../gateway/domain/alert-book.ts';
import { createAlerts, keepBook } from '../../../gateway/state/create-alerts.ts';
import { openState } from '../../../gateway/state/open-state.ts';
import { alertOf } from '../../support/alerts-in-hand.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 2, 4);
const slot: Slot = { lastSince: 0, broken: false, changedAt: 0, raises: [], reminded: 0, remindAt: 0 };

test('alerts that were over long ago are forgotten; what is active, or stands in the book, is not', async () => {
  const state = openState({ file: ':memory:' });
  await using _ = { [Symbol.asyncDispose]: () => state.destroy() };
  const alerts = createAlerts(state);
  const over = (id: string, at: number) => alertOf({ id, active: false, until: at });
  const keep = (...kept: [string, Slot][]) =>
    state.transaction().execute((trx) => keepBook(trx, { now, kept, gone: [] }));
  await keep(
    ['a', { ...slot, alert: over('old', now - 800 * day) }],
    ['b', { ...slot, alert: alertOf({ id: 'active' }) }],
  );
  await keep(
    ['a', { ...slot, alert: over('recent', now - day) }],
    ['c', { ...slot, alert: over('in the book', now - 800 * day) }],
  );
  expect(await alerts.purge(now - 730 * day)).toBe(1);
  const { items } = await alerts.list({}, { limit: 10 });
  expect(items.map(({ id }) => id).sort()).toEqual(['active', 'in the book', 'recent']);
});
