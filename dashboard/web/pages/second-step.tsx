import { useEffect, useState } from 'preact/hooks';
import type { SecondFactorAsked } from '../../contract/security-key.ts';
import type { SignIn } from '../../contract/session.ts';
import { type Api, ApiError } from '../api.ts';
import { refusalIn } from '../attempt.ts';
import { Codes } from '../parts/codes.tsx';
import { Door } from '../parts/door.tsx';
import { Wrong } from '../parts/wrong.tsx';
import { registerKey, signWithKey } from '../security-key.ts';
import { say } from '../texts/words.ts';
import { useTitle, useVoice } from '../world.ts';

interface Props {
  api: Api;
  asked: SecondFactorAsked;
  /** typed a moment ago: it proves who asks for recovery codes */
  password: string;
  entered(): void;
  /** the answer was refused and its ticket is used up: begin again */
  refused(reason: string): void;
}

/** After the right password: the security key, a code in its place, or the first key where one is demanded. */
export function SecondStep(props: Props) {
  return 'register' in props.asked ? (
    <FirstKey {...props} asked={props.asked} />
  ) : (
    <Key {...props} asked={props.asked} />
  );
}

function useAnswer({ api, entered, refused }: Props) {
  const voice = useVoice();
  const { words } = voice;
  const [state, setState] = useState<{ busy: boolean; wrong?: string }>({ busy: false });
  /** `made` is what the person does; `unmade` is said when they did not. */
  async function answer(made: () => Promise<SignIn>, unmade: string, then: () => unknown = entered) {
    setState({ busy: true });
    try {
      const body = await made();
      await api.signIn(body);
      await then();
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) refused(words.keyRefused);
      else setState({ busy: false, wrong: error instanceof ApiError ? refusalIn(voice, error) : unmade });
    }
  }
  return { ...state, answer };
}

function Key(props: Props & { asked: Extract<SecondFactorAsked, { sign: unknown }> }) {
  const { ticket, sign } = props.asked;
  const { words } = useVoice();
  useTitle(words.keyTitle);
  const isElsewhere = sign !== null && location.hostname !== sign.rpId;
  const works = sign !== null && !isElsewhere && window.PublicKeyCredential !== undefined;
  const [byCode, setByCode] = useState(!works);
  const [code, setCode] = useState('');
  const { busy, wrong, answer } = useAnswer(props);

  const useKey = () => {
    if (sign !== null) void answer(async () => ({ ticket, key: await signWithKey(sign) }), words.keyFailed);
  };
  // the click on "sign in" asked for it
  useEffect(() => {
    if (works) useKey();
  }, []);

  if (byCode)
    return (
      <Door title={words.code} {...(isElsewhere ? { lead: say(words.keyElsewhere, { host: sign.rpId }) } : {})}>
        <form
          class="door-form"
          onSubmit={(event) => {
            event.preventDefault();
            void answer(async () => ({ ticket, code }), words.keyFailed);
          }}
        >
          <Wrong text={wrong} />
          <div class="field">
            <label for="code">{words.code}</label>
            <input
              id="code"
              class="code"
              required
              maxLength={64}
              autoComplete="off"
              autoCapitalize="characters"
              spellcheck={false}
              placeholder="XXXX-XXXX-XXXX-XXXX"
              value={code}
              onInput={(event) => setCode(event.currentTarget.value)}
            />
          </div>
          <button type="submit" class="button button-main" disabled={busy}>
            {words.signIn}
          </button>
        </form>
        {works && (
          <button type="button" class="quiet door-way" onClick={() => setByCode(false)}>
            {words.useKey}
          </button>
        )}
      </Door>
    );
  return (
    <Door title={words.keyTitle} lead={words.keyLead}>
      <Wrong text={wrong} />
      <button type="button" class="button button-main" disabled={busy} onClick={useKey}>
        <span aria-live="polite">{busy ? words.keyWaiting : words.keyUse}</span>
      </button>
      <button type="button" class="quiet door-way" onClick={() => setByCode(true)}>
        {words.useCode}
      </button>
    </Door>
  );
}

/** The recovery codes that come with a first key. */
type Made = { is: 'on the way' } | { is: 'there'; codes: readonly string[] } | { is: 'failed'; wrong: string };

function FirstKey(props: Props & { asked: Extract<SecondFactorAsked, { register: unknown }> }) {
  const { ticket, register } = props.asked;
  const voice = useVoice();
  const { words } = voice;
  const [name, setName] = useState('');
  const [made, setMade] = useState<Made>();
  const { busy, wrong, answer } = useAnswer(props);
  useTitle(words.keyFirstTitle);
  const isElsewhere = location.hostname !== register.rp.id;

  // the ticket is used up and the person is in: what fails here must not lead back to the form
  async function makeCodes(): Promise<void> {
    setMade({ is: 'on the way' });
    try {
      setMade({ is: 'there', codes: (await props.api.newCodes(props.password)).codes });
    } catch (error) {
      setMade({ is: 'failed', wrong: refusalIn(voice, error) });
    }
  }

  if (made !== undefined && made.is !== 'there')
    return (
      <Door title={words.codes} lead={words.codesMissing}>
        <Wrong text={made.is === 'failed' ? made.wrong : undefined} />
        <button
          type="button"
          class="button button-main"
          disabled={made.is === 'on the way'}
          onClick={() => void makeCodes()}
        >
          {words.retry}
        </button>
        <button type="button" class="quiet door-way" onClick={props.entered}>
          {words.codesLater}
        </button>
      </Door>
    );
  if (made !== undefined)
    return (
      <Door title={words.codes} lead={words.codesLead}>
        <Codes codes={made.codes} />
        <button type="button" class="button button-main" onClick={props.entered}>
          {words.codesKept}
        </button>
      </Door>
    );
  if (isElsewhere)
    return (
      <Door title={words.keyFirstTitle} lead={say(words.keyElsewhere, { host: register.rp.id })}>
        {null}
      </Door>
    );
  return (
    <Door title={words.keyFirstTitle} lead={words.keyFirstLead}>
      <form
        class="door-form"
        onSubmit={(event) => {
          event.preventDefault();
          void answer(
            async () => ({ ticket, name, newKey: await registerKey(register) }),
            words.keyFailedNew,
            makeCodes,
          );
        }}
      >
        <Wrong text={wrong} />
        <div class="field">
          <label for="key-name">{words.keyName}</label>
          <input
            id="key-name"
            required
            maxLength={60}
            aria-describedby="key-name-hint"
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
          <p class="field-hint" id="key-name-hint">
            {words.keyNameExample}
          </p>
        </div>
        <button type="submit" class="button button-main" disabled={busy}>
          {words.keyFirst}
        </button>
      </form>
    </Door>
  );
}
