import { useEffect, useMemo } from 'preact/hooks';
import type { TicketDetail } from '../../contract/tickets.ts';
import { Bones } from '../parts/bones.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Wrong } from '../parts/wrong.tsx';
import { type TicketWords, ticketWordsOf } from '../texts/tickets.ts';
import { say } from '../texts/words.ts';
import { useAsk, useTitle, useVoice, useWatch, useWorld } from '../world.ts';
import { Facts } from './facts.tsx';
import { History, Since } from './history.tsx';
import { titleOf } from './state.tsx';
import { Steering } from './steering.tsx';
import { type Hand, useHand } from './use-hand.ts';
import { Write } from './write.tsx';
import '../style/account.css';
import '../style/lists.css';
import '../style/tickets.css';

/** One ticket, live: what is asked, what was known, what was done, and what to do next. */
export function TicketPage({ id }: { id: string }) {
  const { api, link } = useWorld();
  const { language } = useVoice();
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
  return <Sheet ticket={asked.value.ticket} name={asked.value.organisation.name} own={own} again={asked.again} />;
}

interface SheetProps {
  readonly ticket: TicketDetail;
  readonly name: string;
  readonly own: TicketWords;
  again(): void;
}

function Sheet({ ticket, name, own, again }: SheetProps) {
  const { session } = useWorld();
  const hand = useHand(ticket, again);
  const staff = session.role === 'technician' || session.role === 'administrator';
  const { number, kind, remote, anonymised, description, evidence, alerts } = ticket;
  const under = [
    say(own.one, { number }),
    own.kinds[kind],
    name,
    remote === undefined ? undefined : say(own.remote, { number: remote }),
  ];
  return (
    <article class="ticket">
      <nav class="crumbs" aria-label={own.title}>
        <a href="/tickets">{own.title}</a>
      </nav>
      <div class="page-head">
        <h1>{titleOf(ticket, own)}</h1>
        <p class="soft">{under.filter(Boolean).join(' · ')}</p>
      </div>
      <Wrong text={hand.wrong} />
      <Meanwhile ticket={ticket} own={own} hand={hand} />
      <div class="ticket-body">
        <div class="ticket-main">
          {anonymised && <p class="soft">{own.anonymised}</p>}
          {description !== '' && <p class="ticket-said">{description}</p>}
          {evidence.length > 0 && (
            <section aria-labelledby="evidence">
              <h2 id="evidence">{own.evidence}</h2>
              <ul class="ticket-evidence">
                {evidence.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
              <p class="ticket-alerts">
                {alerts.map((one, at) => (
                  <a href={`/alertes/${encodeURIComponent(one)}`} key={one}>
                    {alerts.length === 1 ? own.alert : `${own.alert} ${at + 1}`}
                  </a>
                ))}
              </p>
            </section>
          )}
          <section aria-labelledby="actions">
            <h2 id="actions">{own.actions}</h2>
            <History actions={ticket.actions} own={own} />
          </section>
          {!anonymised && <Write ticket={ticket} own={own} staff={staff} hand={hand} />}
        </div>
        <aside class="ticket-facts" aria-label={own.facts}>
          {staff && <Steering key={`${ticket.version} ${hand.tries}`} ticket={ticket} own={own} hand={hand} />}
          <Facts ticket={ticket} name={name} own={own} staff={staff} />
        </aside>
      </div>
    </article>
  );
}

/** What somebody else did while one was about to do something: nothing was undone, and one may say it anew. */
function Meanwhile({ ticket, own, hand }: { ticket: TicketDetail; own: TicketWords; hand: Hand }) {
  const { clash } = hand;
  const since = clash === undefined ? [] : ticket.actions.filter(({ id }) => id > clash);
  return (
    <div role="alert">
      {since.length > 0 && (
        <div class="ticket-meanwhile">
          <p>{own.meanwhile}</p>
          <Since actions={since} own={own} />
          <button type="button" class="button" onClick={hand.seen}>
            {own.seen}
          </button>
        </div>
      )}
    </div>
  );
}
