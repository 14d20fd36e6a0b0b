import { useState } from 'preact/hooks';
import type { Alert } from '../../contract/alerts.ts';
import type { Ticket } from '../../contract/tickets.ts';
import { useAttempt } from '../attempt.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Wrong } from '../parts/wrong.tsx';
import { go } from '../router.ts';
import { ticketWordsOf } from '../texts/tickets.ts';
import { say } from '../texts/words.ts';
import { useVoice, useWorld } from '../world.ts';

interface Props {
  readonly alerts: readonly Alert[];
  readonly nameOf: (id: string) => string;
  readonly closed: () => void;
}

/** Opens a ticket of these alerts, one for each member, or adds them to the one that runs; a single one is gone to. */
export function TicketDialog({ alerts, nameOf, closed }: Props) {
  const { api } = useWorld();
  const { language } = useVoice();
  const own = ticketWordsOf(language);
  const { wrong, busy, attempt } = useAttempt();
  const [opened, setOpened] = useState<readonly Ticket[]>([]);
  const members = [...Map.groupBy(alerts, ({ organisation }) => organisation)];

  function open(event: Event) {
    event.preventDefault();
    void attempt(async () => {
      const tickets: Ticket[] = [];
      for (const [, [first, ...rest]] of members) {
        if (first === undefined) continue;
        tickets.push(
          await api.ticketOfAlert(
            first.id,
            rest.map(({ id }) => id),
          ),
        );
        setOpened([...tickets]);
      }
      const [only] = tickets;
      if (tickets.length === 1 && only !== undefined) go(`/tickets/${only.number}`);
    });
  }
  const done = opened.length === members.length && members.length > 1;
  return (
    <Dialog title={members.length === 1 ? own.open : own.bulkOpen} closed={closed}>
      <form class="form" onSubmit={open}>
        <Wrong text={wrong} />
        <div role="status">
          {done ? (
            <>
              <p>{own.bulkDone}</p>
              <ul>
                {opened.map(({ number, title, organisation }) => (
                  <li key={number}>
                    <a href={`/tickets/${number}`}>
                      #{number} {nameOf(organisation)}
                    </a>{' '}
                    <span class="soft">{title}</span>
                  </li>
                ))}
              </ul>
            </>
          ) : (
            <ul>
              {members.map(([organisation, { length: count }]) => (
                <li key={organisation}>
                  {say(count === 1 ? own.bulkLeadOne : own.bulkLead, { organisation: nameOf(organisation), count })}
                  {alerts.length === 1 && <span class="soft"> · {alerts[0]?.title}</span>}
                </li>
              ))}
            </ul>
          )}
        </div>
        {!done && (
          <button type="submit" class="button button-main" disabled={busy}>
            {members.length === 1 ? own.open : own.bulkOpen}
          </button>
        )}
      </form>
    </Dialog>
  );
}
