import { wallWordsOf } from '../texts/walls.ts';
import { useTitle, useVoice } from '../world.ts';
import { Door } from './door.tsx';

/** A wall display whose token no longer opens: says who can help. */
export function WallClosed({ signIn }: { signIn: () => void }) {
  const { language } = useVoice();
  const wall = wallWordsOf(language);
  useTitle(wall.closedTitle);
  return (
    <Door lead={wall.closedTitle}>
      <p>{wall.closed}</p>
      <button type="button" class="button" onClick={signIn}>
        {wall.signIn}
      </button>
    </Door>
  );
}
