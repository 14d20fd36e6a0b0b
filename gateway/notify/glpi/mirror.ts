import { DeliveryError } from '../../domain/error.ts';
import type { Helpdesk, HelpdeskItem, HelpdeskOutbox, MirroredTicket } from '../../domain/helpdesk.ts';
import type { Ticket, TicketState, Tickets } from '../../domain/tickets.ts';

const second = 1_000;
/** After each failed try; nothing is given up: a helpdesk that comes back is told all. */
const waits = [10, 30, 60, 300, 900, 3_600].map((seconds) => seconds * second);
const atOnce = 50;
/** Tickets looked at in a turn, and how long one that is closed may still be opened again there. */
const lookedAt = 2_000;
const reopenable = 30 * 86_400 * second;
const textAtMost = 20_000;

export interface Mirror {
  /** Tells what is due, then looks what became of tickets there. One at a time. */
  turn(): Promise<void>;
}

/**
 * Keeps tickets the same in another helpdesk: what happens here is told there in its order, at least once and never opened
 * twice; what is written there, solved, closed or opened again there is so here. `closed` takes the alerts in hand.
 */
export function createMirror(parts: {
  readonly helpdesk: Helpdesk;
  readonly outbox: HelpdeskOutbox;
  readonly tickets: Pick<Tickets, 'get' | 'change' | 'act' | 'readAgain'>;
  readonly now: () => number;
  readonly closed: (ticket: Ticket) => Promise<void>;
  readonly log: { warn(fields: object, message: string): void };
}): Mirror {
  const { helpdesk, outbox, tickets, now, log } = parts;

  async function tell({ ticket, does, text, action }: HelpdeskItem): Promise<void> {
    const key = `VIGIE-${ticket.number}`;
    const known = ticket.remote ?? (await helpdesk.find(key));
    const remote = known ?? (await helpdesk.open(ticket, key, text));
    if (ticket.remote === undefined) await outbox.linked(ticket.number, remote);
    if (does === 'follow-up') {
      const said = await helpdesk.followUp(remote, text || 'Ses alertes ont cessé : clôture proposée.');
      if (action !== undefined) await outbox.said(action, said);
    }
    if (does === 'solution') await helpdesk.solve(remote, text);
    const state = stateIn(text);
    if (does === 'state' && state !== undefined) await helpdesk.setState(remote, state);
  }

  async function tellDue(): Promise<void> {
    let isTold = false;
    try {
      for (;;) {
        const due = await outbox.due(now(), atOnce);
        if (due.length === 0) return;
        for (const item of due) {
          try {
            await tell(item);
            await outbox.done(item.id);
            isTold = true;
          } catch (error) {
            if (!(error instanceof DeliveryError)) throw error;
            const wait = waits[Math.min(item.attempts, waits.length - 1)] ?? 3_600_000;
            await outbox.postpone(item.id, now() + wait, error.message);
            log.warn({ ticket: item.ticket.number, reason: error.message }, 'GLPI was not told: it is tried again');
            // whoever does not answer is not asked for the next one
            if (error.status === undefined) return;
          }
        }
      }
    } finally {
      if (isTold) await tickets.readAgain();
    }
  }

  async function look(): Promise<void> {
    for (const mirrored of await outbox.mirrored(now() - reopenable, lookedAt)) {
      try {
        await lookAt(mirrored);
      } catch (error) {
        if (!(error instanceof DeliveryError)) throw error;
        const told = { ticket: mirrored.ticket.number, reason: error.message };
        log.warn(told, 'GLPI does not tell what became of a ticket: it is asked again');
        if (error.status === undefined) return;
      }
    }
  }

  async function lookAt({ ticket, seen }: MirroredTicket): Promise<void> {
    const { number, remote } = ticket;
    if (remote === undefined) return;
    const there = await helpdesk.read(remote);
    if (there === undefined || (there.changed !== undefined && there.changed === seen)) return;
    const known = await outbox.known(number);
    for (const { id, text, isPrivate } of await helpdesk.followUps(remote)) {
      if (known.has(id)) continue;
      const is = isPrivate ? 'note' : 'follow-up';
      await tickets.act(number, { is, text: text.slice(0, textAtMost), by: 'glpi', remote: id }, now());
    }
    // it may have changed here meanwhile: then what is told there counts first
    if ((await outbox.waiting(number)) > 0) return;
    if (counts(ticket.state, there.state)) {
      const whole = await tickets.get(number);
      // first, as it may be done twice: after a crash between the two the states still differ
      if (whole !== undefined && isOver(there.state)) await parts.closed(whole);
      await tickets.change(number, { state: there.state }, 'glpi', now());
    }
    if (there.changed === undefined) return;
    // its time is to the second: only a look well behind the first one at it has seen all of that second
    const first = `${there.changed}@`;
    const looked = seen?.startsWith(first) ? Number(seen.slice(first.length)) : now();
    await outbox.seen(number, now() - looked > 2 * second ? there.changed : `${first}${looked}`);
  }

  return {
    async turn() {
      await tellDue();
      await look();
    },
  };
}

function isOver(state: TicketState): boolean {
  return state === 'solved' || state === 'closed';
}

/** Whether a state there becomes the one here: the end, work taken up again, and what is neither just opened nor closed for good. */
function counts(here: TicketState, there: TicketState): boolean {
  if (there === here || (here === 'closed' && there === 'solved')) return false;
  return isOver(there) || isOver(here) || there !== 'new';
}

/** The state in the words of a change, as `state progress, priority high`; a title comes after it and may say anything. */
function stateIn(text: string): TicketState | undefined {
  const said = /^state (\w+)/.exec(text)?.[1];
  return (['new', 'progress', 'waiting', 'solved', 'closed'] as const).find((one) => one === said);
}
