import { useState } from 'preact/hooks';
import type { Organisation } from '../../contract/territory.ts';
import type { User } from '../../contract/users.ts';
import { told } from '../texts/told.ts';
import { say, type Words } from '../texts/words.ts';
import { useAsk, useVoice, useWorld } from '../world.ts';
import { Dialog } from './dialog.tsx';
import { Listing } from './listing.tsx';
import { NewUserForm } from './new-user-form.tsx';
import { isTied } from './person-rights.tsx';
import { UserForm } from './user-form.tsx';

/** The accounts of people: list, invite, change, disable. */
export function Users({ organisations, mails }: { organisations: readonly Organisation[]; mails: boolean }) {
  const { api } = useWorld();
  const { words, format, language } = useVoice();
  const asked = useAsk('users', async () => (await api.users()).toSorted((a, b) => a.name.localeCompare(b.name)));
  const [edited, setEdited] = useState<User | 'new'>();
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  const seen = ({ role, organisations }: User) =>
    isTied(role) ? format.list(organisations.map((id) => names.get(id) ?? id)) : words.allOrganisations;
  return (
    <Listing
      id="users"
      title={words.users}
      asked={asked}
      none={words.none}
      heads={[words.name, words.email, words.role, words.organisation, words.status]}
      deed={words.edit}
      action={
        <button type="button" class="button" onClick={() => setEdited('new')}>
          {words.addUser}
        </button>
      }
      row={(user) => (
        <tr key={user.id} class={user.disabled ? 'soft' : undefined}>
          <th scope="row">{user.name}</th>
          <td>{user.email}</td>
          <td>{words.roles[user.role]}</td>
          <td>{seen(user)}</td>
          <td>
            {statusOf(user, words)}
            {user.mail !== undefined && user.pending && (
              <span class={user.mail.state === 'failed' ? 'mail-note state-warning' : 'mail-note soft'}>
                {words.mailStates[user.mail.state]}
                {user.mail.state !== 'sent' &&
                  user.mail.reason !== undefined &&
                  ` (${told(user.mail.reason, language).text})`}
              </span>
            )}
          </td>
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
      )}
    >
      {edited !== undefined && (
        <Dialog
          title={edited === 'new' ? words.addUser : edited.name}
          closed={() => {
            setEdited(undefined);
            asked.again();
          }}
        >
          {edited === 'new' ? (
            <NewUserForm
              organisations={organisations}
              mails={mails}
              done={() => setEdited(undefined)}
              added={asked.again}
            />
          ) : (
            <UserForm
              user={edited}
              organisations={organisations}
              mails={mails}
              done={() => {
                setEdited(undefined);
                asked.again();
              }}
            />
          )}
        </Dialog>
      )}
    </Listing>
  );
}

function statusOf({ disabled, pending, keys, keyRequired }: User, words: Words): string {
  if (disabled) return words.disabled;
  const key = keys === 0 ? '' : ` · ${keys === 1 ? words.keyCountOne : say(words.keyCount, { count: keys })}`;
  const missing = keyRequired && keys === 0 ? ` · ${words.keyMissing}` : '';
  return (pending ? words.pending : words.active) + key + missing;
}
