import { useEffect, useMemo, useState } from 'preact/hooks';
import type { NewTicketAction, TicketChange, TicketDetail } from '../../contract/tickets.ts';
import { useAttempt } from '../attempt.ts';
import { Bones } from '../parts/bones.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Wrong } from '../parts/wrong.tsx';
import { type TicketWords, ticketWordsOf } from '../texts/tickets.ts';
import { say } from '../texts/words.ts';
import { useAsk, useTitle, useVoice, useWatch, useWorld } from '../world.ts';
import { TicketCategory, TicketPriority, TicketState } from './choices.ts';
import { isOver, Priority, titleOf } from './state.tsx';
import '../style/account.css';
import '../style/tickets.css';

/** One ticket: what is asked, what was known, what was done, and what to do next. */
export function TicketPage({ id }: { id: string }) {
  const { api, link, session } = useWorld();
  const { format, language } = useVoice();
  const own = ticketWordsOf(language);
  const asked = useAsk(`ticket ${id}`, async (signal) => {
    const ticket = await api.ticket(id, signal);
    return { ticket, organisation: await api.organisation(ticket.organisation, signal) };
  });
  const organisation = asked.value?.ticket.organisation;
  useWatch(useMemo(() => (organisation === undefined ? [] : [{ organisation }]), [organisation]));
  useEffect(() => {
    const end = link.followTickets((tickets) => {
      if (tickets.some(({ number }) => String(number) === id)) asked.again();
    });
    return () => void end();
  }, [link, id]);
  useTitle(say(own.one, { number: id }));
  if (asked.value === undefined)
    return asked.error === undefined ? <Bones rows={5} /> : <Trouble error={asked.error} again={asked.again} />;
  const { ticket } = asked.value;
  const staff = session.role === 'technician' || session.role === 'administrator';
  const moment = (time: string) => format.moment(Date.parse(time));
  return (
    <article class="ticket">
      <nav class="crumbs" aria-label={own.title}>
        <a href="/tickets">{own.title}</a>
      </nav>
      <div class="page-head">
        <h1>{titleOf(ticket, own)}</h1>
        <p class="soft">
          {[
            say(own.one, { number: ticket.number }),
            own.kinds[ticket.kind],
            ticket.remote === undefined ? undefined : say(own.remote, { number: ticket.remote }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <div class="ticket-body">
        <div class="ticket-main">
          {ticket.anonymised && <p class="soft">{own.anonymised}</p>}
          {ticket.description !== '' && <p class="ticket-said">{ticket.description}</p>}
          {ticket.evidence.length > 0 && (
            <section aria-labelledby="evidence">
              <h2 id="evidence">{own.evidence}</h2>
              <ul class="ticket-evidence">
                {ticket.evidence.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
              {ticket.alerts.map((id) => (
                <a href={`/alertes/${encodeURIComponent(id)}`} key={id}>
                  {own.alert}
                </a>
              ))}
            </section>
          )}
          <section aria-labelledby="actions">
            <h2 id="actions">{own.actions}</h2>
            <ol class="ticket-actions">
              {ticket.actions.map(({ id: action, at, by, is, text }) => (
                <li key={action} class={is === 'note' || is === 'call' ? 'ticket-inside' : ''}>
                  <p class="soft">
                    <time dateTime={at}>{moment(at)}</time> · {by === 'vigie' ? own.byItself : by}
                  </p>
                  <p>
                    <strong>{own.says[is]}</strong>
                    {is === 'changed' ? ` : ${changeInWords(text, own)}` : ''}
                  </p>
                  {text !== '' && is !== 'changed' && is !== 'opened' && <p class="ticket-said">{text}</p>}
                </li>
              ))}
            </ol>
          </section>
          {!ticket.anonymised && ticket.state !== 'closed' && (
            <Write ticket={ticket} own={own} staff={staff} done={asked.again} />
          )}
        </div>
        <aside class="ticket-facts" aria-label={own.state}>
          <dl>
            <div>
              <dt>{own.organisation}</dt>
              <dd>
                <a href={`/organisations/${ticket.organisation}`}>{asked.value.organisation.name}</a>
              </dd>
            </div>
            <div>
              <dt>{own.source}</dt>
              <dd>
                {own.sources[ticket.source]}
                {ticket.calls > 1 && ` · ${say(own.calls, { count: ticket.calls })}`}
              </dd>
            </div>
            {ticket.caller !== undefined && (
              <div>
                <dt>{own.caller}</dt>
                <dd>{ticket.caller}</dd>
              </div>
            )}
            {(['openedAt', 'solvedAt', 'closedAt'] as const).map((which) => {
              const at = ticket[which];
              return (
                at !== undefined && (
                  <div key={which}>
                    <dt>{own[which]}</dt>
                    <dd>{moment(at)}</dd>
                  </div>
                )
              );
            })}
            {(!staff || isOver(ticket)) && (
              <>
                <div>
                  <dt>{own.state}</dt>
                  <dd>{own.states[ticket.state]}</dd>
                </div>
                <div>
                  <dt>{own.priority}</dt>
                  <dd>
                    <Priority of={ticket.priority} own={own} />
                  </dd>
                </div>
                <div>
                  <dt>{own.category}</dt>
                  <dd>{own.categories[ticket.category]}</dd>
                </div>
              </>
            )}
          </dl>
          {staff && <Steering key={ticket.changedAt} ticket={ticket} own={own} done={asked.again} />}
        </aside>
      </div>
    </article>
  );
}

/** Staff's hand on it: what it is, who has it, and how far it is. */
function Steering({ ticket, own, done }: { ticket: TicketDetail; own: TicketWords; done: () => void }) {
  const { api, session } = useWorld();
  const { wrong, busy, attempt } = useAttempt();
  const change = (what: TicketChange) =>
    void attempt(async () => {
      await api.changeTicket(ticket.number, what);
      done();
    });
  const over = isOver(ticket);
  return (
    <div class="form">
      <Wrong text={wrong} />
      {ticket.closingProposedAt !== undefined && !over && <p class="ticket-proposed">{own.proposed}</p>}
      {!over && (
        <>
          <label class="field">
            {own.state}
            <select
              value={ticket.state}
              disabled={busy}
              onChange={(event) => {
                const state = TicketState.find((one) => one === event.currentTarget.value);
                if (state !== undefined) change({ state });
              }}
            >
              {TicketState.map((one) => (
                <option value={one} key={one}>
                  {own.states[one]}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            {own.priority}
            <select
              value={ticket.priority}
              disabled={busy}
              onChange={(event) => {
                const priority = TicketPriority.find((one) => one === event.currentTarget.value);
                if (priority !== undefined) change({ priority });
              }}
            >
              {TicketPriority.map((one) => (
                <option value={one} key={one}>
                  {own.priorities[one]}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            {own.category}
            <select
              value={ticket.category}
              disabled={busy}
              onChange={(event) => {
                const category = TicketCategory.find((one) => one === event.currentTarget.value);
                if (category !== undefined) change({ category });
              }}
            >
              {TicketCategory.map((one) => (
                <option value={one} key={one}>
                  {own.categories[one]}
                </option>
              ))}
            </select>
          </label>
          <p>
            <span class="soft">{own.assignee}</span> {ticket.assignee ?? own.nobody}
          </p>
        </>
      )}
      <div class="form-actions">
        {!over && session.email !== undefined && ticket.assignee !== session.email && (
          <button
            type="button"
            class="button"
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
    </div>
  );
}

/** Says something more; a member follows up, staff also notes for itself and solves. */
function Write(props: { ticket: TicketDetail; own: TicketWords; staff: boolean; done: () => void }) {
  const { ticket, own, staff, done } = props;
  const { api } = useWorld();
  const { wrong, busy, attempt } = useAttempt();
  const [is, setIs] = useState<'follow-up' | 'note' | 'solution'>('follow-up');
  const [text, setText] = useState('');
  const kinds = ['follow-up', 'note', 'solution'] as const;
  function add(event: Event) {
    event.preventDefault();
    const action: NewTicketAction = { is, text };
    void attempt(async () => {
      await api.actOnTicket(ticket.number, action);
      setText('');
      setIs('follow-up');
      done();
    });
  }
  return (
    <form class="form ticket-write" onSubmit={add} aria-label={own.write}>
      <Wrong text={wrong} />
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
      <button type="submit" class="button button-main" disabled={busy}>
        {is === 'solution' ? own.solve : own.add}
      </button>
    </form>
  );
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
      return key === 'assignee' ? `${own.assignee.toLowerCase()} ${value}` : part;
    })
    .join(', ');
}
