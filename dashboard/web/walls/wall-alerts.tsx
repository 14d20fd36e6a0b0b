import { useMemo } from 'preact/hooks';
import { isOpen } from '../alerts/alert.ts';
import { AlertState } from '../alerts/state.tsx';
import type { useAlerts } from '../alerts/use-alerts.ts';
import { Bones } from '../parts/bones.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { inboxWordsOf } from '../texts/inbox.ts';
import { wallWordsOf } from '../texts/walls.ts';
import { say } from '../texts/words.ts';
import { useVoice } from '../world.ts';
import type { Territory } from './walls.tsx';

const shownAtMost = 12;

/** The alerts of the moment, the most urgent first, each with what follows from it; who has one in hand is told too. */
export function WallAlerts({
  territory,
  alerts: { asked, entries },
  now,
}: {
  territory: Territory | undefined;
  alerts: Pick<ReturnType<typeof useAlerts>, 'asked' | 'entries'>;
  now: number;
}) {
  const { format, language } = useVoice();
  const wall = wallWordsOf(language);
  const own = inboxWordsOf(language);
  const names = useMemo(
    () =>
      new Map(
        [...(territory?.organisations ?? []), ...(territory?.devices ?? [])].map(({ id, name }) => [id, name] as const),
      ),
    [territory],
  );
  if (asked.value === undefined)
    return asked.error === undefined ? <Bones rows={8} /> : <Trouble error={asked.error} again={asked.again} />;
  const open = entries.filter(({ alert }) => isOpen(alert)).length;
  return (
    <>
      <div class="wall-head">
        <h1>
          {wall.consoles.alertes}{' '}
          <span class="wall-total">
            {entries.length === 1 ? own.countOne : say(own.count, { count: entries.length })}
          </span>
        </h1>
        <p class="wall-counts">
          <strong>{open}</strong>&nbsp;{own.states.open.toLowerCase()}
        </p>
      </div>
      {entries.length === 0 ? (
        <div class="wall-empty">
          <p>{wall.quiet}</p>
          <p class="soft">{wall.quietHelp}</p>
        </div>
      ) : (
        <ul class="wall-alerts">
          {entries.slice(0, shownAtMost).map(({ alert, consequences }) => (
            <li key={alert.id}>
              <AlertState alert={alert} />
              <span class="wall-alert-where">{names.get(alert.organisation) ?? alert.organisation}</span>
              <span class="wall-alert-title">
                {alert.title}
                <span class="soft">
                  {` ${names.get(alert.device) ?? alert.device}`}
                  {consequences.length > 0 &&
                    ` · ${consequences.length === 1 ? own.consequencesOne : say(own.consequences, { count: consequences.length })}`}
                  {alert.assignee !== undefined && ` · ${say(own.assignedTo, { who: alert.assignee })}`}
                </span>
              </span>
              <span class="soft">{format.duration(now - Date.parse(alert.since))}</span>
            </li>
          ))}
          {entries.length > shownAtMost && (
            <li class="soft">{say(wall.more, { count: entries.length - shownAtMost })}</li>
          )}
        </ul>
      )}
    </>
  );
}
