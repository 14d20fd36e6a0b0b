import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Device, Organisation, Site } from '../../contract/territory.ts';
import { useAlerts } from '../alerts/use-alerts.ts';
import { usePlace } from '../router.ts';
import { wallWordsOf } from '../texts/walls.ts';
import { say } from '../texts/words.ts';
import { useAsk, useTitle, useTurn, useVoice, useWatch, useWorld } from '../world.ts';
import { type Console, consoles, consolesIn, everyIn } from './board.ts';
import { reloadIfNewer } from './newer.ts';
import { Wall } from './wall.tsx';
import { WallAlerts } from './wall-alerts.tsx';
import '../style/walls.css';

export interface Territory {
  readonly organisations: readonly Organisation[];
  readonly sites: readonly Site[];
  readonly devices: readonly Device[];
}

const askedEveryMs = 5 * 60_000;

/** The wall displays: one console, or several in turn. Runs for weeks: all that it keeps is the newest value of each series. */
export function Walls() {
  const { path, query } = usePlace();
  const { api, link } = useWorld();
  const { words, format, language } = useVoice();
  const wall = wallWordsOf(language);
  const named = consoles.find((one) => path === `/ecran/${one}`);
  const shown = useMemo(() => (named === undefined ? consolesIn(query.get('consoles')) : [named]), [named, query]);
  const [at, setAt] = useState(0);
  const [paused, setPaused] = useState(false);
  const every = everyIn(query.get('every'));
  const [now, setNow] = useState(() => api.serverNow());
  const [, changed] = useTurn();
  const console: Console = shown[at % shown.length] ?? 'batiments';
  useTitle(wall.consoles[console]);
  useWatch(useMemo(() => shown.map((one) => ({ console: one })), [shown]));
  const asked = useAsk('walls', async (signal) => {
    const [organisations, sites, devices] = await Promise.all([
      api.organisations(signal),
      api.sites({}, signal),
      api.devices({}, signal),
    ]);
    return { organisations, sites, devices };
  });

  const alerts = useAlerts(
    { state: 'active' },
    () => false,
    () => undefined,
  );
  const alertsByDevice = useMemo(
    () =>
      Map.groupBy(
        alerts.entries.flatMap(({ alert, consequences }) => [alert, ...consequences]),
        ({ device }) => device,
      ),
    [alerts.entries],
  );

  useEffect(() => {
    const timer = setInterval(() => setNow(api.serverNow()), 5_000);
    const again = setInterval(asked.again, askedEveryMs);
    return () => {
      clearInterval(timer);
      clearInterval(again);
    };
  }, [api]);
  useEffect(() => {
    if (paused || shown.length < 2) return;
    const timer = setInterval(() => setAt((index) => index + 1), every);
    return () => clearInterval(timer);
  }, [paused, shown.length, every]);
  useEffect(() => {
    const end = link.followState(() => {
      changed();
      if (link.state() !== 'live') return;
      // the clocks may have gone apart, and the territory may have changed
      void api.session().catch(() => undefined);
      asked.again();
      void reloadIfNewer();
    });
    return () => void end();
  }, [link]);
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.target !== document.body || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'ArrowRight') setAt((index) => index + 1);
      else if (event.key === 'ArrowLeft') setAt((index) => index + shown.length - 1);
      else if (event.key === ' ') setPaused((before) => !before);
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, [shown.length]);
  useAwake();

  const lost = link.state() === 'lost';
  useEffect(() => {
    document.documentElement.toggleAttribute('data-lost', lost);
    return () => document.documentElement.removeAttribute('data-lost');
  }, [lost]);
  return (
    <main class="wall" id="content">
      <div role="status">
        {lost && (
          <p class="wall-lost">
            <span class="shape" aria-hidden="true">
              ◌
            </span>{' '}
            {say(words.lost, { time: format.time(link.lostAt() ?? now) })}
          </p>
        )}
      </div>
      {console === 'alertes' ? (
        <WallAlerts territory={asked.value} alerts={alerts} now={now} still={paused} />
      ) : (
        <Wall key={console} console={console} asked={asked} alerts={alertsByDevice} now={now} still={paused} />
      )}
      <footer class="wall-foot">
        <nav aria-label={wall.choose}>
          <ul>
            {(named === undefined ? shown : consoles).map((one, index) => (
              <li key={one}>
                {named === undefined ? (
                  <button type="button" class="wall-choice" aria-current={one === console} onClick={() => setAt(index)}>
                    {wall.consoles[one]}
                  </button>
                ) : (
                  <a class="wall-choice" href={`/ecran/${one}`} aria-current={one === console ? 'page' : undefined}>
                    {wall.consoles[one]}
                  </a>
                )}
              </li>
            ))}
          </ul>
        </nav>
        {shown.length > 1 && (
          <button
            type="button"
            class="wall-choice"
            aria-pressed={paused}
            title={wall.help}
            onClick={() => setPaused(!paused)}
          >
            {paused ? wall.resume : wall.pause}
          </button>
        )}
        <WallClock />
      </footer>
    </main>
  );
}

/** The hour, by the server’s clock. */
function WallClock() {
  const { api } = useWorld();
  const { format } = useVoice();
  const [time, setTime] = useState(() => api.serverNow());
  useEffect(() => {
    const timer = setInterval(() => setTime(api.serverNow()), 1_000);
    return () => clearInterval(timer);
  }, [api]);
  return (
    <time class="wall-clock" dateTime={new Date(time).toISOString()}>
      <span class="wall-date">{format.date(time, { weekday: 'long', day: 'numeric', month: 'long' })}</span>{' '}
      {format.date(time, { hour: '2-digit', minute: '2-digit', second: '2-digit' })}
    </time>
  );
}

/** Keeps the display from going dark, where the browser can; it lets go by itself when the page is hidden. */
function useAwake(): void {
  const lock = useRef<WakeLockSentinel>(undefined);
  useEffect(() => {
    const hold = () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      navigator.wakeLock.request('screen').then(
        (held) => {
          lock.current = held;
        },
        () => undefined, // the system's own setting decides then (battery, policy)
      );
    };
    hold();
    document.addEventListener('visibilitychange', hold);
    return () => {
      document.removeEventListener('visibilitychange', hold);
      void lock.current?.release();
    };
  }, []);
}
