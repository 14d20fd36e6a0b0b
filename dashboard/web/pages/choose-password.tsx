import { useEffect, useState } from 'preact/hooks';
import type { LinkHolder } from '../../contract/account.ts';
import { type Api, ApiError } from '../api.ts';
import { useAttempt } from '../attempt.ts';
import { Door } from '../parts/door.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Wrong } from '../parts/wrong.tsx';
import { say } from '../texts/words.ts';
import { useTitle, useVoice } from '../world.ts';

type Step =
  | { is: 'looking' }
  | { is: 'missing' }
  | { is: 'gone' }
  | { is: 'failed'; error: unknown }
  | { is: 'choosing'; holder: LinkHolder }
  | { is: 'chosen'; holder: LinkHolder };

/** What an invitation's or a lost password's link opens. The link leaves the address bar at once. */
export function ChoosePassword({ api, invitation }: { api: Api; invitation: boolean }) {
  const { words } = useVoice();
  const [link] = useState(() => location.hash.slice(1));
  const [step, setStep] = useState<Step>({ is: 'looking' });
  const [password, setPassword] = useState('');
  const { wrong, busy, attempt } = useAttempt({ 400: words.passwordWeak });
  const title = invitation ? words.invitationTitle : words.resetTitle;
  useTitle(title);

  function look() {
    if (link === '') return setStep({ is: 'missing' });
    // a link that lost its end on the way
    if (!/^[\w-]{43}$/.test(link)) return setStep({ is: 'gone' });
    api.link(link).then(
      (holder) => setStep({ is: 'choosing', holder }),
      (error: unknown) => setStep(isGone(error) ? { is: 'gone' } : { is: 'failed', error }),
    );
  }
  // once, when the page opens
  useEffect(() => {
    // neither the history nor somebody looking over a shoulder keeps it
    history.replaceState(null, '', location.pathname);
    look();
  }, []);

  function choose(event: Event) {
    event.preventDefault();
    void attempt(async () => {
      try {
        setStep({ is: 'chosen', holder: await api.useLink(link, password) });
      } catch (error) {
        if (!isGone(error)) throw error;
        setStep({ is: 'gone' });
      }
    });
  }

  if (step.is === 'looking') return <div class="opening" aria-busy="true" />;
  if (step.is === 'gone' || step.is === 'missing')
    return (
      <Door title={words.linkGone} lead={step.is === 'gone' ? words.linkGoneHelp : words.linkMissing}>
        <a class="button button-main" href="/mot-de-passe-perdu">
          {words.askAgain}
        </a>
        <a class="door-way" href="/">
          {words.backToSignIn}
        </a>
      </Door>
    );
  if (step.is === 'failed')
    return (
      <Door title={title}>
        <Trouble error={step.error} again={look} />
      </Door>
    );
  const { holder } = step;
  if (step.is === 'chosen')
    return (
      <Door title={title}>
        <div role="status">
          <p class="door-lead">{words.passwordChosen}</p>
          {holder.purpose === 'reset' && <p class="soft">{words.ownTokensKept}</p>}
        </div>
        <a class="button button-main" href="/">
          {words.signIn}
        </a>
      </Door>
    );
  const lead = say(holder.purpose === 'invitation' ? words.invitationLead : words.resetLead, {
    name: holder.name,
    email: holder.email,
  });
  return (
    <Door title={title} lead={lead}>
      <form class="door-form" onSubmit={choose}>
        <Wrong text={wrong} />
        {/* for the browser's keeper of passwords */}
        <input
          class="unseen"
          type="text"
          autoComplete="username"
          value={holder.email}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <PasswordField label={words.newPassword} value={password} type={setPassword} kind="new-password" />
        <button type="submit" class="button button-main" disabled={busy}>
          {words.choosePassword}
        </button>
      </form>
    </Door>
  );
}

function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 410;
}
