import { useState } from 'preact/hooks';
import type { Organisation } from '../../contract/territory.ts';
import { useAttempt } from '../attempt.ts';
import { screenWordsOf } from '../texts/screens.ts';
import { wallWordsOf } from '../texts/walls.ts';
import { type Console, consoles } from '../walls/board.ts';
import { useVoice, useWorld } from '../world.ts';
import { CopyButton } from './copy-button.tsx';
import { TokenList } from './token-list.tsx';
import { Wrong } from './wrong.tsx';

const everys = ['20s', '30s', '1m', '5m'] as const;

/** The wall displays: which there are, when each was last seen, a new one with the address to open, and turning one off. */
export function WallScreens({ organisations }: { organisations: readonly Organisation[] }) {
  const { api } = useWorld();
  const { language } = useVoice();
  const own = screenWordsOf(language);
  return (
    <TokenList
      id="screens"
      title={own.title}
      lead={own.lead}
      none={own.none}
      add={own.add}
      organisations={organisations}
      ask={async () => (await api.tokens()).filter(({ role }) => role === 'screen')}
      revoke={api.revokeToken}
      form={(made) => <ScreenForm organisations={organisations} made={made} />}
    />
  );
}

function ScreenForm({ organisations, made }: { organisations: readonly Organisation[]; made: () => void }) {
  const { api } = useWorld();
  const { words, language } = useVoice();
  const own = screenWordsOf(language);
  const names = wallWordsOf(language).consoles;
  const { wrong, busy, attempt } = useAttempt();
  const [name, setName] = useState('');
  const [organisation, setOrganisation] = useState('');
  const [shown, setShown] = useState<readonly Console[]>(['batiments', 'alertes']);
  const [every, setEvery] = useState<(typeof everys)[number]>('20s');
  const [address, setAddress] = useState<string>();

  if (address !== undefined)
    return (
      <div class="form">
        <p role="status">{own.once}</p>
        <code class="secret">{address}</code>
        <div class="form-actions">
          <CopyButton text={address} />
          <a class="button" href={address} target="_blank" rel="noreferrer">
            {own.open}
          </a>
        </div>
        <p class="soft">{own.kiosk}</p>
      </div>
    );
  const make = (event: Event) => {
    event.preventDefault();
    void attempt(async () => {
      const rights = { name, role: 'screen' as const, ...(organisation !== '' && { organisation }) };
      const { token } = await api.addToken(rights);
      const [only] = shown;
      const path =
        shown.length === 1 && only !== undefined
          ? `/ecran/${only}`
          : `/ecran?consoles=${shown.join(',')}&every=${every}`;
      setAddress(`${location.origin}${path}#token=${token}`);
      made();
    });
  };
  return (
    <form class="form" onSubmit={make}>
      <Wrong text={wrong} />
      <label class="field">
        {own.name}
        <input
          required
          maxLength={120}
          placeholder={own.example}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <fieldset class="two">
        <legend>{own.shows}</legend>
        {consoles.map((one) => (
          <label class="tick" key={one}>
            <input
              type="checkbox"
              checked={shown.includes(one)}
              onChange={(event) => {
                const { checked } = event.currentTarget;
                setShown(consoles.filter((other) => (other === one ? checked : shown.includes(other))));
              }}
            />
            {names[one]}
          </label>
        ))}
      </fieldset>
      {shown.length > 1 && (
        <label class="field">
          {own.every}
          <select
            value={every}
            onChange={(event) => setEvery(everys.find((one) => one === event.currentTarget.value) ?? '20s')}
          >
            {everys.map((one) => (
              <option value={one} key={one}>
                {own.everys[one]}
              </option>
            ))}
          </select>
        </label>
      )}
      <label class="field">
        {own.whose}
        <select value={organisation} onChange={(event) => setOrganisation(event.currentTarget.value)}>
          <option value="">{words.allOrganisations}</option>
          {organisations.map((one) => (
            <option value={one.id} key={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="button button-main" disabled={busy || shown.length === 0}>
        {own.add}
      </button>
    </form>
  );
}
