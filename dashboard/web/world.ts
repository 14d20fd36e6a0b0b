import { createContext } from 'preact';
import { useCallback, useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { LatestReading } from '../contract/readings.ts';
import type { Session } from '../contract/session.ts';
import type { Watch } from '../contract/socket.ts';
import type { DeviceType } from '../contract/territory.ts';
import type { Api } from './api.ts';
import type { Link } from './link.ts';
import type { createFormat, Format } from './texts/format.ts';
import type { Language, Words } from './texts/words.ts';
import type { Today } from './today.ts';

/** What every screen has at hand, signed in or not. */
export interface Voice {
  language: Language;
  words: Words;
  format: ReturnType<typeof createFormat>;
  speak(language: Language): void;
}

/** What a signed-in screen has at hand. */
export interface World {
  api: Api;
  link: Link;
  today: Today;
  session: Session;
  types: ReadonlyMap<string, DeviceType>;
  signOut(): void;
}

export const VoiceContext = createContext<Voice | undefined>(undefined);
export const WorldContext = createContext<World | undefined>(undefined);

export function useVoice(): Voice {
  const voice = useContext(VoiceContext);
  if (voice === undefined) throw new Error('useVoice: the component stands outside <VoiceContext.Provider>');
  return voice;
}

export function useWorld(): World {
  const world = useContext(WorldContext);
  if (world === undefined) throw new Error('useWorld: the component stands outside <WorldContext.Provider>');
  return world;
}

/** An answer on its way: the last good one stays on screen while a new one is asked for. */
export interface Asked<T> {
  value: T | undefined;
  error: unknown;
  waiting: boolean;
  again(): void;
}

/** Asks when mounted and whenever `key` changes; an answer that comes too late is thrown away. */
export function useAsk<T>(key: string, ask: (signal: AbortSignal) => Promise<T>): Asked<T> {
  const [turn, again] = useTurn();
  const [state, setState] = useState<{ key: string; value: T | undefined; error: unknown; waiting: boolean }>({
    key,
    value: undefined,
    error: undefined,
    waiting: true,
  });
  // `key` names everything that `ask` reads; `turn` asks again
  useEffect(() => {
    const control = new AbortController();
    setState((before) => ({ ...before, waiting: true }));
    ask(control.signal).then(
      (value) => !control.signal.aborted && setState({ key, value, error: undefined, waiting: false }),
      (error: unknown) => !control.signal.aborted && setState((before) => ({ ...before, key, error, waiting: false })),
    );
    return () => control.abort();
  }, [key, turn]);
  return { value: state.value, error: state.error, waiting: state.waiting || state.key !== key, again };
}

/** A count and what raises it: something outside changed, render again. */
export function useTurn(): [number, () => void] {
  const [turn, setTurn] = useState(0);
  const next = useCallback(() => setTurn((count) => count + 1), []);
  return [turn, next];
}

/** Names the page in the window's title while it is on screen. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined || title === '' ? 'Vigie' : `${title} · Vigie`;
  }, [title]);
}

/** The wall clock, read again every so often: ages on screen grow without a message coming in. */
export function useNow(everyMs = 15_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** Keeps these watched as long as the component is on screen. */
export function useWatch(watches: readonly Watch[]): void {
  const { link } = useWorld();
  const key = JSON.stringify(watches);
  // `key` is the watches' content
  useEffect(() => {
    const ends = watches.map((what) => link.watch(what));
    return () => {
      for (const end of ends) end();
    };
  }, [key, link]);
}

/** The newest readings of some devices; renders again when one changes, at most once a frame. */
export function useReadings(devices: readonly string[]): (device: string, series: string) => LatestReading | undefined {
  const { link } = useWorld();
  const [, changed] = useTurn();
  const key = devices.join(' ');
  // `key` is the devices' content
  useEffect(() => link.follow(devices, changed), [key, link]);
  return (device, series) => link.of(device)?.get(series);
}

/**
 * True from the first time the element comes near the window, and anyway after so many ms: what one looks at comes
 * first, and a page that is printed is whole.
 */
export function useSeen<E extends HTMLElement>(anywayMs?: number) {
  const ref = useRef<E>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (ref.current === null || seen) return;
    const observer = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && setSeen(true), {
      rootMargin: '300px',
    });
    observer.observe(ref.current);
    const anyway = anywayMs === undefined ? undefined : setTimeout(() => setSeen(true), anywayMs);
    return () => {
      observer.disconnect();
      clearTimeout(anyway);
    };
  }, [seen, anywayMs]);
  return { ref, seen };
}

export type { Format };
