import { useState } from 'preact/hooks';
import type { NewUser, Organisation, User } from '../../contract/http.ts';
import { say } from '../texts/words.ts';
import { useAsk, useVoice, useWorld } from '../world.ts';
import { Bones } from './bones.tsx';
import { Dialog } from './dialog.tsx';
import { PickOrganisations } from './pick-organisations.tsx';
import { Trouble } from './trouble.tsx';

const roles = ['administrator', 'technician', 'responsable', 'agent'] as const;
type PersonRole = (typeof roles)[number];

/** The accounts of people: list, add, change, disable. */
export function Users({ organisations }: { organisations: readonly Organisation[] }) {
  const { api } = useWorld();
  const { words } = useVoice();
  const asked = useAsk('users', async () => (await api.users()).toSorted((a, b) => a.name.localeCompare(b.name)));
  const [edited, setEdited] = useState<User | 'new'>();
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  return (
    <section aria-labelledby="users">
      <div class="list-head">
        <h2 id="users">{words.users}</h2>
        <button type="button" class="button" onClick={() => setEdited('new')}>
          {words.addUser}
        </button>
      </div>
      {asked.value === undefined ? (
        asked.error === undefined ? (
          <Bones rows={3} />
        ) : (
          <Trouble error={asked.error} again={asked.again} />
        )
      ) : (
        <div class="table-scroll list-sheet">
          <table>
            <thead>
              <tr>
                <th scope="col">{words.name}</th>
                <th scope="col">{words.email}</th>
                <th scope="col">{words.role}</th>
                <th scope="col">{words.organisation}</th>
                <th scope="col">{words.status}</th>
                <th scope="col">
                  <span class="unseen">{words.edit}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {asked.value.map((user) => (
                <tr key={user.id} class={user.disabled ? 'soft' : undefined}>
                  <th scope="row">{user.name}</th>
                  <td>{user.email}</td>
                  <td>{words.roles[user.role]}</td>
                  <td>
                    {isTied(user.role)
                      ? user.organisations.map((id) => names.get(id) ?? id).join(', ')
                      : words.allOrganisations}
                  </td>
                  <td>{user.disabled ? words.disabled : words.active}</td>
                  <td class="num">
                    <button
                      type="button"
                      class="quiet"
                      aria-label={`${words.edit} ${user.name}`}
                      onClick={() => setEdited(user)}
                    >
                      {words.edit}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {edited !== undefined && (
        <Dialog title={edited === 'new' ? words.addUser : edited.name} closed={() => setEdited(undefined)}>
          <UserForm
            user={edited === 'new' ? undefined : edited}
            organisations={organisations}
            done={() => {
              setEdited(undefined);
              asked.again();
            }}
          />
        </Dialog>
      )}
    </section>
  );
}

function UserForm(props: { user: User | undefined; organisations: readonly Organisation[]; done: () => void }) {
  const { user, organisations, done } = props;
  const { api } = useWorld();
  const { words } = useVoice();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<PersonRole>(roles.find((one) => one === user?.role) ?? 'responsable');
  const [chosen, setChosen] = useState<string[]>(user?.organisations ?? []);
  const [disabled, setDisabled] = useState(user?.disabled ?? false);
  const [wrong, setWrong] = useState<string>();
  const tied = isTied(role);

  async function save(event: Event) {
    event.preventDefault();
    if (tied && chosen.length === 0) return setWrong(words.chooseAtLeastOne);
    const visible = tied ? chosen : [];
    const fresh: NewUser = { name, email, password, role, organisations: visible };
    try {
      await (user === undefined
        ? api.addUser(fresh)
        : api.changeUser(user.id, { role, organisations: visible, disabled }));
      done();
    } catch (error) {
      setWrong(say(words.failed, { reason: error instanceof Error ? error.message : String(error) }));
    }
  }

  return (
    <form class="form" onSubmit={(event) => void save(event)}>
      <div role="alert">{wrong && <p class="form-wrong">{wrong}</p>}</div>
      {user === undefined && (
        <>
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
          <label class="field">
            {words.initialPassword}
            <input
              type="password"
              required
              minLength={12}
              autoComplete="new-password"
              value={password}
              onInput={(event) => setPassword(event.currentTarget.value)}
            />
          </label>
        </>
      )}
      <label class="field">
        {words.role}
        <select
          value={role}
          onChange={(event) => setRole(roles.find((one) => one === event.currentTarget.value) ?? 'agent')}
        >
          {roles.map((one) => (
            <option value={one} key={one}>
              {words.roles[one]}
            </option>
          ))}
        </select>
      </label>
      {tied && <PickOrganisations all={organisations} chosen={chosen} choose={setChosen} />}
      {user !== undefined && (
        <label class="tick">
          <input type="checkbox" checked={disabled} onChange={(event) => setDisabled(event.currentTarget.checked)} />
          {words.disabled}
        </label>
      )}
      <button type="submit" class="button button-main">
        {user === undefined ? words.add : words.save}
      </button>
    </form>
  );
}

function isTied(role: User['role']): boolean {
  return role === 'responsable' || role === 'agent';
}
