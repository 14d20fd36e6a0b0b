import { useState } from 'preact/hooks';
import type { LostHelp } from '../../contract/account.ts';
import type { Api } from '../api.ts';
import { useAttempt } from '../attempt.ts';
import { Door } from '../parts/door.tsx';
import { Wrong } from '../parts/wrong.tsx';
import { say } from '../texts/words.ts';
import { useAsk, useTitle, useVoice } from '../world.ts';

/** Asks for a link to a new password, or says whom to ask where no mail leaves. */
export function LostPassword({ api }: { api: Api }) {
  const { words } = useVoice();
  useTitle(words.lostTitle);
  const help = useAsk('lost', () => api.lostHelp());
  const [email, setEmail] = useState('');
  const [sent, setSent] = useState<string>();
  const { wrong, busy, attempt } = useAttempt();

  function send(event: Event) {
    event.preventDefault();
    const address = email.trim();
    void attempt(async () => {
      await api.lost(address);
      setSent(address);
    });
  }

  const byHand = help.value?.by === 'hand';
  return (
    <Door title={words.lostTitle} {...(byHand || sent !== undefined ? {} : { lead: words.lostLead })}>
      {byHand && (
        <p class="door-lead">{say(words.lostByHand, { contact: contactOf(help.value, words.lostAnybody) })}</p>
      )}
      <div role="status">{sent !== undefined && <p class="door-lead">{say(words.lostSent, { email: sent })}</p>}</div>
      {!byHand && sent === undefined && (
        <form class="door-form" onSubmit={send}>
          <Wrong text={wrong} />
          <div class="field">
            <label for="email">{words.email}</label>
            <input
              id="email"
              type="email"
              required
              maxLength={254}
              autoComplete="username"
              value={email}
              onInput={(event) => setEmail(event.currentTarget.value)}
            />
          </div>
          <button type="submit" class="button button-main" disabled={busy}>
            {words.lostSend}
          </button>
        </form>
      )}
      <a class="door-way" href="/">
        {words.backToSignIn}
      </a>
    </Door>
  );
}

function contactOf(help: LostHelp | undefined, anybody: string): string {
  return help?.contact ?? anybody;
}
