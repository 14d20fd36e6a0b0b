import type { RunningScan } from '../../dashboard/server/server-parts.ts';
import { VigieError } from '../../gateway/domain/error.ts';

/** A scan that goes only as far as the test moves it. */
export function createDiscoveringInHand() {
  let state: RunningScan | undefined;
  return {
    credentials: ['switches'],
    ranges: ['10.0.0.0/8'],
    begin({ range, credentials }: { range: string; credentials: string }): RunningScan {
      if (state?.is === 'running') throw new VigieError('conflict', `${state.range} is being looked through`);
      if (credentials !== 'switches') throw new VigieError('invalid', `collector.credentials has no "${credentials}"`);
      const progress = { done: 0, total: 254, found: 0, known: 0, refused: 0 };
      state = { ...progress, range, credentials, startedAt: 0, is: 'running' };
      return state;
    },
    state: () => state,
    stop() {
      if (state !== undefined) state = { ...state, is: 'stopped' };
    },
    move(change: Partial<RunningScan>) {
      if (state !== undefined) state = { ...state, ...change };
    },
  };
}
