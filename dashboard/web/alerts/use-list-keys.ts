import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { preferences } from '../preferences.ts';
import { createLoneKey } from './lone-key.ts';

/**
 * The keys of a list: at once while the list has the focus, and beyond it too unless that was switched off, but in fields and dialogs. Beyond it arrows and
 * Enter stay the page's own, and a letter waits for whether it begins a word to search. `act` answers whether the key meant something.
 */
export function useListKeys(list: RefObject<HTMLElement | null>, act: (key: string) => boolean) {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const lone = createLoneKey((key) => {
      if (document.querySelector('dialog[open]') === null) latest.current(key);
    });
    const beyond = (event: KeyboardEvent) => {
      const { target, key } = event;
      if (event.defaultPrevented || isChord(event) || isField(target)) return;
      if (document.querySelector('dialog[open]') !== null) return;
      if (target instanceof Node && list.current?.contains(target) === true) return;
      if (key === '?' || key === 'Escape') latest.current(key);
      else if (!/^\p{L}$/u.test(key) || !preferences.keys()) return;
      else if (preferences.typing()) lone.press(key, event.timeStamp);
      else if (latest.current(key)) event.preventDefault();
    };
    document.addEventListener('keydown', beyond);
    return () => {
      lone.stop();
      document.removeEventListener('keydown', beyond);
    };
  }, []);
  return (event: KeyboardEvent) => {
    if (!isChord(event) && act(event.key)) event.preventDefault();
  };
}

function isChord({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey;
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName))
  );
}
