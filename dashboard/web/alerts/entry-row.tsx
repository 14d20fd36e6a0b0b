import { useState } from 'preact/hooks';
import type { Alert } from '../../contract/alerts.ts';
import { inboxWordsOf } from '../texts/inbox.ts';
import { say } from '../texts/words.ts';
import { useVoice } from '../world.ts';
import type { Entry } from './alert.ts';
import { AlertState } from './state.tsx';

interface Props {
  readonly entry: Entry;
  readonly nameOf: (id: string) => string;
  readonly now: number;
  readonly current: boolean;
  readonly opened: string | undefined;
  readonly checked: ReadonlySet<string>;
  /** the keyboard is on it, or on something of it */
  reached(): void;
  check(id: string): void;
  chosen(id: string): void;
}

/** An alert of the inbox, what follows from it folded beneath. */
export function EntryRow({ entry: { alert, consequences }, current, reached, ...props }: Props) {
  const { language } = useVoice();
  const own = inboxWordsOf(language);
  const [open, setOpen] = useState(false);
  return (
    <li class="alert-entry" onFocusIn={reached}>
      <Line alert={alert} tabbed={current} {...props} />
      {consequences.length > 0 && (
        <>
          <button type="button" class="quiet alert-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
            {consequences.length === 1 ? own.consequencesOne : say(own.consequences, { count: consequences.length })}
          </button>
          {open && (
            <ul class="alert-consequences">
              {consequences.map((one) => (
                <li key={one.id}>
                  <Line alert={one} tabbed={false} {...props} />
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </li>
  );
}

function Line(
  props: Omit<Props, 'entry' | 'current' | 'reached'> & { readonly alert: Alert; readonly tabbed: boolean },
) {
  const { alert, tabbed, nameOf, now, opened, checked, check, chosen } = props;
  const { format, language } = useVoice();
  const own = inboxWordsOf(language);
  const { id, title, reason, since, until, active, assignee, shelvedUntil, flapping } = alert;
  const notes = [
    flapping === true && own.flapping,
    assignee !== undefined && say(own.assignedTo, { who: assignee }),
    shelvedUntil !== undefined && say(own.shelvedUntil, { time: format.moment(Date.parse(shelvedUntil)) }),
  ].filter((note) => note !== false);
  const age = active
    ? say(own.since, { age: format.duration(now - Date.parse(since)) })
    : say(own.over, { age: format.ago(now - Date.parse(until ?? since)) });
  return (
    <div class={`alert-line${active ? '' : ' alert-over'}${opened === id ? ' alert-opened' : ''}`}>
      <label class="alert-check">
        <span class="unseen">{`${own.deeds.check} ${title}`}</span>
        <input type="checkbox" tabIndex={tabbed ? 0 : -1} checked={checked.has(id)} onChange={() => check(id)} />
      </label>
      <button
        type="button"
        class="alert-open"
        data-alert={id}
        aria-expanded={opened === id}
        tabIndex={tabbed ? 0 : -1}
        onClick={() => chosen(id)}
      >
        <AlertState alert={alert} />
        <span class="alert-where">{nameOf(alert.organisation)}</span>
        <span class="alert-title">{title}</span>
        <span class="alert-why soft">
          {[nameOf(alert.device), reason, ...notes].filter((part) => part !== '').join(' · ')}
        </span>
        <span class="alert-age soft">{age}</span>
      </button>
    </div>
  );
}
