import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Alert } from '../../contract/alerts.ts';
import { Bones } from '../parts/bones.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { changeQuery, usePlace } from '../router.ts';
import { inboxWordsOf } from '../texts/inbox.ts';
import { say } from '../texts/words.ts';
import { useAsk, useNow, useTitle, useVoice, useWorld } from '../world.ts';
import { filtersIn } from './alert.ts';
import { createChime } from './chime.ts';
import { type Deed, DeedDialog, deedKeys, deeds, ticketKey } from './deeds.tsx';
import { Detail } from './detail.tsx';
import { EntryRow } from './entry-row.tsx';
import { Filtering } from './filtering.tsx';
import { KeysHelp } from './keys-help.tsx';
import { TicketDialog } from './ticket-dialog.tsx';
import { useAlerts } from './use-alerts.ts';
import { useListKeys } from './use-list-keys.ts';
import '../style/inbox.css';

/** The alerts by urgency, worked through with the keyboard; nothing moves under the hand. */
export function AlertsPage(_: { id: string }) {
  const { api, session } = useWorld();
  const { format, language } = useVoice();
  const own = inboxWordsOf(language);
  const { query } = usePlace();
  const filters = filtersIn(query);
  const now = useNow();
  const list = useRef<HTMLUListElement>(null);
  const hand = useRef(false);
  const isInList = () => list.current?.contains(document.activeElement) === true;
  const [chime] = useState(createChime);
  const [sound, setSound] = useState(false);
  const { asked, entries, waiting, show } = useAlerts(
    filters,
    () => hand.current || isInList() || document.querySelector('dialog[open]') !== null,
    (fresh) => fresh.some(({ severity }) => severity !== 'information') && chime.ring(),
  );
  const names = useAsk('names', async (signal) => {
    const [organisations, sites, devices] = await Promise.all([
      api.organisations(signal),
      api.sites({}, signal),
      api.devices({}, signal),
    ]);
    return {
      organisations,
      of: new Map([...organisations, ...sites, ...devices].map(({ id, name }) => [id, name])),
    };
  });
  const [at, setAt] = useState<string>();
  const [opened, setOpened] = useState<string>();
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set());
  const [deed, setDeed] = useState<Deed | 'ticket'>();
  const [help, setHelp] = useState(false);
  useTitle(own.title);
  useEffect(() => () => chime.close(), [chime]);
  // a pressed button that was switched off takes the focus with it, and the list would no longer be in hand
  useLayoutEffect(() => {
    if (deed === undefined && at !== undefined && document.activeElement === document.body) rowOf(at)?.focus();
  }, [deed]);

  const rowOf = (id: string) => list.current?.querySelector<HTMLElement>(`[data-alert="${CSS.escape(id)}"]`);
  const staff = session.role === 'technician' || session.role === 'administrator';
  const all = entries.flatMap(({ alert, consequences }) => [alert, ...consequences]);
  const current = entries.find(({ alert }) => alert.id === at)?.alert ?? entries[0]?.alert;
  const picked = all.filter(({ id }) => checked.has(id));
  const meant: readonly Alert[] = picked.length > 0 ? picked : current === undefined ? [] : [current];
  const detail = all.find(({ id }) => id === opened);
  const about = detail !== undefined && checked.size === 0 ? [detail] : meant;
  const nameOf = (id: string) => names.value?.of.get(id) ?? id;

  function move(step: number) {
    const index = entries.findIndex(({ alert }) => alert.id === current?.id);
    const next = entries[Math.min(entries.length - 1, Math.max(0, index + step))]?.alert;
    if (next === undefined) return;
    setAt(next.id);
    if (opened !== undefined) setOpened(next.id);
    rowOf(next.id)?.focus();
  }
  function check(id: string) {
    const next = new Set(checked);
    if (!next.delete(id)) next.add(id);
    setChecked(next);
  }
  const key = useListKeys(list, (pressed) => {
    const asks = pressed === ticketKey ? 'ticket' : deeds.find((one) => deedKeys[one] === pressed);
    if (pressed === 'j' || pressed === 'ArrowDown') move(at === undefined && !isInList() ? 0 : 1);
    else if (pressed === 'k' || pressed === 'ArrowUp') move(-1);
    else if (pressed === 'x' && current !== undefined) check(current.id);
    else if (pressed === 'Enter' && current !== undefined) setOpened(opened === current.id ? undefined : current.id);
    else if (pressed === 'Escape') setOpened(undefined);
    else if (pressed === '?') setHelp(true);
    else if (asks !== undefined && staff && meant.length > 0) setDeed(asks);
    else return false;
    return true;
  });
  function choose(change: Record<string, string | undefined>) {
    setChecked(new Set());
    changeQuery(change);
  }
  return (
    <div class="inbox-page">
      <div class="page-head inbox-head">
        <h1>{own.title}</h1>
        <p class="soft" role="status">
          {asked.value !== undefined &&
            (entries.length === 1 ? own.countOne : say(own.count, { count: format.number(entries.length) }))}
        </p>
      </div>
      <Filtering
        filters={filters}
        organisations={names.value?.organisations ?? []}
        choose={choose}
        sound={sound}
        setSound={(on) => {
          chime.allow(on);
          setSound(on);
        }}
        help={() => setHelp(true)}
      />
      {checked.size > 0 && (
        <div class="inbox-bulk" role="status">
          <strong>{checked.size === 1 ? own.selectedOne : say(own.selected, { count: checked.size })}</strong>
          {staff &&
            [...deeds, 'ticket' as const].map((one) => (
              <button type="button" class="button" key={one} onClick={() => setDeed(one)}>
                {own.deeds[one]}
              </button>
            ))}
          <button type="button" class="quiet" onClick={() => setChecked(new Set())}>
            {own.clear}
          </button>
        </div>
      )}
      {waiting > 0 && (
        <p class="inbox-waiting" role="status">
          {waiting === 1 ? own.waitingOne : say(own.waiting, { count: waiting })}{' '}
          <button type="button" class="button" onClick={show}>
            {own.show}
          </button>
        </p>
      )}
      {asked.value === undefined ? (
        asked.error === undefined ? (
          <Bones rows={8} />
        ) : (
          <Trouble error={asked.error} again={asked.again} />
        )
      ) : entries.length === 0 ? (
        <div class="empty">
          <p>{query.size === 0 ? own.quiet : own.none}</p>
          {query.size === 0 ? (
            <p class="soft">{own.quietHelp}</p>
          ) : (
            <button
              type="button"
              class="button"
              onClick={() => choose({ etat: undefined, gravite: undefined, collectivite: undefined })}
            >
              {own.showAll}
            </button>
          )}
        </div>
      ) : (
        <div class={detail === undefined ? 'inbox-body' : 'inbox-body inbox-split'}>
          <ul
            ref={list}
            class="alerts"
            aria-label={own.list}
            onKeyDown={key}
            onPointerEnter={() => {
              hand.current = true;
            }}
            onPointerLeave={() => {
              hand.current = false;
            }}
          >
            {entries.map((entry) => (
              <EntryRow
                key={entry.alert.id}
                entry={entry}
                reached={() => setAt(entry.alert.id)}
                nameOf={nameOf}
                now={now}
                current={entry.alert.id === current?.id}
                opened={opened}
                checked={checked}
                check={check}
                chosen={(id) => {
                  setAt(entry.alert.id);
                  setOpened(opened === id ? undefined : id);
                }}
              />
            ))}
          </ul>
          {detail !== undefined && (
            <Detail
              key={detail.id}
              alert={detail}
              device={nameOf(detail.device)}
              place={[...new Set([nameOf(detail.organisation), nameOf(detail.site)])].join(', ')}
              act={
                staff
                  ? (one) => {
                      setChecked(new Set());
                      setAt(detail.id);
                      setDeed(one);
                    }
                  : undefined
              }
              now={now}
            />
          )}
        </div>
      )}
      {deed === 'ticket' && about.length > 0 && (
        <TicketDialog alerts={about} nameOf={nameOf} closed={() => setDeed(undefined)} />
      )}
      {deed !== undefined && deed !== 'ticket' && about.length > 0 && (
        <DeedDialog
          deed={deed}
          alerts={about}
          closed={() => {
            setDeed(undefined);
            setChecked(new Set());
            asked.again();
          }}
        />
      )}
      {help && <KeysHelp closed={() => setHelp(false)} />}
    </div>
  );
}
