import { useState } from 'preact/hooks';
import { useAttempt } from '../attempt.ts';
import { noticeWordsOf } from '../texts/notices.ts';
import { useVoice, useWorld } from '../world.ts';
import { Wrong } from './wrong.tsx';

/** A secret address of the rota for one's own calendar program, shown once. */
export function DutyFeed() {
  const { api } = useWorld();
  const { language } = useVoice();
  const own = noticeWordsOf(language);
  const [address, setAddress] = useState<string>();
  const { wrong, busy, attempt } = useAttempt();
  const make = () => attempt(async () => setAddress((await api.newDutyFeed()).address));
  return (
    <section aria-labelledby="feed">
      <div class="list-head">
        <h2 id="feed">{own.dutyFeed}</h2>
      </div>
      <p class="soft lead list-lead">{own.dutyFeedLead}</p>
      <Wrong text={wrong} />
      <div role="status">
        {address !== undefined && (
          <>
            <p>{own.dutyFeedOnce}</p>
            <p>
              <code class="duty-address">{address}</code>
            </p>
          </>
        )}
      </div>
      <button type="button" class="button" disabled={busy} onClick={() => void make()}>
        {own.dutyFeedMake}
      </button>
    </section>
  );
}
