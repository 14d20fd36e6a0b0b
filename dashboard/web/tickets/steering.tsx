import type { TicketDetail } from '../../contract/tickets.ts';
import type { TicketWords } from '../texts/tickets.ts';
import { useWorld } from '../world.ts';
import { TicketCategory, TicketPriority, TicketState } from './choices.ts';
import { isOver } from './state.tsx';
import type { Hand } from './use-hand.ts';

/** Staff's hand on a ticket: who has it, how far it is, what it is. */
export function Steering({ ticket, own, hand }: { ticket: TicketDetail; own: TicketWords; hand: Hand }) {
  const { session } = useWorld();
  const { busy, change } = hand;
  const over = isOver(ticket);
  return (
    <div class="form ticket-steering">
      {ticket.closingProposedAt !== undefined && !over && <p class="ticket-proposed">{own.proposed}</p>}
      <div class="form-actions">
        {!over && session.email !== undefined && ticket.assignee !== session.email && (
          <button
            type="button"
            class="button button-main"
            disabled={busy}
            onClick={() => change({ assignee: session.email ?? '', state: 'progress' })}
          >
            {own.take}
          </button>
        )}
        {ticket.state !== 'closed' && (
          <button type="button" class="button" disabled={busy} onClick={() => change({ state: 'closed' })}>
            {own.close}
          </button>
        )}
        {over && !ticket.anonymised && (
          <button type="button" class="button" disabled={busy} onClick={() => change({ state: 'progress' })}>
            {own.reopen}
          </button>
        )}
      </div>
      {!over && (
        <>
          <Choice
            label={own.state}
            of={TicketState}
            names={own.states}
            value={ticket.state}
            busy={busy}
            chosen={(state) => change({ state })}
          />
          <Choice
            label={own.priority}
            of={TicketPriority}
            names={own.priorities}
            value={ticket.priority}
            busy={busy}
            chosen={(priority) => change({ priority })}
          />
          <Choice
            label={own.category}
            of={TicketCategory}
            names={own.categories}
            value={ticket.category}
            busy={busy}
            chosen={(category) => change({ category })}
          />
        </>
      )}
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly of: readonly T[];
  readonly names: Readonly<Record<T, string>>;
  readonly value: T;
  readonly busy: boolean;
  chosen(value: T): void;
}

function Choice<T extends string>({ label, of, names, value, busy, chosen }: ChoiceProps<T>) {
  return (
    <label class="field">
      {label}
      <select
        value={value}
        disabled={busy}
        onChange={(event) => {
          const picked = of.find((one) => one === event.currentTarget.value);
          if (picked !== undefined) chosen(picked);
        }}
      >
        {of.map((one) => (
          <option value={one} key={one}>
            {names[one]}
          </option>
        ))}
      </select>
    </label>
  );
}
