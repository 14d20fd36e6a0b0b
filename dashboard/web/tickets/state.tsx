import type { Ticket, TicketPriority } from '../../contract/tickets.ts';
import { State } from '../parts/state.tsx';
import type { TicketWords } from '../texts/tickets.ts';

/** How pressing it is: a shape where somebody should hurry, a word anyway. */
export function Priority({ of, own }: { of: TicketPriority; own: TicketWords }) {
  const word = own.priorities[of];
  if (of === 'urgent') return <State is="critical" word={word} />;
  if (of === 'high') return <State is="warning" word={word} />;
  return <span class="soft">{word}</span>;
}

export function titleOf(ticket: Ticket, own: TicketWords): string {
  return ticket.anonymised ? own.anonymisedTitle : ticket.title;
}

export function isOver({ state }: Pick<Ticket, 'state'>): boolean {
  return state === 'solved' || state === 'closed';
}
