import { expect, test } from 'vitest';
import type { NewTicket, Ticket } from '../../../gateway/domain/tickets.ts';
import { createMirror } from '../../../gateway/notify/glpi/mirror.ts';
import { createGlpiV1 } from '../../../gateway/notify/glpi/v1.ts';
import { createGlpiV2 } from '../../../gateway/notify/glpi/v2.ts';
import { createHelpdeskOutbox } from '../../../gateway/state/create-helpdesk-outbox.ts';
import { createTickets } from '../../../gateway/state/create-tickets.ts';
import { openState } from '../../../gateway/state/open-state.ts';
import { startGlpi } from '../../../simulators/glpi/glpi.ts';

const ticket: NewTicket = {
  ...{ kind: 'incident', organisation: 'tartas', category: 'server', priority: 'urgent', source: 'alert' },
  ...{ title: 'Disque plein', description: '', evidence: ['<img onerror=x> 98 %'], alerts: ['a-1'] },
  ...{ author: 'u', by: 'technicien@demo' },
};
const minute = 60_000;

async function both(version: 1 | 2) {
  const glpi = await startGlpi();
  const state = openState({ file: ':memory:' });
  const tickets = await createTickets(state, { mirrored: true });
  const outbox = createHelpdeskOutbox(state);
  const closing = new AbortController();
  const helpdesk =
    version === 1
      ? createGlpiV1({ url: `${glpi.url}/apirest.php`, userToken: 'user', appToken: 'app' }, closing.signal)
      : createGlpiV2(
          {
            ...{ url: `${glpi.url}/api.php`, clientId: 'client', clientSecret: 'client-secret' },
            ...{ user: 'vigie', password: 'password' },
          },
          closing.signal,
        );
  const clock = { now: 1_000 };
  const closed: Ticket[] = [];
  const told: unknown[] = [];
  const mirror = createMirror({
    ...{ helpdesk, outbox, tickets, now: () => clock.now },
    closed: async (one) => void closed.push(one),
    log: { warn: (fields) => told.push(fields) },
  });
  return {
    ...{ glpi, helpdesk, tickets, outbox, mirror, clock, closed, told },
    async [Symbol.asyncDispose]() {
      closing.abort();
      await glpi[Symbol.asyncDispose]();
      await state.destroy();
    },
  };
}

