import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Ticket } from '../../contract/tickets.ts';
import { Bones } from '../parts/bones.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { changeQuery, usePlace } from '../router.ts';
import { ticketWordsOf } from '../texts/tickets.ts';
import { say } from '../texts/words.ts';
import { useAsk, useNow, useTitle, useVoice, useWatch, useWorld } from '../world.ts';
import { TicketCategory } from './choices.ts';
import { NewTicketDialog } from './new-ticket.tsx';
import { TicketRow } from './row.tsx';
import '../style/inbox.css';
import '../style/tickets.css';

const pageSize = 100;
const views = ['open', 'waiting', 'over', 'all'] as const;
const typedAfterMs = 250;

/** The tickets that the reader may see, filtered by the address bar, worked through with the keyboard, live. */
export function TicketsPage(_: { id: string }) {
  const { api, link, session } = useWorld();
  const { format, language } = useVoice();
  const own = ticketWordsOf(language);
  const { query } = usePlace();
  const now = useNow();
  const list = useRef<HTMLUListElement>(null);
  const [adding, setAdding] = useState(false);
  const [pages, setPages] = useState(1);
  const view = views.find((one) => one === query.get('etat')) ?? 'open';
  const category = TicketCategory.find((one) => one === query.get('categorie'));
  const organisation = query.get('collectivite') ?? undefined;
  const text = query.get('q') ?? undefined;
  const staff = session.role === 'technician' || session.role === 'administrator';
  useTitle(own.title);
  useWatch(
    useMemo(() => session.organisations?.map((one) => ({ organisation: one })) ?? [{ console: 'alertes' }], [session]),
  );
  const wanted = JSON.stringify([view, category, organisation, text]);
  useEffect(() => setPages(1), [wanted]);
  const asked = useAsk(`${wanted} ${pages}`, async (signal) => {
    const items: Ticket[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < pages; page++) {
      const state = view === 'all' ? undefined : view;
      const got = await api.tickets({ state, category, organisation, text, limit: pageSize, cursor }, signal);
      items.push(...got.items);
      cursor = got.next ?? undefined;
      if (cursor === undefined) break;
    }
    return { items, more: cursor !== undefined };
  });
  const names = useAsk('organisations', (signal) => api.organisations(signal));
  useEffect(() => {
    const end = link.followTickets(asked.again);
    return () => void end();
  }, [link]);
  const nameOf = (id: string) => names.value?.find((one) => one.id === id)?.name ?? id;

  function key(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('a[data-ticket]') ?? [])];
    const at = rows.findIndex((row) => row.matches(':focus'));
    if (event.key === 'j' || event.key === 'ArrowDown') rows[Math.min(rows.length - 1, at + 1)]?.focus();
    else if (event.key === 'k' || event.key === 'ArrowUp') rows[Math.max(0, at - 1)]?.focus();
    else if (event.key === 'n') setAdding(true);
    else return;
    event.preventDefault();
  }
  const tickets = asked.value?.items ?? [];
  return (
    <div class="tickets-page">
      <div class="page-head inbox-head">
        <h1>{own.title}</h1>
        <p class="soft" role="status">
          {asked.value !== undefined &&
            (tickets.length === 1
              ? own.countOne
              : say(own.count, { count: `${format.number(tickets.length)}${asked.value.more ? '+' : ''}` }))}
        </p>
        <div class="tickets-ways">
          {staff && (
            <a class="button" href="/tickets/passation">
              {own.handover}
            </a>
          )}
          {session.role !== 'agent' && (
            <a class="button" href="/tickets/statistiques">
              {own.statistics}
            </a>
          )}
          <button type="button" class="button button-main" onClick={() => setAdding(true)}>
            {own.new}
          </button>
        </div>
      </div>
      <div class="inbox-filters">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields, these are filters */}
        <div class="inbox-states" role="group" aria-label={own.filters}>
          {views.map((one) => (
            <button
              type="button"
              key={one}
              class="inbox-state"
              aria-pressed={view === one}
              onClick={() => changeQuery({ etat: one === 'open' ? undefined : one })}
            >
              {own.views[one]}
            </button>
          ))}
        </div>
        <label>
          <span class="unseen">{own.anyCategory}</span>
          <select
            value={category ?? ''}
            onChange={(event) => changeQuery({ categorie: event.currentTarget.value || undefined })}
          >
            <option value="">{own.anyCategory}</option>
            {TicketCategory.map((one) => (
              <option value={one} key={one}>
                {own.categories[one]}
              </option>
            ))}
          </select>
        </label>
        {(names.value?.length ?? 0) > 1 && (
          <label>
            <span class="unseen">{own.anyOrganisation}</span>
            <select
              value={organisation ?? ''}
              onChange={(event) => changeQuery({ collectivite: event.currentTarget.value || undefined })}
            >
              <option value="">{own.anyOrganisation}</option>
              {names.value?.map(({ id, name }) => (
                <option value={id} key={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <Typed value={text ?? ''} label={own.search} />
      </div>
      {asked.value === undefined ? (
        asked.error === undefined ? (
          <Bones rows={8} />
        ) : (
          <Trouble error={asked.error} again={asked.again} />
        )
      ) : tickets.length === 0 ? (
        <div class="empty">
          <p>{query.size === 0 ? own.noneYet : own.none}</p>
          {query.size === 0 ? (
            <p class="soft">{own.noneHelp}</p>
          ) : (
            <a class="button" href="/tickets">
              {own.showAll}
            </a>
          )}
        </div>
      ) : (
        <>
          <ul ref={list} class="tickets" aria-label={own.title} onKeyDown={key}>
            {tickets.map((ticket) => (
              <TicketRow key={ticket.number} ticket={ticket} name={nameOf(ticket.organisation)} own={own} now={now} />
            ))}
          </ul>
          <p class="soft tickets-keys">{own.keys}</p>
          {asked.value.more && (
            <button type="button" class="button" disabled={asked.waiting} onClick={() => setPages(pages + 1)}>
              {own.more}
            </button>
          )}
        </>
      )}
      {adding && names.value !== undefined && (
        <NewTicketDialog organisations={names.value} closed={() => setAdding(false)} />
      )}
    </div>
  );
}

/** What is looked for, in the address bar once the typing rests. */
function Typed({ value, label }: { value: string; label: string }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => changeQuery({ q: typed.trim() || undefined }), typedAfterMs);
    return () => clearTimeout(timer);
  }, [typed, value]);
  return (
    <input
      type="search"
      aria-label={label}
      placeholder={label}
      maxLength={100}
      value={typed}
      onInput={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
