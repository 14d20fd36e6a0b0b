import { expect, test } from 'vitest';
import type { NewTicket, PastTicket } from '../../../gateway/domain/tickets.ts';
import { createAccounts } from '../../../gateway/state/create-accounts.ts';
import { createTickets } from '../../../gateway/state/create-tickets.ts';
import { openState } from '../../../gateway/state/open-state.ts';

const password = 'Girafe-Bleue-7-Vallons';
const ticket: NewTicket = {
  ...{ kind: 'request', organisation: 'tartas', category: 'printer', priority: 'normal', source: 'call' },
  ...{ title: 'Imprimante de l’accueil', description: 'elle n’imprime plus', evidence: [], alerts: [] },
  ...{ author: 'u-1', by: 'technicien@demo', caller: 'Sylvie Darrigade' },
};

test('an alert has one ticket, and its second is refused with the number of the first', async () => {
  await using state = openState({ file: ':memory:' });
  const tickets = await createTickets(state);
  const first = await tickets.add({ ...ticket, source: 'alert', alerts: ['a-1'], evidence: ['CO₂ 1 640 ppm'] }, 1_000);
  expect(first).toMatchObject({ number: 1, state: 'new', alerts: ['a-1'], calls: 0, openedAt: 1_000 });
  expect(first.actions[0]).toMatchObject({ is: 'opened', text: 'elle n’imprime plus\nCO₂ 1 640 ppm' });
  await expect(tickets.add({ ...ticket, alerts: ['a-1'] }, 2_000)).rejects.toThrow('alert "a-1" has ticket 1 already');
  // nothing is left of what was refused
  expect((await tickets.list({}, { limit: 10 })).items).toHaveLength(1);
  expect((await tickets.list({ alert: 'a-1' }, { limit: 10 })).items).toMatchObject([{ number: 1 }]);
});

test('closing is proposed once every alert of a ticket is over, once, and never done by itself', async () => {
  await using state = openState({ file: ':memory:' });
  const tickets = await createTickets(state);
  await tickets.add({ ...ticket, alerts: ['a-1', 'a-2'] }, 0);
  await tickets.cleared(['a-1'], (alert) => alert === 'a-2', 10);
  expect(tickets.open()[0]?.closingProposedAt).toBeUndefined();
  await tickets.cleared(['a-2'], () => false, 20);
  await tickets.cleared(['a-2'], () => false, 30);
  const after = await tickets.get(1);
  expect(after).toMatchObject({ state: 'new', closingProposedAt: 20 });
  expect(after?.actions.map(({ is }) => is)).toEqual(['opened', 'closing proposed']);
  // another alert of it begins: there is nothing to close any more
  expect(
    (await tickets.link(1, { alert: 'a-3', text: 'CO₂', by: 'technicien@demo' }, 40)).closingProposedAt,
  ).toBeUndefined();
});

test('a ticket is followed, solved, closed, and taken up again; a closed one takes no word', async () => {
  await using state = openState({ file: ':memory:' });
  const tickets = await createTickets(state);
  const told: string[] = [];
  using _ = tickets.follow(([one]) => told.push(`${one?.state} ${one?.calls}`));
  await tickets.add(ticket, 0);
  await tickets.act(1, { is: 'call', text: 'Dax', by: 'technicien@demo' }, 5);
  await tickets.change(1, { state: 'progress', assignee: 'hugo' }, 'technicien@demo', 10);
  await tickets.act(1, { is: 'solution', text: 'toner changé', by: 'technicien@demo' }, 20);
  expect(tickets.open()).toEqual([]);
  const closed = await tickets.change(1, { state: 'closed' }, 'technicien@demo', 30);
  expect(closed).toMatchObject({ solvedAt: 20, closedAt: 30 });
  await expect(tickets.act(1, { is: 'follow-up', text: 'encore', by: 'x' }, 40)).rejects.toThrow(
    'is closed: reopen it',
  );
  const again = await tickets.change(1, { state: 'progress' }, 'technicien@demo', 50);
  expect([again.solvedAt, again.closedAt]).toEqual([undefined, undefined]);
  expect(again.actions.filter(({ is }) => is === 'changed').map(({ text }) => text)).toEqual([
    'state progress, assignee hugo',
    'state closed',
    'state progress',
  ]);
  expect(told).toEqual(['new 1', 'new 2', 'progress 2', 'solved 2', 'closed 2', 'progress 2']);
  // nothing to change is nothing to note
  expect((await tickets.change(1, { state: 'progress' }, 'x', 60)).actions).toHaveLength(again.actions.length);
});

test('of two people on one ticket the second learns what the first did, instead of undoing it', async () => {
  await using state = openState({ file: ':memory:' });
  const tickets = await createTickets(state);
  const { version } = await tickets.add(ticket, 0);
  const taken = await tickets.change(1, { assignee: 'hugo', state: 'progress', version }, 'hugo', 10);
  expect(taken.version).toBeGreaterThan(version);
  await expect(tickets.change(1, { assignee: 'claire', version }, 'claire', 11)).rejects.toThrow(
    `ticket 1 changed since version ${version}: hugo set state progress, assignee hugo: read it again`,
  );
  await expect(tickets.act(1, { is: 'solution', text: 'fait', by: 'claire', version }, 12)).rejects.toMatchObject({
    code: 'conflict',
  });
  expect((await tickets.get(1))?.assignee).toBe('hugo');
  // a word more undoes nothing, nor does a call or what happens by itself stand in the way
  await tickets.act(1, { is: 'follow-up', text: 'vu', by: 'claire', version }, 13);
  const { version: read = 0 } = (await tickets.get(1)) ?? {};
  await tickets.act(1, { is: 'call', text: 'Dax', by: 'hugo' }, 14);
  await tickets.link(1, { alert: 'a-1', text: 'CO₂', by: 'hugo' }, 15);
  expect((await tickets.change(1, { priority: 'high', version: read }, 'claire', 16)).priority).toBe('high');
  // who names no version means it whatever happened
  expect((await tickets.change(1, { assignee: 'claire' }, 'claire', 17)).assignee).toBe('claire');
});

