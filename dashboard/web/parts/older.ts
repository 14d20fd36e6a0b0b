import { useEffect, useState } from 'preact/hooks';
import type { List } from '../../contract/http.ts';

const mostKept = 2000;

/** A list read page by page, the newest first; `older` asks for the next page. At most 2,000 lines are kept on screen. */
export function useOlder<T>(ask: (page: { cursor?: string }) => Promise<List<T>>) {
  const [state, setState] = useState<{ items: T[] | undefined; next: string | null; error: unknown }>({
    items: undefined,
    next: null,
    error: undefined,
  });
  const older = () => {
    ask(state.next === null ? {} : { cursor: state.next }).then(
      ({ items, next }) =>
        setState((before) => ({ items: [...(before.items ?? []), ...items], next, error: undefined })),
      (error: unknown) => setState((before) => ({ ...before, error })),
    );
  };
  // The first page comes by itself.
  useEffect(older, []);
  return { ...state, more: state.next !== null && (state.items?.length ?? 0) < mostKept, older };
}
