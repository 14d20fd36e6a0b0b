import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Alert } from '../../contract/alerts.ts';
import type { Watch } from '../../contract/socket.ts';
import { useAsk, useTurn, useVoice, useWatch, useWorld } from '../world.ts';
import { type Entry, entriesOf, type Filters } from './alert.ts';
import { knownAfterAsking } from './held.ts';

const askedEveryMs = 30_000;
const keptAtMost = 2_000;

/**
 * The alerts, live. What is on screen keeps its place while somebody has the list in hand: values change where they stand,
 * what is over stays until the list is let go, and what is new waits behind `show`.
 */
export function useAlerts(filters: Filters, isHeld: () => boolean, arrived: (alerts: readonly Alert[]) => void) {
  const { api, link, session } = useWorld();
  const { language } = useVoice();
  const known = useRef(new Map<string, Alert>());
  /** the list as it stands, in its order */
  const onScreen = useRef<readonly string[]>([]);
  const [turn, changed] = useTurn();
  const [order, setOrder] = useState<readonly string[]>();
  const wanted = JSON.stringify(filters);
  useWatch(
    useMemo<Watch[]>(
      () => session.organisations?.map((organisation) => ({ organisation })) ?? [{ console: 'alertes' }],
      [session],
    ),
  );
  const over = filters.state === 'over';
  const asked = useAsk(`alerts ${over} ${language}`, async (signal) => {
    const alerts = await api.alerts({ active: over ? 'false' : 'true', language }, signal);
    // of those that are over, a list may forget some
    const held = over || !isHeld() ? [] : onScreen.current;
    known.current = knownAfterAsking(known.current, alerts, held, Date.now());
    changed();
    return true;
  });

  useEffect(() => {
    const timer = setInterval(asked.again, askedEveryMs);
    return () => clearInterval(timer);
  }, [over]);
  useEffect(() => {
    const end = link.followAlerts((alerts) => {
      const fresh = alerts.filter((alert) => alert.active && !known.current.has(alert.id));
      for (const alert of alerts) {
        if (known.current.size < keptAtMost || known.current.has(alert.id)) known.current.set(alert.id, alert);
      }
      changed();
      if (fresh.length > 0) arrived(fresh);
    });
    return () => void end();
  }, [link]);

  const sorted = useMemo(() => entriesOf(known.current.values(), filters), [turn, wanted]);
  const ids = sorted.map(({ alert }) => alert.id);
  const held = order !== undefined && isHeld();
  // what was chosen in the address bar is a new list
  useEffect(() => setOrder(undefined), [wanted]);
  useEffect(() => {
    if (!isHeld()) setOrder(ids);
  }, [ids.join(' ')]);
  const place = held ? order : ids;
  onScreen.current = place;
  const byId = new Map(sorted.map((entry) => [entry.alert.id, entry]));
  const entries = place.flatMap((id): Entry[] => {
    const entry = byId.get(id);
    const gone = known.current.get(id);
    return entry !== undefined ? [entry] : gone === undefined ? [] : [{ alert: gone, consequences: [] }];
  });
  return {
    asked,
    entries,
    waiting: held ? ids.filter((id) => !order.includes(id)).length : 0,
    show: () => setOrder(ids),
  };
}
