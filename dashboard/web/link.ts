import { io } from 'socket.io-client';
import type { Alert } from '../contract/alerts.ts';
import type { LatestReading } from '../contract/readings.ts';
import type { Changes, Watch, WatchAnswer } from '../contract/socket.ts';
import type { Ticket } from '../contract/tickets.ts';

export type LinkState = 'connecting' | 'live' | 'lost';
type Listener = () => void;

/**
 * The one socket to the server and the newest reading of every series that came through it.
 * Changes are shown once a frame: whoever follows a device is called at most once between two paints.
 * `mayI` is asked when the server turns the link away; the link tries again only where the answer is yes.
 * Alerts are handed on in `language`.
 */
export function createLink(mayI: () => Promise<boolean>, language: () => 'fr' | 'en') {
  const socket = io({ transports: ['websocket'], reconnectionDelayMax: 4000 });
  const watched = new Map<string, { what: Watch; count: number }>();
  const newest = new Map<string, Map<string, LatestReading>>();
  const followers = new Map<string, Set<Listener>>();
  const stateFollowers = new Set<Listener>();
  const alertFollowers = new Set<(alerts: readonly Alert[]) => void>();
  const ticketFollowers = new Set<(tickets: readonly Ticket[]) => void>();
  const heard = new Map<string, number>();
  const touched = new Set<string>();
  let state: LinkState = 'connecting';
  let lostAt: number | undefined;
  let frame = 0;
  let closed = false;
  let asking: ReturnType<typeof setTimeout> | undefined;

  socket.on('connect', () => {
    for (const { what } of watched.values()) socket.emit('watch', what, ignoreAnswer);
    become('live');
  });
  socket.on('disconnect', turnedAway);
  socket.on('connect_error', turnedAway);
  socket.on('snapshot', (_watch: Watch, whole: Changes) => learn(whole));
  socket.on('changes', learn);

  function learn(changes: Changes) {
    for (const { id, lastSeen } of changes.devices) {
      heard.set(id, Math.max(heard.get(id) ?? 0, Date.parse(lastSeen)));
      touched.add(id);
    }
    take(changes.readings);
    const isEnglish = language() === 'en';
    const alerts: Alert[] = changes.alerts.map(({ english, ...alert }) =>
      isEnglish ? { ...alert, ...english } : alert,
    );
    if (alerts.length > 0) for (const follower of [...alertFollowers]) follower(alerts);
    if (changes.tickets.length > 0) for (const follower of [...ticketFollowers]) follower(changes.tickets);
  }

  /** A broken link mends itself; one that the server closed (account changed, session over) stays closed unless we ask. */
  function turnedAway() {
    become('lost');
    if (socket.active || closed) return;
    clearTimeout(asking);
    asking = setTimeout(() => {
      mayI().then(
        (yes) => yes && !closed && socket.connect(),
        () => turnedAway(),
      );
    }, 1500);
  }

  function become(next: LinkState) {
    if (next === state) return;
    lostAt = next === 'lost' ? Date.now() : undefined;
    state = next;
    for (const follower of [...stateFollowers]) follower();
  }

  function take(readings: readonly LatestReading[]) {
    for (const reading of readings) {
      const key = seriesKey(reading.metric, reading.instance);
      const series = newest.get(reading.device) ?? new Map<string, LatestReading>();
      newest.set(reading.device, series);
      const known = series.get(key);
      if (known !== undefined && known.time > reading.time) continue;
      series.set(key, reading);
      touched.add(reading.device);
    }
    if (touched.size > 0 && frame === 0) frame = requestAnimationFrame(show);
  }

  function show() {
    frame = 0;
    const called = new Set<Listener>();
    for (const device of touched) for (const follower of followers.get(device) ?? []) called.add(follower);
    touched.clear();
    for (const follower of called) follower();
  }

  return {
    state: () => state,
    lostAt: () => lostAt,
    /** The series of a device by metric (and instance), newest reading each. */
    of: (device: string): ReadonlyMap<string, LatestReading> | undefined => newest.get(device),
    /** When a device spoke last, as far as the link knows; also where its values are kept from this account. */
    heard: (device: string): number | undefined => heard.get(device),
    /** Readings that came by HTTP; older ones than known are left out. */
    take,
    /** Calls a device's followers with the next frame, though none of its readings changed. */
    touch(device: string) {
      touched.add(device);
      if (frame === 0) frame = requestAnimationFrame(show);
    },
    followState(follower: Listener) {
      stateFollowers.add(follower);
      return () => stateFollowers.delete(follower);
    },
    /** Hears the alerts of what is watched, as they change. */
    followAlerts(follower: (alerts: readonly Alert[]) => void) {
      alertFollowers.add(follower);
      return () => alertFollowers.delete(follower);
    },
    /** Hears the tickets of what is watched, as they change. */
    followTickets(follower: (tickets: readonly Ticket[]) => void) {
      ticketFollowers.add(follower);
      return () => ticketFollowers.delete(follower);
    },
    follow(devices: readonly string[], follower: Listener) {
      for (const device of devices) {
        const set = followers.get(device) ?? new Set();
        followers.set(device, set.add(follower));
      }
      return () => {
        for (const device of devices) {
          const set = followers.get(device);
          set?.delete(follower);
          if (set?.size === 0) followers.delete(device);
        }
      };
    },
    /** Asks the server for a snapshot and then changes, again after each reconnect, until the returned function is called. */
    watch(what: Watch) {
      const key = JSON.stringify(what);
      const entry = watched.get(key) ?? { what, count: 0 };
      entry.count++;
      watched.set(key, entry);
      if (entry.count === 1 && socket.connected) socket.emit('watch', what, ignoreAnswer);
      return () => {
        entry.count--;
        if (entry.count > 0) return;
        watched.delete(key);
        if (socket.connected) socket.emit('unwatch', what, ignoreAnswer);
      };
    },
    close() {
      closed = true;
      clearTimeout(asking);
      cancelAnimationFrame(frame);
      socket.close();
      followers.clear();
      stateFollowers.clear();
      alertFollowers.clear();
      ticketFollowers.clear();
    },
  };
}
export type Link = ReturnType<typeof createLink>;

/** How a device's series are told apart: the metric, and the instance where there is one. */
export function seriesKey(metric: string, instance?: string): string {
  return instance === undefined || instance === '' ? metric : `${metric}/${instance}`;
}

/** A watch that is refused shows nothing live; the page itself says why over HTTP. */
function ignoreAnswer(_answer: WatchAnswer) {}
