import { expect, test } from 'vitest';
import { fillDesk } from '../../../commands/demo/fill-desk.ts';
import type { User } from '../../../gateway/domain/account.ts';
import { createTickets } from '../../../gateway/state/create-tickets.ts';
import { openState } from '../../../gateway/state/open-state.ts';
import { deskAt } from '../../../simulators/helpdesk/desk.ts';

const user = (id: string): User => ({
  ...{ id, email: `${id}@demo`, name: id, role: 'technician', organisations: [], disabled: false },
  ...{ pending: false, keyRequired: false, keys: 0, createdAt: 0 },
});

test('a demonstration that starts again finds its desk as it was, and numbers go on where they were', async () => {
  await using state = openState({ file: ':memory:' });
  const tickets = await createTickets(state);
  const now = Date.parse('2026-01-20T15:00:00Z');
  const organisations = new Map(deskAt(now).map(({ organisation: id }) => [id, { id, name: id.toUpperCase() }]));
  const people = { technician: user('hugo'), administrator: user('claire'), of: () => undefined };
  const start = (at: number) => fillDesk({ tickets, territory: { organisations }, people, seed: 1, now: at });
  await start(now);
  const first = tickets.open();
  expect(first.length).toBeGreaterThanOrEqual(8);
  await start(now + 60_000);
  expect(tickets.open()).toEqual(first);
  const [newest] = (await tickets.list({}, { limit: 1 })).items;
  const { number } = await tickets.add(
    {
      ...{ kind: 'request', organisation: 'tartas', category: 'other', priority: 'normal', source: 'call' },
      ...{ title: 'une de plus', description: '', evidence: [], alerts: [], author: 'hugo', by: 'hugo@demo' },
    },
    now,
  );
  expect(number).toBe((newest?.number ?? 0) + 1);
});
