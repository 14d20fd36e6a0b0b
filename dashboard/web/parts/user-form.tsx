import { useState } from 'preact/hooks';
import type { Organisation } from '../../contract/territory.ts';
import type { LinkOrder, User } from '../../contract/users.ts';
import { useAttempt } from '../attempt.ts';
import { say } from '../texts/words.ts';
import { useVoice, useWorld } from '../world.ts';
import { Once } from './once.tsx';
import { isTied, PersonRights, type PersonRole, personRoles } from './person-rights.tsx';
import { Sure } from './sure.tsx';
import { Wrong } from './wrong.tsx';

interface Props {
  user: User;
  organisations: readonly Organisation[];
  mails: boolean;
  done(): void;
}

/** What a person may, and how they get in: links for their password, their keys. */
export function UserForm({ user, organisations, mails, done }: Props) {
  const { api } = useWorld();
  const { words } = useVoice();
  const [rights, setRights] = useState<{ role: PersonRole; chosen: string[] }>({
    role: personRoles.find((one) => one === user.role) ?? 'agent',
    chosen: user.organisations,
  });
  const [disabled, setDisabled] = useState(user.disabled);
  const [keyRequired, setKeyRequired] = useState(user.keyRequired);
  const [open, setOpen] = useState<{ is: 'link'; link: string } | { is: 'keys' | 'removal' }>();
  const { wrong, busy, attempt, refuse } = useAttempt();
  const tied = isTied(rights.role);

  function save(event: Event) {
    event.preventDefault();
    const { role, chosen } = rights;
    if (tied && chosen.length === 0) return refuse(words.chooseAtLeastOne);
    const keys = !tied && keyRequired !== user.keyRequired ? { keyRequired } : {};
    void attempt(async () => {
      await api.changeUser(user.id, { role, organisations: tied ? chosen : [], disabled, ...keys });
      done();
    });
  }

  if (open?.is === 'link') return <Once say={say(words.linkOnce, { name: user.name })} secret={open.link} />;
  if (open?.is === 'keys')
    return (
      <Sure
        question={say(words.clearKeysSure, { name: user.name })}
        deed={words.clearKeys}
        act={() => api.clearKeys(user.id)}
        done={done}
      />
    );
  if (open?.is === 'removal')
    return (
      <Sure
        question={say(words.removeUserSure, { name: user.name })}
        deed={words.removeUser}
        act={() => api.removeUser(user.id)}
        done={done}
      />
    );
  return (
    <form class="form" onSubmit={save}>
      <Wrong text={wrong} />
      <PersonRights
        {...rights}
        organisations={organisations}
        change={(change) => setRights((before) => ({ ...before, ...change }))}
      />
      {!tied && (
        <label class="tick">
          <input
            type="checkbox"
            checked={keyRequired}
            onChange={(event) => setKeyRequired(event.currentTarget.checked)}
          />
          {words.keyRequired}
        </label>
      )}
      <label class="tick">
        <input type="checkbox" checked={disabled} onChange={(event) => setDisabled(event.currentTarget.checked)} />
        {words.disabled}
      </label>
      <button type="submit" class="button button-main" disabled={busy}>
        {words.save}
      </button>
      {!user.disabled && <Access user={user} mails={mails} shown={(link) => setOpen({ is: 'link', link })} />}
      {user.keys > 0 && (
        <button type="button" class="button button-danger" onClick={() => setOpen({ is: 'keys' })}>
          {words.clearKeys}
        </button>
      )}
      <button type="button" class="button button-danger" onClick={() => setOpen({ is: 'removal' })}>
        {words.removeUser}
      </button>
    </form>
  );
}

/** Links to a password: by mail, or shown once to be handed over. */
function Access({ user, mails, shown }: { user: User; mails: boolean; shown: (link: string) => void }) {
  const { api } = useWorld();
  const { words } = useVoice();
  const [mailed, setMailed] = useState(false);
  const { wrong, busy, attempt } = useAttempt();
  const order = (by: LinkOrder['by']) =>
    attempt(async () => {
      const { link } = await api.linkFor(user.id, { by });
      if (link === undefined) setMailed(true);
      else shown(link);
    });
  return (
    <fieldset class="access">
      <legend>{words.access}</legend>
      <Wrong text={wrong} />
      <div role="status">{mailed && <p>{say(words.linkMailed, { email: user.email })}</p>}</div>
      <div class="form-actions">
        {mails && (
          <button type="button" class="button" disabled={busy} onClick={() => void order('mail')}>
            {user.pending ? words.sendInvitation : words.sendReset}
          </button>
        )}
        <button type="button" class="button" disabled={busy} onClick={() => void order('hand')}>
          {words.showLink}
        </button>
      </div>
    </fieldset>
  );
}
