import { useEffect } from 'preact/hooks';
import type { Alert } from '../../contract/alerts.ts';
import type { TicketDetail } from '../../contract/tickets.ts';
import { Bones } from '../parts/bones.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { incidentWordsOf } from '../texts/incidents.ts';
import { ticketWordsOf } from '../texts/tickets.ts';
import { say } from '../texts/words.ts';
import { isOver, titleOf } from '../tickets/state.tsx';
import { useAsk, useVoice, useWorld } from '../world.ts';

const dayMs = 86_400_000;
const shownAtMost = 6;

/** What is wrong at the mairie and what is being done about it: its alerts and tickets, open first, then of thirty days. */
export function Incidents({ organisation }: { organisation: string }) {
  const { api, link, session } = useWorld();
  const { language } = useVoice();
  const own = incidentWordsOf(language);
  const asked = useAsk(`incidents ${organisation} ${language}`, async (signal) => {
    const from = api.serverNow() - 30 * dayMs;
    const [alerts, open, over] = await Promise.all([
      api.alerts({ organisation, from }, signal),
      session.role === 'screen'
        ? { items: [] }
        : api.tickets({ organisation, state: 'open', limit: shownAtMost }, signal),
      session.role === 'screen'
        ? { items: [] }
        : api.tickets({ organisation, state: 'over', from, limit: shownAtMost }, signal),
    ]);
    const tickets = await Promise.all(
      [...open.items, ...over.items].map(({ number }) => api.ticket(String(number), signal)),
    );
    const own = alerts.filter(({ cause }) => cause === undefined);
    return { alerts: own, tickets };
  });
  useEffect(() => {
    const end = link.followTickets((some) => {
      if (some.some((ticket) => ticket.organisation === organisation)) asked.again();
    });
    return () => void end();
  }, [link, organisation]);
  if (asked.value === undefined)
    return asked.error === undefined ? <Bones rows={2} /> : <Trouble error={asked.error} again={asked.again} />;
  const { alerts, tickets } = asked.value;
  const parts = [
    {
      title: own.open,
      tickets: tickets.filter((one) => !isOver(one)),
      alerts: alerts.filter(({ active }) => active),
    },
    { title: own.recent, tickets: tickets.filter(isOver), alerts: alerts.filter(({ active }) => !active) },
  ].filter((part) => part.tickets.length + part.alerts.length > 0);
  if (parts.length === 0) return <p class="soft">{own.none}</p>;
  return (
    <>
      {parts.map((part) => (
        <div key={part.title}>
          <h3>{part.title}</h3>
          <ul class="my-incidents">
            {part.tickets.slice(0, shownAtMost).map((ticket) => (
              <TicketLine key={ticket.number} ticket={ticket} />
            ))}
            {part.alerts.slice(0, shownAtMost).map((alert) => (
              <AlertLine key={alert.id} alert={alert} />
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}

function TicketLine({ ticket }: { ticket: TicketDetail }) {
  const { format, language } = useVoice();
  const own = incidentWordsOf(language);
  const tickets = ticketWordsOf(language);
  const news = ticket.actions.findLast(({ is, text }) => (is === 'follow-up' || is === 'solution') && text !== '');
  return (
    <li>
      <a href={`/tickets/${ticket.number}`}>{titleOf(ticket, tickets)}</a>
      <p class="soft">
        {say(own.ticket, { number: ticket.number })} · {own.ticketStates[ticket.state]}
      </p>
      {news !== undefined && <p>{say(own.last, { when: format.moment(Date.parse(news.at)), text: news.text })}</p>}
    </li>
  );
}

function AlertLine({ alert }: { alert: Alert }) {
  const { format, language } = useVoice();
  const own = incidentWordsOf(language);
  const { active, acknowledged, assignee, since, until, title } = alert;
  const done = !active
    ? until === undefined
      ? undefined
      : say(own.alertOver, { when: format.moment(Date.parse(until)) })
    : assignee !== undefined
      ? say(own.alertTakenBy, { who: assignee })
      : acknowledged
        ? own.alertTaken
        : own.alertOpen;
  return (
    <li>
      <a href={`/alertes/${encodeURIComponent(alert.id)}`}>{title}</a>
      <p class="soft">
        {[say(own.since, { when: format.moment(Date.parse(since)) }), done].filter(Boolean).join(' · ')}
      </p>
    </li>
  );
}
