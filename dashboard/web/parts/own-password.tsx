import { useState } from 'preact/hooks';
import { useAttempt } from '../attempt.ts';
import { useVoice, useWorld } from '../world.ts';
import { PasswordField } from './password-field.tsx';
import { Wrong } from './wrong.tsx';

/** Changes one's password, with the one it replaces. */
export function OwnPassword({ email, changed }: { email: string; changed: () => void }) {
  const { api } = useWorld();
  const { words } = useVoice();
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const [done, setDone] = useState(false);
  const { wrong, busy, attempt } = useAttempt({ 400: words.passwordWeak, 403: words.passwordWrong });

  function change(event: Event) {
    event.preventDefault();
    setDone(false);
    void attempt(async () => {
      await api.changePassword({ current, password });
      setCurrent('');
      setPassword('');
      setDone(true);
      changed();
    });
  }

  return (
    <section aria-labelledby="own-password">
      <div class="list-head">
        <h2 id="own-password">{words.password}</h2>
      </div>
      <form class="form narrow" onSubmit={change}>
        <Wrong text={wrong} />
        <div role="status">{done && <p>{words.passwordChanged}</p>}</div>
        {/* for the browser's keeper of passwords */}
        <input
          class="unseen"
          type="text"
          autoComplete="username"
          value={email}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <PasswordField label={words.currentPassword} value={current} type={setCurrent} kind="current-password" />
        <PasswordField label={words.newPassword} value={password} type={setPassword} kind="new-password" />
        <div>
          <button type="submit" class="button" disabled={busy}>
            {words.changePassword}
          </button>
        </div>
      </form>
    </section>
  );
}
