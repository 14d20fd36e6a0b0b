import { useState } from 'preact/hooks';
import type { Alert } from '../../contract/alerts.ts';
import { useAttempt } from '../attempt.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Wrong } from '../parts/wrong.tsx';
import { go } from '../router.ts';
import { ticketWordsOf } from '../texts/tickets.ts';
import { say } from '../texts/words.ts';
import { useVoice, useWorld } from '../world.ts';
import '../style/account.css';
import '../style/tickets.css';
import { TicketCategory, TicketPriority } from './choices.ts';

interface Props {
  /** one may be chosen of these; of one alone nothing is asked */
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
  /** what is the matter there now: attached as evidence unless unticked */
  readonly alerts?: readonly Alert[];
  readonly closed: () => void;
}

/** Opens a ticket: filled in so far that a second click opens it. */
export function NewTicketDialog({ organisations, alerts = [], closed }: Props) {
  const { api, session } = useWorld();
  const { language } = useVoice();
  const own = ticketWordsOf(language);
  const { wrong, busy, attempt } = useAttempt();
  const staff = session.role === 'technician' || session.role === 'administrator';
  const only = organisations.length === 1 ? organisations[0] : undefined;
  const [organisation, setOrganisation] = useState(only?.id ?? '');
  const [title, setTitle] = useState(
    alerts[0]?.title ?? (only === undefined || !staff ? '' : say(own.callSubject, { organisation: only.name })),
  );
  const [description, setDescription] = useState('');
  const [caller, setCaller] = useState('');
  const [category, setCategory] = useState<TicketCategory>('other');
  const [priority, setPriority] = useState<TicketPriority>('normal');
  const [attached, setAttached] = useState<ReadonlySet<string>>(new Set(alerts.map(({ id }) => id)));

  function tick(id: string) {
    const next = new Set(attached);
    if (!next.delete(id)) next.add(id);
    setAttached(next);
  }
  function open(event: Event) {
    event.preventDefault();
    void attempt(async () => {
      const { number } = await api.openTicket({
        ...{ organisation, title, description, category, priority, alerts: [...attached] },
        ...(caller !== '' && { caller }),
      });
      go(`/tickets/${number}`);
    });
  }
  return (
    <Dialog title={own.new} closed={closed}>
      <form class="form" onSubmit={open}>
        <Wrong text={wrong} />
        {only === undefined && (
          <label class="field">
            {own.organisation}
            <select required value={organisation} onChange={(event) => setOrganisation(event.currentTarget.value)}>
              <option value="">{own.choose}</option>
              {organisations.map(({ id, name }) => (
                <option value={id} key={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <label class="field">
          {own.subject}
          <input required maxLength={200} value={title} onInput={(event) => setTitle(event.currentTarget.value)} />
        </label>
        <label class="field">
          {own.description}
          <textarea
            rows={3}
            maxLength={4000}
            value={description}
            onInput={(event) => setDescription(event.currentTarget.value)}
          />
        </label>
        {alerts.length > 0 && (
          <fieldset class="ticket-attach">
            <legend>{own.attach}</legend>
            {alerts.map(({ id, title: name, reason }) => (
              <label class="tick" key={id}>
                <input type="checkbox" checked={attached.has(id)} onChange={() => tick(id)} />
                <span>
                  {name} <span class="soft">{reason}</span>
                </span>
              </label>
            ))}
          </fieldset>
        )}
        <div class="ticket-choices">
          <label class="field">
            {own.category}
            <select
              value={category}
              onChange={(event) =>
                setCategory(TicketCategory.find((one) => one === event.currentTarget.value) ?? 'other')
              }
            >
              {TicketCategory.map((one) => (
                <option value={one} key={one}>
                  {own.categories[one]}
                </option>
              ))}
            </select>
          </label>
          {staff && (
            <label class="field">
              {own.priority}
              <select
                value={priority}
                onChange={(event) =>
                  setPriority(TicketPriority.find((one) => one === event.currentTarget.value) ?? 'normal')
                }
              >
                {TicketPriority.map((one) => (
                  <option value={one} key={one}>
                    {own.priorities[one]}
                  </option>
                ))}
              </select>
            </label>
          )}
        </div>
        {staff && (
          <label class="field">
            {own.caller}
            <input maxLength={200} value={caller} onInput={(event) => setCaller(event.currentTarget.value)} />
          </label>
        )}
        <button type="submit" class="button button-main" disabled={busy}>
          {own.open}
        </button>
      </form>
    </Dialog>
  );
}
