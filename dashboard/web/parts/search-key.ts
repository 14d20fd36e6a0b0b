import { useEffect, useRef } from 'preact/hooks';
import { preferences } from '../preferences.ts';

const withinMs = 1_200;

/**
 * Calls `open` with what was typed when somebody types three letters or digits anywhere but in a field, or presses
 * Ctrl+K. What a part of the page takes for itself (`preventDefault`) counts for nothing. Typing can be switched off.
 */
export function useSearchKey(open: (typed: string) => void): void {
  const latest = useRef(open);
  latest.current = open;
  useEffect(() => {
    let typed = '';
    let last = 0;
    const key = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      if ((event.ctrlKey || event.metaKey) && event.key === 'k') {
        event.preventDefault();
        latest.current('');
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target) || !preferences.typing()) return;
      if (!/^[\p{L}\p{N}]$/u.test(event.key)) return;
      const now = performance.now();
      typed = now - last > withinMs ? event.key : typed + event.key;
      last = now;
      if (typed.length < 3) return;
      event.preventDefault();
      latest.current(typed);
      typed = '';
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, []);
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName))
  );
}
