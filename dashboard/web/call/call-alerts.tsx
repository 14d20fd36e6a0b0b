import { useEffect } from 'preact/hooks';
import { entriesOf } from '../alerts/alert.ts';
import { AlertState } from '../alerts/state.tsx';
import { callWordsOf } from '../texts/call.ts';
import { inboxWordsOf } from '../texts/inbox.ts';
import { say } from '../texts/words.ts';
import { useAsk, useVoice, useWorld } from '../world.ts';

const shownAtMost = 6;

/** What is the matter at a member’s now, the most urgent first, live; nothing where nothing is. */
export function CallAlerts({
  organisation,
  names,
  now,
}: {
  organisation: string;
  /** of its sites and devices */
  names: ReadonlyMap<string, string>;
  now: number;
}) {
  const { api, link } = useWorld();
  const { language, format } = useVoice();
  const own = callWordsOf(language);
  const inbox = inboxWordsOf(language);
  const asked = useAsk(`alerts ${organisation} ${language}`, (signal) =>
    api.alerts({ active: 'true', organisation }, signal),
  );
  useEffect(() => {
    const end = link.followAlerts((alerts) => {
      if (alerts.some((alert) => alert.organisation === organisation)) asked.again();
    });
    return () => void end();
  }, [link, organisation]);
  const entries = entriesOf(asked.value ?? [], { state: 'active' });
  if (entries.length === 0) return null;
  const all = `/alertes?etat=active&collectivite=${organisation}`;
  return (
    <section aria-label={inbox.title} class="call-alerts">
      <ul>
        {entries.slice(0, shownAtMost).map(({ alert, consequences }) => (
          <li key={alert.id}>
            <AlertState alert={alert} />
            <span>
              <strong>{alert.title}</strong>{' '}
              <a href={`/devices/${alert.device}`}>{names.get(alert.device) ?? alert.device}</a>
              <span class="soft">
                {` · ${names.get(alert.site) ?? alert.site}`}
                {consequences.length > 0 &&
                  ` · ${consequences.length === 1 ? inbox.consequencesOne : say(inbox.consequences, { count: consequences.length })}`}
                {alert.assignee !== undefined && ` · ${say(inbox.assignedTo, { who: alert.assignee })}`}
              </span>
            </span>
            <span class="soft">{say(inbox.since, { age: format.duration(now - Date.parse(alert.since)) })}</span>
          </li>
        ))}
      </ul>
      <p>
        <a class="button" href={all}>
          {own.treat}
        </a>
        {entries.length > shownAtMost && (
          <span class="soft"> {say(own.more, { count: entries.length - shownAtMost })}</span>
        )}
      </p>
    </section>
  );
}
