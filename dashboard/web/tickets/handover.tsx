import type { ComponentChildren } from 'preact';
import type { Ticket } from '../../contract/tickets.ts';
import { AlertState } from '../alerts/state.tsx';
import { Bones } from '../parts/bones.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { ticketWordsOf } from '../texts/tickets.ts';
import { say } from '../texts/words.ts';
import { useDay } from '../use-day.ts';
import { useAsk, useNow, useTitle, useVoice, useWorld } from '../world.ts';
import { TicketPriority } from './choices.ts';
import { TicketRow } from './row.tsx';
import '../style/tickets.css';

const day = 86_400_000;
const usualDays = 15;

/** What one duty leaves to the next, on a sheet that prints. */
export function HandoverPage(_: { id: string }) {
  const { api } = useWorld();
  const { language } = useVoice();
  const own = ticketWordsOf(language);
  const dayOf = useDay();
  const now = useNow();
  useTitle(own.handover);
  const asked = useAsk('handover', async (signal) => {
    const duty = await api.duty();
    const at = duty.turns.findIndex(({ from, to }) => from <= duty.today && duty.today <= to);
    const turn = duty.turns[at];
    const from = turn === undefined ? Date.now() - usualDays * day : Date.parse(`${turn.from}T00:00`);
    const [open, over, opened, alerts, organisations] = await Promise.all([
      api.allTickets({ state: 'open' }, signal),
      api.allTickets({ state: 'over', from: from - 60 * day }, signal),
      api.allTickets({ from }, signal),
      api.alerts({ active: 'true' }, signal),
      api.organisations(signal),
    ]);
    return {
      ...{ turn, next: duty.turns[at + 1], open, alerts, opened: opened.length },
      over: over.filter(({ solvedAt }) => solvedAt !== undefined && Date.parse(solvedAt) >= from).length,
      names: new Map(organisations.map(({ id, name }) => [id, name])),
    };
  });
  if (asked.value === undefined)
    return asked.error === undefined ? <Bones rows={6} /> : <Trouble error={asked.error} again={asked.again} />;
  const { turn, next, open, alerts, opened, over, names } = asked.value;
  const urgency = (one: Ticket) => -TicketPriority.indexOf(one.priority);
  const sorted = open.toSorted((a, b) => urgency(a) - urgency(b) || a.number - b.number);
  const held = alerts.filter(({ acknowledged, cause }) => acknowledged && cause === undefined);
  const rows = (tickets: readonly Ticket[]) => (
    <ul class="tickets">
      {tickets.map((ticket) => (
        <TicketRow
          key={ticket.number}
          ticket={ticket}
          name={names.get(ticket.organisation) ?? ticket.organisation}
          own={own}
          now={now}
        />
      ))}
    </ul>
  );
  const proposed = sorted.filter(({ closingProposedAt }) => closingProposedAt !== undefined);
  const left = sorted.filter(({ closingProposedAt }) => closingProposedAt === undefined);
  return (
    <div class="handover">
      <div class="page-head inbox-head">
        <h1>{own.handover}</h1>
        <button type="button" class="button handover-print" onClick={() => print()}>
          {own.print}
        </button>
      </div>
      <p class="lead">
        {turn === undefined
          ? own.handoverNobody
          : [
              say(own.handoverTurn, { from: dayOf(turn.from), to: dayOf(turn.to) }),
              next === undefined
                ? turn.person.name
                : say(own.handoverFrom, { from: turn.person.name, to: next.person.name }),
            ].join(' · ')}
      </p>
      <p>{say(own.duringText, { opened, over, open: open.length })}</p>
      <Part title={own.toResume} none={own.nothing} empty={left.length === 0}>
        {rows(left)}
      </Part>
      <Part title={own.toClose} none={own.nothing} empty={proposed.length === 0}>
        {rows(proposed)}
      </Part>
      <Part title={own.alertsHeld} none={own.nothing} empty={held.length === 0}>
        <ul class="handover-alerts">
          {held.map((alert) => (
            <li key={alert.id}>
              <AlertState alert={alert} /> <strong>{alert.title}</strong>{' '}
              <span class="soft">
                {[names.get(alert.organisation), alert.reason, alert.assignee].filter(Boolean).join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      </Part>
      <p class="handover-signed">{own.signed}</p>
    </div>
  );
}

function Part(props: { title: string; none: string; empty: boolean; children: ComponentChildren }) {
  return (
    <section class="handover-part">
      <h2>{props.title}</h2>
      {props.empty ? <p class="soft">{props.none}</p> : props.children}
    </section>
  );
}
