import type { Ticket } from '../../contract/tickets.ts';
import type { TicketWords } from '../texts/tickets.ts';
import { say } from '../texts/words.ts';
import { useVoice } from '../world.ts';
import { isOver, Priority, titleOf } from './state.tsx';

/** A ticket in a list, a link as a whole. */
export function TicketRow({ ticket, name, own, now }: { ticket: Ticket; name: string; own: TicketWords; now: number }) {
  const { format } = useVoice();
  const { number, category, priority, state, openedAt, assignee, closingProposedAt, calls } = ticket;
  return (
    <li class={isOver(ticket) ? 'ticket-row ticket-over' : 'ticket-row'}>
      <a href={`/tickets/${number}`} data-ticket={number}>
        <span class="ticket-number soft">#{number}</span>
        <span class="ticket-what">
          <strong>{titleOf(ticket, own)}</strong>
          <span class="soft">
            {[
              name,
              own.categories[category],
              assignee,
              calls > 1 ? say(own.calls, { count: calls }) : undefined,
              closingProposedAt !== undefined && !isOver(ticket) ? own.proposedShort : undefined,
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
        <span class="ticket-priority">{!isOver(ticket) && <Priority of={priority} own={own} />}</span>
        <span class="ticket-state">{own.states[state]}</span>
        <time class="soft" dateTime={openedAt} title={format.moment(Date.parse(openedAt))}>
          {format.duration(Math.max(0, now - Date.parse(openedAt)))}
        </time>
      </a>
    </li>
  );
}
