import { expect, test } from 'vitest';
import type { Slot } from '../../../gateway/domain/alert-book.ts';
import { createAlerts, keepBook } from '../../../gateway/state/create-alerts.ts';
import { createNotices } from '../../../gateway/state/create-notices.ts';
import { openState } from '../../../gateway/state/open-state.ts';
import { alertOf } from '../../support/alerts-in-hand.ts';
import { notice, toldOf } from '../../support/notices-in-hand.ts';

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

test('a device that is erased takes its alerts, their places in the book and what people were told of them along, and no other’s', async () => {
  const state = openState({ file: ':memory:' });
  await using _ = { [Symbol.asyncDispose]: () => state.destroy() };
  const [alerts, notices] = [createAlerts(state), createNotices(state)];
  const of = (device: string) => alertOf({ id: `of ${device}`, device });
  const kept = ['eau', 'gaz'].map((device): [string, Slot] => [device, { ...slot, alert: of(device) }]);
  await state.transaction().execute((trx) => keepBook(trx, { now, kept, gone: [] }));
  const told = (device: string) => ({ ...notice({ told: toldOf({ alert: `of ${device}` }) }), device });
  await notices.decide(['eau', 'gaz'].map(told), [], now);
  await alerts.erase('eau');
  expect((await alerts.list({}, { limit: 10 })).items.map(({ id }) => id)).toEqual(['of gaz']);
  expect((await alerts.book()).slots.map(([key]) => key)).toEqual(['gaz']);
  expect((await notices.list({ limit: 10 })).items.map(({ alert }) => alert)).toEqual(['of gaz']);
});
