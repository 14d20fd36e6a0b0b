import { useEffect, useState } from 'preact/hooks';
import type { Organisation } from '../../contract/territory.ts';
import type { Ticket } from '../../contract/tickets.ts';
import { useAttempt } from '../attempt.ts';
import { Wrong } from '../parts/wrong.tsx';
import { ticketWordsOf } from '../texts/tickets.ts';
import { say } from '../texts/words.ts';
import { useAsk, useVoice, useWorld } from '../world.ts';
import { NewTicketDialog } from './new-ticket.tsx';
import { titleOf } from './state.tsx';
import '../style/tickets.css';

const yearMs = 365 * 86_400_000;
const shownAtMost = 6;
const elsewhereAtMost = 3;

/** A member's tickets while it calls: what is open, what was asked within a year, a new one in two clicks, a call joined in one. */
export function CallTickets({ organisation }: { organisation: Pick<Organisation, 'id' | 'name'> }) {
  const { api, link, session } = useWorld();
  const { language } = useVoice();
  const own = ticketWordsOf(language);
  const staff = session.role === 'technician' || session.role === 'administrator';
  const { wrong, busy, attempt } = useAttempt();
  const [adding, setAdding] = useState(false);
  const [joined, setJoined] = useState<number>();
  const { id } = organisation;
  const asked = useAsk(`tickets ${id}`, async (signal) => {
    const [open, over, running, alerts] = await Promise.all([
      api.tickets({ organisation: id, state: 'open', limit: 50 }, signal),
      api.tickets({ organisation: id, state: 'over', from: Date.now() - yearMs, limit: 1000 }, signal),
      staff ? api.tickets({ state: 'open', kind: 'incident', limit: 50 }, signal) : { items: [] },
      api.alerts({ active: 'true', organisation: id }, signal),
    ]);
    const elsewhere = running.items.filter((ticket) => ticket.organisation !== id).slice(0, elsewhereAtMost);
    const members = [...new Set(elsewhere.map((ticket) => ticket.organisation))];
    const named = await Promise.all(members.map((one) => api.organisation(one, signal)));
    const held = new Set(open.items.flatMap((ticket) => ticket.alerts));
    return {
      open: open.items,
      over: over.items,
      running: elsewhere,
      names: new Map(named.map((one) => [one.id, one.name])),
      alerts: alerts.filter((alert) => !held.has(alert.id) && alert.cause === undefined),
    };
  });
  useEffect(() => {
    const end = link.followTickets((tickets) => {
      if (tickets.some((ticket) => ticket.organisation === id)) asked.again();
    });
    return () => void end();
  }, [link, id]);
  const { open = [], over = [], running = [], alerts = [], names } = asked.value ?? {};
  const join = (ticket: Ticket) =>
    void attempt(async () => {
      await api.actOnTicket(ticket.number, { is: 'call', organisation: id });
      setJoined(ticket.number);
      asked.again();
    });
  const line = (ticket: Ticket) => (
    <li key={ticket.number} class="call-ticket">
      <a href={`/tickets/${ticket.number}`}>
        #{ticket.number} {titleOf(ticket, own)}
      </a>
      <span class="soft">
        {[names?.get(ticket.organisation), own.states[ticket.state]].filter(Boolean).join(' · ')}
      </span>
      {staff && (
        <button type="button" class="quiet" disabled={busy} onClick={() => join(ticket)}>
          {own.alsoCalls}
          <span class="unseen"> #{ticket.number}</span>
        </button>
      )}
    </li>
  );
  return (
    <section aria-labelledby="call-tickets" class="call-tickets">
      <h2 id="call-tickets">{own.call}</h2>
      <Wrong text={wrong} />
      <div role="status">{joined !== undefined && <p>{say(own.joined, { number: joined })}</p>}</div>
      {asked.value !== undefined && open.length === 0 && <p class="soft">{own.callNone}</p>}
      <ul>{open.slice(0, shownAtMost).map(line)}</ul>
      {running.length > 0 && (
        <>
          <h3>{own.running}</h3>
          <ul>{running.map(line)}</ul>
        </>
      )}
      <p class="call-tickets-ways">
        <button type="button" class="button" disabled={asked.value === undefined} onClick={() => setAdding(true)}>
          {own.new}
        </button>
        <a href={`/tickets?collectivite=${id}&etat=all`}>
          {over.length === 0 ? own.all : say(own.callClosed, { count: over.length })}
        </a>
      </p>
      {adding && <NewTicketDialog organisations={[organisation]} alerts={alerts} closed={() => setAdding(false)} />}
    </section>
  );
}
