import { useEffect, useState } from 'preact/hooks';
import { useAttempt } from '../attempt.ts';
import { noticeWordsOf } from '../texts/notices.ts';
import { say } from '../texts/words.ts';
import { startWorker } from '../worker.ts';
import { useVoice, useWorld } from '../world.ts';
import { Wrong } from './wrong.tsx';

/** Takes push messages in this very browser, or stops it. */
export function OwnBrowser({ publicKey, browsers }: { publicKey: string; browsers: number }) {
  const { api } = useWorld();
  const { language } = useVoice();
  const own = noticeWordsOf(language);
  const [here, setHere] = useState<PushSubscription | null>(null);
  const { wrong, busy, attempt } = useAttempt({ [-1]: own.pushRefused });
  const knows = 'serviceWorker' in navigator && 'PushManager' in window;
  useEffect(() => {
    if (!knows) return;
    // the worker of a former visit, if there was one
    void navigator.serviceWorker
      .getRegistration('/')
      .then((worker) => worker?.pushManager.getSubscription())
      .then((subscription) => setHere(subscription ?? null));
  }, [knows]);
  if (!knows) return <p class="soft">{own.pushUnknown}</p>;

  const start = () =>
    attempt(async () => {
      const worker = await startWorker();
      const subscription = await worker.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: publicKey,
      });
      const { endpoint, keys } = subscription.toJSON();
      await api.addBrowser({ endpoint: endpoint ?? '', p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '' });
      setHere(subscription);
    });
  const stop = () =>
    attempt(async () => {
      if (here === null) return;
      await api.removeBrowser(here.endpoint);
      await here.unsubscribe();
      setHere(null);
    });

  return (
    <div class="form">
      <Wrong text={wrong} />
      <div role="status">
        {here === null ? browsers > 0 && <p>{say(own.pushCount, { count: browsers })}</p> : <p>{own.pushOn}</p>}
      </div>
      <div>
        <button type="button" class="button" disabled={busy} onClick={() => void (here === null ? start() : stop())}>
          {here === null ? own.pushHere : own.pushStop}
        </button>
      </div>
    </div>
  );
}
