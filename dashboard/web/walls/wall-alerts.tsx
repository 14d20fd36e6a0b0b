import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
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

const pageMs = 12_000;
/** on a telephone, where they stand one under the other */
const shownAtMost = 50;

/** The alerts of the moment, the most urgent first, each with what follows from it; who has one in hand is told too. */
export function WallAlerts({
  territory,
  alerts: { asked, entries },
  now,
  still,
}: {
  territory: Territory | undefined;
  alerts: Pick<ReturnType<typeof useAlerts>, 'asked' | 'entries'>;
  now: number;
  still: boolean;
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
  const list = useRef<HTMLUListElement>(null);
  const room = useRoom(list, asked.value === undefined ? 0 : entries.length);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (still) return;
    const timer = setInterval(() => setTurn((count) => count + 1), pageMs);
    return () => clearInterval(timer);
  }, [still]);
  if (asked.value === undefined)
    return asked.error === undefined ? <Bones rows={8} /> : <Trouble error={asked.error} again={asked.again} />;
  const open = entries.filter(({ alert }) => isOpen(alert)).length;
  const pages = Math.max(1, Math.ceil(entries.length / room));
  const page = turn % pages;
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
        <ul class="wall-alerts" ref={list}>
          {entries.slice(page * room, (page + 1) * room).map(({ alert, consequences }) => (
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
        </ul>
      )}
      {pages > 1 && <p class="wall-page">{say(wall.page, { page: page + 1, pages })}</p>}
    </>
  );
}

/** How many alerts stand under each other on this display, one of them as high as the highest here. */
function useRoom(list: { current: HTMLUListElement | null }, count: number): number {
  const [room, setRoom] = useState(8);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const measure = () => {
      const rows = [...element.children].map((row) => row.getBoundingClientRect().height);
      const height = innerHeight - element.getBoundingClientRect().top - 110;
      const next =
        innerWidth < 720 || rows.length === 0 ? shownAtMost : Math.max(3, Math.floor(height / Math.max(...rows)));
      setRoom((before) => (before === next ? before : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [count]);
  return room;
}
