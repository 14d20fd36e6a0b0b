import { useRef, useState } from 'preact/hooks';
import type { SecondFactorAsked } from '../../contract/security-key.ts';
import { type Api, ApiError } from '../api.ts';
import { refusalIn } from '../attempt.ts';
import { Door } from '../parts/door.tsx';
import { Wrong } from '../parts/wrong.tsx';
import { useTitle, useVoice } from '../world.ts';
import { SecondStep } from './second-step.tsx';

/** Asks who is there. Every refusal says what to do next, and the cursor stands where it is done. */
export function SignIn({ api, demo, entered }: { api: Api; demo: boolean; entered: () => void }) {
  const { words, language } = useVoice();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState<SecondFactorAsked>();
  const [wrong, setWrong] = useState<{ email?: string; password?: string; whole?: string }>({});
  const emailField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);

  useTitle(words.signInTitle);

  async function submit(event: Event) {
    event.preventDefault();
    if (email.trim() === '') {
      setWrong({ email: words.emailMissing });
      return emailField.current?.focus();
    }
    if (password === '') {
      setWrong({ password: words.passwordMissing });
      return passwordField.current?.focus();
    }
    setBusy(true);
    try {
      await api.signIn({ email: email.trim(), password });
      entered();
    } catch (error) {
      setBusy(false);
      if (error instanceof ApiError && error.secondFactor !== undefined) return setAsked(error.secondFactor);
      setWrong({ whole: refusalIn({ words, language }, error, { 401: words.signInWrong, 429: words.signInTooMany }) });
      passwordField.current?.focus();
    }
  }

  const demoAccounts: [string, string][] = [
    ['admin@demo', words.roleDemo.administrator],
    ['technicien@demo', words.roleDemo.technician],
    ['mairie.tartas@demo', words.roleDemo.tartas],
    ['mairie.dax@demo', words.roleDemo.dax],
    ['agent.tartas@demo', words.roleDemo.agent],
  ];
  if (asked !== undefined)
    return (
      <SecondStep
        api={api}
        asked={asked}
        password={password}
        entered={entered}
        refused={(reason) => {
          setAsked(undefined);
          setWrong({ whole: reason });
        }}
      />
    );
  return (
    <Door lead={words.signInLead}>
      <form class="door-form" noValidate onSubmit={(event) => void submit(event)} aria-label={words.signInTitle}>
        <Wrong text={wrong.whole} />
        <div class="field">
          <label for="email">{words.email}</label>
          <input
            ref={emailField}
            id="email"
            name="email"
            type="email"
            autoComplete="username"
            required
            value={email}
            aria-invalid={wrong.email !== undefined}
            aria-describedby={wrong.email ? 'email-wrong' : undefined}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
          {wrong.email && (
            <p class="field-wrong" id="email-wrong">
              {wrong.email}
            </p>
          )}
        </div>
        <div class="field">
          <label for="password">{words.password}</label>
          <input
            ref={passwordField}
            id="password"
            name="password"
            {...(shown ? ({ type: 'text' } as const) : ({ type: 'password' } as const))}
            autoComplete="current-password"
            required
            value={password}
            aria-invalid={wrong.password !== undefined}
            aria-describedby={wrong.password ? 'password-wrong' : undefined}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
          {wrong.password && (
            <p class="field-wrong" id="password-wrong">
              {wrong.password}
            </p>
          )}
        </div>
        <label class="tick">
          <input type="checkbox" checked={shown} onChange={(event) => setShown(event.currentTarget.checked)} />
          {words.showPassword}
        </label>
        <button type="submit" class="button button-main" disabled={busy}>
          {words.signIn}
        </button>
      </form>
      <a class="door-way" href="/mot-de-passe-perdu">
        {words.lostPassword}
      </a>
      {demo && (
        <section class="door-demo" aria-labelledby="demo-accounts">
          <h2 id="demo-accounts">{words.demoAccounts}</h2>
          <p>{words.demoPassword}</p>
          <ul>
            {demoAccounts.map(([account, text]) => (
              <li key={account}>
                <button
                  type="button"
                  onClick={() => {
                    setEmail(account);
                    passwordField.current?.focus();
                  }}
                >
                  <span class="door-account">{account}</span>
                  <span class="door-what">{text}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Door>
  );
}
