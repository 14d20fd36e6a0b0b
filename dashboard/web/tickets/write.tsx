import { useState } from 'preact/hooks';
import type { TicketDetail } from '../../contract/tickets.ts';
import type { TicketWords } from '../texts/tickets.ts';
import type { Hand } from './use-hand.ts';

const kinds = ['follow-up', 'note', 'solution'] as const;

interface Props {
  readonly ticket: TicketDetail;
  readonly own: TicketWords;
  readonly staff: boolean;
  readonly hand: Hand;
}

/**
 * Says something more; a member follows up, staff also notes for itself and solves. What was typed stays until it was taken,
 * also when somebody closes the ticket meanwhile.
 */
export function Write({ ticket, own, staff, hand }: Props) {
  const [is, setIs] = useState<(typeof kinds)[number]>('follow-up');
  const [text, setText] = useState('');
  const closed = ticket.state === 'closed';
  if (closed && text === '') return null;
  function add(event: Event) {
    event.preventDefault();
    void hand.act({ is, text }).then((taken) => {
      if (!taken) return;
      setText('');
      setIs('follow-up');
    });
  }
  return (
    <form class="form ticket-write" onSubmit={add} aria-label={own.write}>
      {staff && (
        <div class="ticket-kinds">
          {kinds.map((kind) => (
            <label class="tick" key={kind}>
              <input type="radio" name="writes" checked={is === kind} onChange={() => setIs(kind)} />
              {own.writes[kind]}
            </label>
          ))}
        </div>
      )}
      <label class="field">
        {own.text}
        <textarea
          required
          rows={3}
          maxLength={4000}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      {closed && <p class="soft">{own.closedMeanwhile}</p>}
      <div class="form-actions">
        <button type="submit" class="button button-main" disabled={hand.busy || closed}>
          {is === 'solution' ? own.solve : own.add}
        </button>
      </div>
    </form>
  );
}
