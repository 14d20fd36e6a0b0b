import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Account } from '../../contract/account.ts';
import type { SecurityKey } from '../../contract/security-key.ts';
import { useAttempt } from '../attempt.ts';
import { keysClosed, registerKey } from '../security-key.ts';
import { say, type Words } from '../texts/words.ts';
import { useVoice, useWorld } from '../world.ts';
import { Codes } from './codes.tsx';
import { Dialog } from './dialog.tsx';
import { Listing } from './listing.tsx';
import { PasswordField } from './password-field.tsx';
import { Wrong } from './wrong.tsx';

type Open = { is: 'add' } | { is: 'codes'; codes?: readonly string[] } | { is: 'remove'; key: SecurityKey };

/** One's security keys and recovery codes: add, name, remove; or why none can be added here. */
export function OwnKeys({ account, changed }: { account: Account; changed: () => void }) {
  const { words, format } = useVoice();
  const [open, setOpen] = useState<Open>();
  const { keys, codesLeft, keyRequired, keysOffered } = account;
  const closed = keysClosed(keysOffered);
  const maker = account.role === 'administrator' || account.role === 'technician';
  const close = () => {
    setOpen(undefined);
    changed();
  };
  // whose role has no use for keys, and has none, reads nothing of them
  if (!maker && keys.length === 0) return null;
  return (
    <Listing
      id="keys"
      title={words.keys}
      lead={words.keysLead}
      asked={{ value: keys, error: undefined, waiting: false, again: changed }}
      none={words.noKeys}
      heads={[words.name, words.created, words.lastUsed]}
      deed={words.removeKey}
      action={
        maker &&
        closed === undefined && (
          <button type="button" class="button" onClick={() => setOpen({ is: 'add' })}>
            {words.addKey}
          </button>
        )
      }
      row={(key) => (
        <tr key={key.id}>
          <th scope="row">{key.name}</th>
          <td data-head={words.created}>{format.moment(Date.parse(key.createdAt))}</td>
          <td data-head={words.lastUsed}>
            {key.lastUsedAt === null ? words.never : format.moment(Date.parse(key.lastUsedAt))}
          </td>
          <td class="num">
            <button
              type="button"
              class="quiet"
              aria-label={`${words.removeKey} ${key.name}`}
              onClick={() => setOpen({ is: 'remove', key })}
            >
              {words.removeKey}
            </button>
          </td>
        </tr>
      )}
    >
      {keyRequired && <p class="key-note">{words.keyAskedHere}</p>}
      {maker && closed !== undefined && <p class="soft key-note">{whyClosed(words, closed, keysOffered)}</p>}
      {keys.length > 0 && (
        <div class="key-codes">
          <p class={codesLeft === 0 ? 'state-warning' : undefined}>
            {codesLeft === 0
              ? words.codesNone
              : codesLeft === 1
                ? words.codesLeftOne
                : say(words.codesLeft, { count: codesLeft })}
          </p>
          <button type="button" class="button" onClick={() => setOpen({ is: 'codes' })}>
            {words.newCodes}
          </button>
        </div>
      )}
      {open?.is === 'add' && (
        <Dialog key="add" title={words.addKey} closed={() => setOpen((now) => (now?.is === 'add' ? undefined : now))}>
          <AddKey
            first={keys.length === 0}
            added={(codes) => (codes === undefined ? close() : setOpen({ is: 'codes', codes }))}
          />
        </Dialog>
      )}
      {open?.is === 'codes' && (
        <Dialog key="codes" title={words.codes} closed={close}>
          {open.codes === undefined ? (
            <NewCodes made={(codes) => setOpen({ is: 'codes', codes })} />
          ) : (
            <KeptCodes codes={open.codes} done={close} />
          )}
        </Dialog>
      )}
      {open?.is === 'remove' && (
        <Dialog title={words.removeKey} closed={close}>
          <RemoveKey of={open.key} last={keys.length === 1} done={close} />
        </Dialog>
      )}
    </Listing>
  );
}

function whyClosed(
  words: Words,
  why: NonNullable<ReturnType<typeof keysClosed>>,
  offered: Account['keysOffered'],
): string {
  if (why === 'address') return say(words.keysNeedAddress, { origin: offered.offered ? offered.origin : '' });
  if (why === 'browser') return words.keysUnknown;
  return why === 'insecure' ? words.keysInsecure : words.keysNumber;
}

function AddKey({ first, added }: { first: boolean; added: (codes?: readonly string[]) => void }) {
  const { api } = useWorld();
  const { words } = useVoice();
  const [name, setName] = useState('');

  async function add(password: string): Promise<void> {
    const { ticket, register } = await api.beginKey(password);
    await api.addKey({ ticket, name, newKey: await registerKey(register) });
    // the first key comes with what stands in for it
    added(first ? (await api.newCodes(password)).codes : undefined);
  }

  return (
    <Proving deed={words.addKey} act={add} failed={words.keyFailedNew}>
      <p class="soft">{words.addKeyHelp}</p>
      <label class="field">
        {words.keyName}
        <input
          required
          maxLength={60}
          placeholder={words.keyNameExample}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
    </Proving>
  );
}

function KeptCodes({ codes, done }: { codes: readonly string[]; done: () => void }) {
  const { words } = useVoice();
  return (
    <div class="form">
      <p class="soft">{words.codesLead}</p>
      <Codes codes={codes} />
      <button type="button" class="button button-main" onClick={done}>
        {words.codesKept}
      </button>
    </div>
  );
}

function NewCodes({ made }: { made: (codes: readonly string[]) => void }) {
  const { api } = useWorld();
  const { words } = useVoice();
  return (
    <Proving deed={words.newCodes} act={async (password) => made((await api.newCodes(password)).codes)}>
      <p class="soft">{words.newCodesHelp}</p>
    </Proving>
  );
}

function RemoveKey({ of, last, done }: { of: SecurityKey; last: boolean; done: () => void }) {
  const { api } = useWorld();
  const { words } = useVoice();
  const question = last ? words.removeLastKeySure : words.removeKeySure;
  return (
    <Proving deed={words.removeKey} act={(password) => api.removeKey(of.id, password).then(done)} danger>
      <p>{say(question, { name: of.name })}</p>
    </Proving>
  );
}

interface ProvingProps {
  deed: string;
  act(password: string): Promise<void>;
  /** said where the browser, not the server, gave up */
  failed?: string;
  danger?: boolean;
  children: ComponentChildren;
}

/** A deed that outlives the session: one's password is asked for again. */
function Proving({ deed, act, failed, danger = false, children }: ProvingProps) {
  const { words } = useVoice();
  const [password, setPassword] = useState('');
  const { wrong, busy, attempt } = useAttempt({
    403: words.passwordWrong,
    ...(failed === undefined ? {} : { [-1]: failed }),
  });
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(() => act(password));
      }}
    >
      <Wrong text={wrong} />
      {children}
      <PasswordField label={words.proveFirst} value={password} type={setPassword} kind="current-password" />
      <button type="submit" class={danger ? 'button button-danger' : 'button button-main'} disabled={busy}>
        {deed}
      </button>
    </form>
  );
}
