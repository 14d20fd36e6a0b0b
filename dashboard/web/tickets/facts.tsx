import type { TicketDetail } from '../../contract/tickets.ts';
import type { TicketWords } from '../texts/tickets.ts';
import { say } from '../texts/words.ts';
import { useVoice } from '../world.ts';
import { isOver, Priority } from './state.tsx';

interface Props {
  readonly ticket: TicketDetail;
  /** the member's name */
  readonly name: string;
  readonly own: TicketWords;
  /** staff reads what it may change in the fields beneath instead */
  readonly staff: boolean;
}

/** What a ticket is: whose, where from, how pressing, since when. */
export function Facts({ ticket, name, own, staff }: Props) {
  const { format } = useVoice();
  const rows: [string, preact.ComponentChild][] = [
    [own.organisation, <a href={`/organisations/${ticket.organisation}`}>{name}</a>],
    [
      own.source,
      [own.sources[ticket.source], ticket.calls > 1 && say(own.calls, { count: ticket.calls })]
        .filter(Boolean)
        .join(' · '),
    ],
  ];
  if (ticket.caller !== undefined) rows.push([own.caller, ticket.caller]);
  for (const which of ['openedAt', 'solvedAt', 'closedAt'] as const) {
    const at = ticket[which];
    if (at !== undefined) rows.push([own[which], <time dateTime={at}>{format.moment(Date.parse(at))}</time>]);
  }
  if (!staff || isOver(ticket)) {
    rows.push([own.state, own.states[ticket.state]]);
    rows.push([own.priority, <Priority of={ticket.priority} own={own} />]);
    rows.push([own.category, own.categories[ticket.category]]);
  }
  if (ticket.assignee !== undefined || staff) rows.push([own.assignee, ticket.assignee ?? own.nobody]);
  return (
    <dl>
      {rows.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
