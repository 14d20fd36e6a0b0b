import { ApiError } from '../api.ts';
import { toldError } from '../texts/told.ts';
import { say } from '../texts/words.ts';
import { useVoice } from '../world.ts';
import { NotFound } from './not-found.tsx';

/** Says what went wrong and offers the way out. */
export function Trouble({ error, again }: { error: unknown; again?: () => void }) {
  const { words, language } = useVoice();
  const status = error instanceof ApiError ? error.status : -1;
  if (status === 404) return <NotFound />;
  const text =
    status === 0
      ? words.unreachable
      : status === 403
        ? words.forbidden
        : say(words.failed, { reason: toldError(error, language) });
  return (
    <div class="empty" role="alert">
      <p>{text}</p>
      {again && status !== 403 ? (
        <button type="button" class="button" onClick={again}>
          {words.retry}
        </button>
      ) : (
        <a class="button" href="/">
          {words.backToTerritory}
        </a>
      )}
    </div>
  );
}
