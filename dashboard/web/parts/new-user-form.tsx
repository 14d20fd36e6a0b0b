import { useState } from 'preact/hooks';
import type { Organisation } from '../../contract/territory.ts';
import { useAttempt } from '../attempt.ts';
import { say } from '../texts/words.ts';
import { useVoice, useWorld } from '../world.ts';
import { Once } from './once.tsx';
import { PasswordField } from './password-field.tsx';
import { isTied, PersonRights, type PersonRole } from './person-rights.tsx';
import { Wrong } from './wrong.tsx';

interface Props {
  organisations: readonly Organisation[];
  /** does an invitation leave by mail? */
  mails: boolean;
  added(): void;
  done(): void;
}

/** Opens an account: the person is invited, or gets a first password from the administrator. */
export function NewUserForm({ organisations, mails, added, done }: Props) {
  const { api } = useWorld();
  const { words } = useVoice();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [rights, setRights] = useState<{ role: PersonRole; chosen: string[] }>({ role: 'responsable', chosen: [] });
  const [password, setPassword] = useState<string>();
  const [link, setLink] = useState<string>();
  const { wrong, busy, attempt, refuse } = useAttempt(password === undefined ? {} : { 400: words.passwordWeak });

  function save(event: Event) {
    event.preventDefault();
    const { role, chosen } = rights;
    if (isTied(role) && chosen.length === 0) return refuse(words.chooseAtLeastOne);
    const person = { name, email, role, organisations: isTied(role) ? chosen : [] };
    void attempt(async () => {
      const { invitation } = await api.addUser({ ...person, ...(password === undefined ? {} : { password }) });
      added();
      if (invitation?.link === undefined) done();
      else setLink(invitation.link);
    });
  }

  if (link !== undefined) return <Once say={say(words.linkOnce, { name })} secret={link} />;
  return (
    <form class="form" onSubmit={save}>
      <Wrong text={wrong} />
      <label class="field">
        {words.name}
        <input required maxLength={120} value={name} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <label class="field">
        {words.email}
        <input
          type="email"
          required
          maxLength={254}
          autoComplete="off"
          value={email}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
      </label>
      <PersonRights
        {...rights}
        organisations={organisations}
        change={(change) => setRights((before) => ({ ...before, ...change }))}
      />
      <div>
        <label class="tick">
          <input
            type="checkbox"
            checked={password !== undefined}
            onChange={(event) => setPassword(event.currentTarget.checked ? '' : undefined)}
          />
          {words.givePassword}
        </label>
        {password === undefined && <p class="field-hint">{mails ? words.inviteMail : words.inviteHand}</p>}
      </div>
      {password !== undefined && (
        <PasswordField label={words.initialPassword} value={password} type={setPassword} kind="new-password" />
      )}
      <button type="submit" class="button button-main" disabled={busy}>
        {password === undefined ? words.invite : words.add}
      </button>
    </form>
  );
}
