import { useVoice } from '../world.ts';

/** The quiet shape of a page that is on its way, so that nothing jumps when it comes. */
export function Bones({ rows = 6 }: { rows?: number }) {
  const { words } = useVoice();
  return (
    <div class="bones" role="status" aria-label={words.loading}>
      <span class="bone bone-title" />
      {Array.from({ length: rows }, (_, row) => (
        <span class="bone" key={row} />
      ))}
    </div>
  );
}
