import { useState } from 'preact/hooks';
import { useAttempt } from '../attempt.ts';
import { useAsk, useVoice, useWorld } from '../world.ts';
import { Listing } from './listing.tsx';
import { Wrong } from './wrong.tsx';

/** Where else one is signed in, and out of it with one button. */
export function OwnSessions() {
  const { api } = useWorld();
  const { words, format } = useVoice();
  const asked = useAsk('others', async () => (await api.otherSessions()).items);
  const [ended, setEnded] = useState(false);
  const { wrong, busy, attempt } = useAttempt();
  const some = (asked.value?.length ?? 0) > 0;
  const end = () =>
    attempt(async () => {
      await api.endOtherSessions();
      setEnded(true);
      asked.again();
    });
  return (
    <Listing
      id="others"
      title={words.otherSessions}
      asked={asked}
      none={words.noOtherSessions}
      heads={[words.openedAt, words.lastSeenAt]}
      row={(session) => (
        <tr key={session.createdAt + session.seenAt}>
          <td data-head={words.openedAt}>{format.moment(Date.parse(session.createdAt))}</td>
          <td data-head={words.lastSeenAt}>{format.moment(Date.parse(session.seenAt))}</td>
        </tr>
      )}
      action={
        some && (
          <button type="button" class="button" disabled={busy} onClick={() => void end()}>
            {words.endOthers}
          </button>
        )
      }
    >
      <Wrong text={wrong} />
      <p role="status" class="unseen">
        {ended && words.othersEnded}
      </p>
    </Listing>
  );
}
