import { DeliveryError } from '../../domain/error.ts';
import type { Helpdesk, HelpdeskItem, HelpdeskOutbox } from '../../domain/helpdesk.ts';
import type { Ticket, TicketState, Tickets } from '../../domain/tickets.ts';

const second = 1_000;
/** After each failed try; nothing is given up: a helpdesk that comes back is told all. */
const waits = [10, 30, 60, 300, 900, 3_600].map((seconds) => seconds * second);
const atOnce = 50;

export interface Mirror {
  /** Tells what is due, then looks what became of tickets there. One at a time. */
  turn(): Promise<void>;
}

/**
 * Keeps tickets the same in another helpdesk: what happens here is told there in its order, at least once and never opened
 * twice, and what was solved or closed there is so here; `closed` then takes the alerts in hand.
 */
export function createMirror(parts: {
  readonly helpdesk: Helpdesk;
  readonly outbox: HelpdeskOutbox;
  readonly tickets: Pick<Tickets, 'get' | 'change' | 'readAgain'>;
  readonly now: () => number;
  readonly closed: (ticket: Ticket) => Promise<void>;
  readonly log: { warn(fields: object, message: string): void };
}): Mirror {
  const { helpdesk, outbox, tickets, now, log } = parts;

  async function tell({ ticket, does, text }: HelpdeskItem): Promise<void> {
    const key = `VIGIE-${ticket.number}`;
    const known = ticket.remote ?? (await helpdesk.find(key));
    const remote = known ?? (await helpdesk.open(ticket, key, text));
    if (ticket.remote === undefined) await outbox.linked(ticket.number, remote);
    if (does === 'follow-up') await helpdesk.followUp(remote, text || 'Ses alertes ont cessé : clôture proposée.');
    if (does === 'solution') await helpdesk.solve(remote, text);
    const state = stateIn(text);
    if (does === 'state' && state !== undefined) await helpdesk.setState(remote, state);
  }

  async function tellDue(): Promise<void> {
    for (;;) {
      const due = await outbox.due(now(), atOnce);
      for (const item of due) {
        try {
          await tell(item);
          await outbox.done(item.id);
        } catch (error) {
          if (!(error instanceof DeliveryError)) throw error;
          const wait = waits[Math.min(item.attempts, waits.length - 1)] ?? 3_600_000;
          await outbox.postpone(item.id, now() + wait, error.message);
          log.warn({ ticket: item.ticket.number, reason: error.message }, 'GLPI was not told: it is tried again');
          // whoever does not answer is not asked for the next one
          if (error.status === undefined) return;
        }
      }
      if (due.length === 0) break;
      await tickets.readAgain();
    }
  }

  async function look(): Promise<void> {
    for (const ticket of await outbox.mirrored()) {
      if (ticket.remote === undefined) continue;
      const there = await helpdesk.read(ticket.remote);
      // it may have changed here meanwhile: then what is told there counts first
      if (there === undefined || (await outbox.waiting(ticket.number)) > 0) continue;
      const isOver = there.state === 'solved' || there.state === 'closed';
      if (there.state === ticket.state || !isOver) continue;
      const whole = await tickets.get(ticket.number);
      // first, as it may be done twice: after a crash between the two the states still differ
      if (whole !== undefined) await parts.closed(whole);
      await tickets.change(ticket.number, { state: there.state }, 'glpi', now());
    }
  }

  return {
    async turn() {
      await tellDue();
      try {
        await look();
      } catch (error) {
        if (!(error instanceof DeliveryError)) throw error;
        log.warn({ reason: error.message }, 'GLPI does not tell what became of tickets: it is asked again');
      }
    },
  };
}

/** The state in the words of a change, as `state progress, priority high`; a title comes after it and may say anything. */
function stateIn(text: string): TicketState | undefined {
  const said = /^state (\w+)/.exec(text)?.[1];
  return (['new', 'progress', 'waiting', 'solved', 'closed'] as const).find((one) => one === said);
}
