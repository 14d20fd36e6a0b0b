import { useState } from 'preact/hooks';
import type { Organisation } from '../../contract/territory.ts';
import type { IssuedToken, NewToken } from '../../contract/users.ts';
import { useAttempt } from '../attempt.ts';
import { useVoice } from '../world.ts';
import { Once } from './once.tsx';
import { Wrong } from './wrong.tsx';

interface Props {
  roles: readonly NewToken['role'][];
  organisations: readonly Pick<Organisation, 'id' | 'name'>[];
  /** must a token of this role name one organisation? */
  needsOne(role: NewToken['role']): boolean;
  issue(token: NewToken): Promise<IssuedToken>;
  made(): void;
}

/** Makes a key for a script or a screen and shows it once. */
export function TokenForm({ roles, organisations, needsOne, issue, made }: Props) {
  const { words } = useVoice();
  const [name, setName] = useState('');
  const [role, setRole] = useState<NewToken['role']>(roles[0] ?? 'screen');
  const [organisation, setOrganisation] = useState('');
  const [secret, setSecret] = useState<string>();
  const { wrong, busy, attempt } = useAttempt();

  function make(event: Event) {
    event.preventDefault();
    void attempt(async () => {
      const issued = await issue({ name, role, ...(organisation === '' ? {} : { organisation }) });
      setSecret(issued.token);
      made();
    });
  }

  if (secret !== undefined) return <Once say={words.tokenOnce} secret={secret} />;
  return (
    <form class="form" onSubmit={make}>
      <p class="soft">{words.tokenUse}</p>
      <Wrong text={wrong} />
      <label class="field">
        {words.name}
        <input required maxLength={120} value={name} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <label class="field">
        {words.role}
        <select
          value={role}
          onChange={(event) => setRole(roles.find((one) => one === event.currentTarget.value) ?? 'screen')}
        >
          {roles.map((one) => (
            <option value={one} key={one}>
              {words.roles[one]}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        {words.organisation}
        <select
          value={organisation}
          required={needsOne(role)}
          onChange={(event) => setOrganisation(event.currentTarget.value)}
        >
          <option value="">{needsOne(role) ? words.none : words.allOrganisations}</option>
          {organisations.map((one) => (
            <option value={one.id} key={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="button button-main" disabled={busy}>
        {words.addToken}
      </button>
    </form>
  );
}