for (const version of [1, 2] as const) {
  test(`GLPI by its API v${version} opens, follows, is solved, and closing there closes here`, async () => {
    await using all = await both(version);
    const { glpi, tickets, mirror, closed } = all;
    await tickets.add(ticket, 1);
    await tickets.act(1, { is: 'note', text: 'pour nous seuls', by: 'technicien@demo' }, 2);
    await tickets.act(1, { is: 'follow-up', text: 'a < b\nvu', by: 'technicien@demo' }, 3);
    await tickets.change(1, { state: 'progress' }, 'technicien@demo', 4);
    await mirror.turn();
    const there = glpi.tickets.get(1)!;
    expect(there).toMatchObject({ status: 2, urgency: 5, type: 1, followups: [{ content: 'a &lt; b<br>vu' }] });
    expect(there.content).toBe('&lt;img onerror=x&gt; 98 %');
    expect(version === 1 ? there.name : there.external_id).toContain('VIGIE-1');
    expect((await tickets.get(1))?.remote).toBe(1);
    expect(tickets.open()[0]?.remote).toBe(1);
    await tickets.act(1, { is: 'solution', text: 'vidé', by: 'technicien@demo' }, 5);
    glpi.forget(); // its sessions end: one is opened again
    await mirror.turn();
    expect(there).toMatchObject({ status: 5, solutions: ['vidé'] });
    glpi.move(1, 6);
    await mirror.turn();
    const after = await tickets.get(1);
    expect(after).toMatchObject({ state: 'closed' });
    expect(after?.actions.at(-1)).toMatchObject({ by: 'glpi', is: 'changed', text: 'state closed' });
    expect(closed.map(({ number, alerts }) => [number, alerts])).toEqual([[1, ['a-1']]]);
    // what came from there is not told there again
    await mirror.turn();
    expect([await all.outbox.waiting(), glpi.tickets.size, glpi.opened()]).toEqual([0, 1, 2]);
  });

  test(`what is written and opened again in GLPI is so here, each thing once, by its API v${version}`, async () => {
    await using all = await both(version);
    const { glpi, tickets, mirror, closed } = all;
    await tickets.add(ticket, 1);
    await tickets.act(1, { is: 'follow-up', text: 'dit ici', by: 'technicien@demo' }, 2);
    await mirror.turn();
    await mirror.turn();
    glpi.write(1, '<p>Pièce command&#233;e &lt;SSD&gt;,<br>jeudi</p>');
    await mirror.turn();
    // within the second of the look before: its time of change is the same
    glpi.write(1, 'entre nous', true);
    await mirror.turn();
    await mirror.turn();
    all.clock.now += minute;
    await mirror.turn();
    const looks = glpi.asked();
    await mirror.turn();
    expect(glpi.asked() - looks, 'what has not changed is read once, its follow-ups not at all').toBe(1);
    glpi.write(1, 'rien d’autre');
    glpi.move(1, 6);
    glpi.tickets.get(1)!.date_mod = '2030-01-01 00:00:00'; // another second
    await mirror.turn();
    await mirror.turn();
    const said = async () => (await tickets.get(1))?.actions.map(({ by, is, text }) => `${by} ${is} ${text}`).slice(1);
    expect(await said()).toEqual([
      'technicien@demo follow-up dit ici',
      'glpi follow-up Pièce commandée <SSD>,\njeudi',
      'glpi note entre nous',
      'glpi follow-up rien d’autre',
      'glpi changed state closed',
    ]);
    expect([(await tickets.get(1))?.state, closed.length]).toEqual(['closed', 1]);
    glpi.move(1, 2);
    glpi.write(1, 'recommence');
    glpi.tickets.get(1)!.date_mod = '2030-01-01 00:00:01';
    await mirror.turn();
    await mirror.turn();
    expect((await said())?.slice(5)).toEqual(['glpi follow-up recommence', 'glpi changed state progress']);
    expect(tickets.open().map(({ number }) => number)).toEqual([1]);
    expect(glpi.tickets.get(1)?.followups).toHaveLength(5);
  });

  test(`a title that holds the key of another ticket takes nobody's place, by GLPI's API v${version}`, async () => {
    await using all = await both(version);
    const { glpi, tickets, mirror } = all;
    await tickets.add({ ...ticket, title: 'Aide [VIGIE-2]', alerts: [] }, 1);
    await mirror.turn();
    // as somebody may have written it there
    glpi.tickets.get(1)!.name = 'Aide [VIGIE-2] [VIGIE-1]';
    await tickets.add({ ...ticket, title: 'Autre', alerts: [] }, 2);
    await mirror.turn();
    expect(glpi.tickets.size).toBe(2);
    expect((await tickets.get(2))?.remote).toBe(2);
    await tickets.add({ ...ticket, title: 'Fin [vigie-4]', alerts: [] }, 3);
    await mirror.turn();
    if (version === 1) expect(glpi.tickets.get(3)?.name).toBe('Fin (vigie-4) [VIGIE-3]');
  });

  test(`what people write closes nothing, and a ticket that waits holds back no other, by GLPI's API v${version}`, async () => {
    await using all = await both(version);
    const { glpi, tickets, mirror, outbox } = all;
    await tickets.add(ticket, 1);
    await tickets.add({ ...ticket, title: 'Autre', alerts: [] }, 2);
    await mirror.turn();
    await tickets.change(1, { title: 'Disque, state closed' }, 'technicien@demo', 3);
    await mirror.turn();
    expect(glpi.tickets.get(1)?.status).not.toBe(6);
    await tickets.act(1, { is: 'follow-up', text: 'suite', by: 'technicien@demo' }, 4);
    const [waiting] = await outbox.due(Number.MAX_SAFE_INTEGER, 1);
    await outbox.postpone(waiting!.id, Number.MAX_SAFE_INTEGER, 'refused');
    glpi.move(2, 6);
    await mirror.turn();
    expect((await tickets.get(2))?.state).toBe('closed');
  });

  test(`nothing is lost nor opened twice while GLPI fails, by its API v${version}`, async () => {
    await using all = await both(version);
    const { glpi, tickets, mirror, clock, outbox, told } = all;
    await tickets.add(ticket, 1);
    await tickets.act(1, { is: 'follow-up', text: 'suite', by: 'technicien@demo' }, 2);
    glpi.trouble = 'down';
    await mirror.turn();
    expect([glpi.tickets.size, await outbox.waiting()]).toEqual([0, 2]);
    expect(told[0]).toMatchObject({ ticket: 1, reason: expect.stringContaining('503') });
    // the session is there, the ticket is made, and the answer is lost
    glpi.trouble = 'none';
    clock.now += 11_000;
    await tickets.add({ ...ticket, title: 'Autre', alerts: [] }, 3);
    await mirror.turn();
    glpi.trouble = 'answer lost';
    await tickets.add({ ...ticket, title: 'Encore', alerts: [] }, 4);
    await mirror.turn();
    glpi.trouble = 'none';
    clock.now += 90 * minute;
    await mirror.turn();
    await mirror.turn();
    expect([...glpi.tickets.values()].map(({ name }) => name.replace(/ \[.*/, ''))).toEqual([
      'Disque plein',
      'Autre',
      'Encore',
    ]);
    expect(glpi.tickets.get(1)?.followups.map(({ content }) => content)).toEqual(['suite']);
    expect(await outbox.waiting()).toBe(0);
  });
}

test('a ticket that GLPI made while its answer was lost is found again by our key', async () => {
  for (const version of [1, 2] as const) {
    await using all = await both(version);
    const { glpi, tickets, mirror, outbox } = all;
    await tickets.add(ticket, 1);
    await mirror.turn();
    // as if the process had died before it noted the number
    await tickets.act(1, { is: 'follow-up', text: 'plus tard', by: 'x' }, 2);
    await outbox.linked(1, 0);
    const [item] = await outbox.due(2_000, 1);
    const { remote: _, ...forgotten } = item!.ticket;
    const again = createMirror({
      helpdesk: all.helpdesk,
      outbox: {
        ...outbox,
        due: async (_now, limit) => (await outbox.due(2_000, limit)).map((one) => ({ ...one, ticket: forgotten })),
      },
      tickets,
      now: () => 2_000,
      closed: async () => {},
      log: { warn: () => {} },
    });
    await again.turn();
    expect(glpi.tickets.size).toBe(1);
    expect(glpi.tickets.get(1)?.followups).toMatchObject([{ content: 'plus tard' }]);
  }
});
