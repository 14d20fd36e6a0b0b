import type { TicketAction } from '../../contract/tickets.ts';
import type { TicketWords } from '../texts/tickets.ts';
import { useVoice } from '../world.ts';

/** What was done for a ticket, in order; what the agency alone reads stands apart. */
export function History({ actions, own }: { actions: readonly TicketAction[]; own: TicketWords }) {
  const { format } = useVoice();
  return (
    <ol class="ticket-actions">
      {actions.map((action) => {
        const { id, at, is, text } = action;
        return (
          <li key={id} class={is === 'note' || is === 'call' ? 'ticket-inside' : undefined}>
            <p class="ticket-done">
              <strong>{own.says[is]}</strong>
              {is === 'changed' && <span> {changeInWords(text, own)}</span>}
              <span class="soft">
                {whoOf(action, own)} · <time dateTime={at}>{format.moment(Date.parse(at))}</time>
              </span>
            </p>
            {text !== '' && is !== 'changed' && is !== 'opened' && <p class="ticket-said">{text}</p>}
          </li>
        );
      })}
    </ol>
  );
}

/** What others did since the reader read the ticket, a line each. */
export function Since({ actions, own }: { actions: readonly TicketAction[]; own: TicketWords }) {
  return (
    <ul>
      {actions.map((action) => {
        const { id, is, text } = action;
        const said = is === 'changed' ? changeInWords(text, own) : text;
        return (
          <li key={id}>
            <strong>{whoOf(action, own)}</strong> {[own.says[is], said].filter((part) => part !== '').join(' : ')}
          </li>
        );
      })}
    </ul>
  );
}

function whoOf({ by }: TicketAction, own: TicketWords): string {
  return by === 'vigie' ? own.byItself : by;
}

/** `state progress, priority high` in the reader's words; what is not known stays as it was noted. */
function changeInWords(text: string, own: TicketWords): string {
  const known: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    ...{ state: own.states, priority: own.priorities, category: own.categories, kind: own.kinds },
  };
  return text
    .split(', ')
    .map((part) => {
      const [key = '', value = ''] = [part.slice(0, part.indexOf(' ')), part.slice(part.indexOf(' ') + 1)];
      const names = known[key];
      if (names !== undefined) return names[value] ?? value;
      return key === 'assignee' ? `${own.assignee.toLowerCase()} ${value === '' ? own.nobody : value}` : part;
    })
    .join(', ');
}
