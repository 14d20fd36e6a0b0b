import type { ComponentChildren } from 'preact';
import { useVoice } from '../world.ts';
import { Listing } from './listing.tsx';
import type { Older } from './older.ts';
import { Trouble } from './trouble.tsx';

interface Props<T> {
  id: string;
  title: string;
  /** of its heading; 2 unless said */
  level?: 1 | 2;
  lead?: string;
  lines: Older<T>;
  none: string;
  heads: readonly string[];
  row(line: T): ComponentChildren;
}

/** A listing of what happened, the newest first, that goes on to older lines when asked. */
export function OlderListing<T>({ lines, ...listing }: Props<T>) {
  const { words } = useVoice();
  const { value, error, more, again } = lines;
  return (
    <Listing {...listing} asked={lines}>
      {value !== undefined && error !== undefined && <Trouble error={error} again={again} />}
      {more && error === undefined && (
        <button type="button" class="button" onClick={again}>
          {words.olderLines}
        </button>
      )}
    </Listing>
  );
}
