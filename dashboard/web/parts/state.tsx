import type { Severity } from '../../contract/territory.ts';
import type { StateInWords } from '../states.ts';
import { useVoice } from '../world.ts';

export type StateOf = Severity | 'maintenance' | 'silent';
const shapes: Record<StateOf, string> = {
  critical: '■',
  warning: '▲',
  information: '●',
  maintenance: '◆',
  silent: '…',
};

/** A state as shape, word and colour; the word may be a longer one. A thing that is well shows nothing. */
export function State({ is, word }: { is: StateOf; word?: string }) {
  const { words } = useVoice();
  return (
    <span class={`state state-${is}`}>
      <span class="shape" aria-hidden="true">
        {shapes[is]}
      </span>
      <span>{word ?? (is === 'silent' ? words.silentSites : words[is])}</span>
    </span>
  );
}

/** A reading of a state: its word, with shape and colour where it is not well. */
export function StateWord({ state: { is, word }, old }: { state: StateInWords; old: boolean }) {
  if (is !== undefined && !old) return <State is={is} word={word} />;
  return <span class={old ? 'soft' : undefined}>{word}</span>;
}

export function shapeOf(is: StateOf): string {
  return shapes[is];
}
