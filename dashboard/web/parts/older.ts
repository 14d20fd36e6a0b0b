import { useEffect, useState } from 'preact/hooks';
import type { List } from '../../contract/shared.ts';
import type { Asked } from '../world.ts';

const mostKept = 2000;

export interface Older<T> extends Asked<T[]> {
  /** whether there are more; `again` asks for them */
  more: boolean;
}

/** A list read page by page, the newest first, `again` asks for the next page. At most 2,000 lines are kept on screen. */
export function useOlder<T>(ask: (page: { cursor?: string }) => Promise<List<T>>): Older<T> {
  const [state, setState] = useState<{ value: T[] | undefined; next: string | null; error: unknown; waiting: boolean }>(
    {
      value: undefined,
      next: null,
      error: undefined,
      waiting: true,
    },
  );
  const again = () => {
    setState((before) => ({ ...before, waiting: true }));
    ask(state.next === null ? {} : { cursor: state.next }).then(
      ({ items, next }) =>
        setState((before) => ({
          value: [...(before.value ?? []), ...items],
          next,
          error: undefined,
          waiting: false,
        })),
      (error: unknown) => setState((before) => ({ ...before, error, waiting: false })),
    );
  };
  // The first page comes by itself.
  useEffect(again, []);
  const { value, next, error, waiting } = state;
  return { value, error, waiting, again, more: next !== null && (value?.length ?? 0) < mostKept };
}
