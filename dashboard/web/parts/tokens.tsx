import { useState } from 'preact/hooks';
import type { NewToken, Organisation, Role, Token } from '../../contract/http.ts';
import { say } from '../texts/words.ts';
import { useAsk, useVoice, useWorld } from '../world.ts';
import { Bones } from './bones.tsx';
import { CopyButton } from './copy-button.tsx';
import { Dialog } from './dialog.tsx';
import { Trouble } from './trouble.tsx';

const roles = [
  'screen',
  'writer',
  'technician',
  'responsable',
  'agent',
  'administrator',
] as const satisfies readonly Role[];

/** The keys of scripts and wall displays: list, make (shown once), take back. */
export function Tokens({ organisations }: { organisations: readonly Organisation[] }) {
  const { api } = useWorld();
  const { words, format } = useVoice();
  const asked = useAsk('tokens', () => api.tokens());
  const [open, setOpen] = useState<'new' | Token>();
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  const closed = () => setOpen(undefined);
  return (
    <section aria-labelledby="tokens">
      <div class="list-head">
        <h2 id="tokens">{words.tokens}</h2>
        <button type="button" class="button" onClick={() => setOpen('new')}>
          {words.addToken}
        </button>
      </div>
      {asked.value === undefined ? (
        asked.error === undefined ? (
          <Bones rows={2} />
        ) : (
          <Trouble error={asked.error} again={asked.again} />
        )
      ) : asked.value.length === 0 ? (
        <p class="soft">{words.noTokens}</p>
      ) : (
        <div class="table-scroll list-sheet">
          <table>
            <thead>
              <tr>
                <th scope="col">{words.name}</th>
                <th scope="col">{words.role}</th>
                <th scope="col">{words.organisation}</th>
                <th scope="col">{words.created}</th>
                <th scope="col">{words.lastUsed}</th>
                <th scope="col">
                  <span class="unseen">{words.revoke}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {asked.value.map((token) => (
                <tr key={token.id}>
                  <th scope="row">{token.name}</th>
                  <td>{words.roles[token.role]}</td>
                  <td>
                    {token.organisation === undefined
                      ? words.allOrganisations
                      : (names.get(token.organisation) ?? token.organisation)}
                  </td>
                  <td>{format.moment(Date.parse(token.createdAt))}</td>
                  <td>{token.lastUsedAt === null ? words.never : format.moment(Date.parse(token.lastUsedAt))}</td>
                  <td class="num">
                    <button
                      type="button"
                      class="quiet"
                      aria-label={`${words.revoke} ${token.name}`}
                      onClick={() => setOpen(token)}
                    >
                      {words.revoke}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {open === 'new' && (
        <Dialog title={words.addToken} closed={closed}>
          <TokenForm organisations={organisations} made={asked.again} />
        </Dialog>
      )}
      {open !== undefined && open !== 'new' && (
        <Dialog title={words.revoke} closed={closed}>
          <Revoke
            token={open}
            done={() => {
              closed();
              asked.again();
            }}
          />
        </Dialog>
      )}
    </section>
  );
}

function TokenForm({ organisations, made }: { organisations: readonly Organisation[]; made: () => void }) {
  const { api } = useWorld();
  const { words } = useVoice();
  const [name, setName] = useState('');
  const [role, setRole] = useState<NewToken['role']>('screen');
  const [organisation, setOrganisation] = useState('');
  const [secret, setSecret] = useState<string>();
  const [wrong, setWrong] = useState<string>();
  const needsOne = role === 'responsable' || role === 'agent';

  async function make(event: Event) {
    event.preventDefault();
    try {
      const issued = await api.addToken({ name, role, ...(organisation === '' ? {} : { organisation }) });
      setSecret(issued.token);
      made();
    } catch (error) {
      setWrong(say(words.failed, { reason: error instanceof Error ? error.message : String(error) }));
    }
  }

  if (secret !== undefined)
    return (
      <div class="form">
        <p role="status">{words.tokenOnce}</p>
        <code class="secret">{secret}</code>
        <CopyButton text={secret} />
      </div>
    );
  return (
    <form class="form" onSubmit={(event) => void make(event)}>
      <p class="soft">{words.tokenUse}</p>
      <div role="alert">{wrong && <p class="form-wrong">{wrong}</p>}</div>
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
          required={needsOne}
          onChange={(event) => setOrganisation(event.currentTarget.value)}
        >
          <option value="">{needsOne ? words.none : words.allOrganisations}</option>
          {organisations.map((one) => (
            <option value={one.id} key={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="button button-main">
        {words.addToken}
      </button>
    </form>
  );
}

function Revoke({ token, done }: { token: Token; done: () => void }) {
  const { api } = useWorld();
  const { words } = useVoice();
  const [wrong, setWrong] = useState<string>();
  const revoke = () =>
    api.revokeToken(token.id).then(done, (error: unknown) => {
      setWrong(say(words.failed, { reason: error instanceof Error ? error.message : String(error) }));
    });
  return (
    <div class="form">
      <p>{say(words.revokeSure, { name: token.name })}</p>
      <div role="alert">{wrong && <p class="form-wrong">{wrong}</p>}</div>
      <button type="button" class="button button-danger" onClick={() => void revoke()}>
        {words.revoke}
      </button>
    </div>
  );
}