test('tickets are found by what they are, and a page goes on where the last ended', async () => {
  await using state = openState({ file: ':memory:' });
  const tickets = await createTickets(state);
  for (let at = 0; at < 5; at++) await tickets.add({ ...ticket, title: `Poste ${at}` }, at);
  await tickets.add({ ...ticket, organisation: 'dax', author: 'u-2', category: 'wifi', title: 'Élan 100 %' }, 9);
  const numbers = async (query: Parameters<typeof tickets.list>[0], before?: number) => {
    const { items, next } = await tickets.list(query, { limit: 2, ...(before !== undefined && { before }) });
    return [items.map(({ number }) => number), next];
  };
  expect(await numbers({ organisations: ['tartas'] })).toEqual([[5, 4], 4]);
  expect(await numbers({ organisations: ['tartas'] }, 2)).toEqual([[1], null]);
  expect(await numbers({ author: 'u-2' })).toEqual([[6], null]);
  expect(await numbers({ text: '100 %' })).toEqual([[6], null]);
  expect(await numbers({ text: 'elan' })).toEqual([[6], null]);
  expect(await numbers({ text: 'ÉLAN' })).toEqual([[6], null]);
  expect(await numbers({ text: '%' })).toEqual([[], null]);
  expect(await numbers({ text: '#3' })).toEqual([[3], null]);
  expect(await numbers({ category: 'wifi', states: ['new'] })).toEqual([[6], null]);
  expect(await numbers({ from: 1, to: 3 })).toEqual([[3, 2], null]);
  expect(await numbers({ organisations: [] })).toEqual([[], null]);
});

test('of a ticket closed long ago what is counted stays, and no word or name', async () => {
  await using state = openState({ file: ':memory:' });
  const tickets = await createTickets(state);
  await tickets.add({ ...ticket, evidence: ['preuve'] }, 0);
  await tickets.add({ ...ticket, title: 'ouverte depuis longtemps' }, 0);
  await tickets.act(1, { is: 'solution', text: 'vu avec Sylvie', by: 'technicien@demo' }, 10);
  await tickets.change(1, { state: 'closed' }, 'technicien@demo', 20);
  expect(await tickets.anonymise(20)).toBe(0);
  expect(await tickets.anonymise(21)).toBe(1);
  expect(await tickets.anonymise(21)).toBe(0);
  const gone = await tickets.get(1);
  expect(gone).toMatchObject({ anonymised: true, category: 'printer', organisation: 'tartas', closedAt: 20 });
  expect(JSON.stringify(gone)).not.toMatch(/Sylvie|technicien|Imprimante|imprime|preuve|u-1/);
  expect((await tickets.get(2))?.title).toBe('ouverte depuis longtemps');
  expect(await tickets.counted({})).toHaveLength(2);
});

test('a person who is erased is erased from tickets, which stay their organisation’s', async () => {
  await using state = openState({ file: ':memory:' });
  const accounts = createAccounts(state, { price: { cost: 4, lanes: 1 } });
  const person = { email: 'hugo@alpi40.fr', name: 'Hugo Lalanne', role: 'technician', organisations: [] } as const;
  const { id } = await accounts.addUser({ ...person, password }, 0);
  await accounts.addUser({ email: 'a@alpi40.fr', name: 'A', role: 'administrator', organisations: [], password }, 0);
  const tickets = await createTickets(state);
  await tickets.add({ ...ticket, author: id, by: person.email, caller: 'Hugo Lalanne' }, 0);
  await tickets.act(1, { is: 'note', text: 'vu par Hugo Lalanne', by: person.email }, 1);
  await tickets.change(1, { assignee: person.email }, person.email, 2);
  await accounts.removeUser(id);
  await tickets.readAgain();
  expect(JSON.stringify([await tickets.get(1), tickets.open()])).not.toMatch(/hugo|lalanne/i);
  expect((await tickets.get(1))?.title).toBe('Imprimante de l’accueil');
});

test('history is taken once, however often it is read', async () => {
  await using state = openState({ file: ':memory:' });
  const tickets = await createTickets(state);
  const past: PastTicket = {
    ...{ reference: 'HD-1', kind: 'request', organisation: 'tartas', category: 'printer', priority: 'normal' },
    ...{ state: 'closed', source: 'call', title: 'Toner', openedAt: 5, closedAt: 9 },
  };
  expect(await tickets.take([past, { ...past, reference: 'HD-2' }])).toBe(2);
  expect(await tickets.take([past, { ...past, reference: 'HD-3' }])).toBe(1);
  expect(await tickets.counted({})).toHaveLength(3);
  // what was read again used up no number
  expect((await tickets.add(ticket, 20)).number).toBe(4);
});

test('tickets are there again after a restart', async () => {
  await using state = openState({ file: ':memory:' });
  const before = await createTickets(state);
  await before.add({ ...ticket, alerts: ['a-1'] }, 0);
  const again = await createTickets(state);
  expect(again.open()).toEqual(before.open());
  expect(again.open()).toHaveLength(1);
});
