import { useState } from 'preact/hooks';
import { useAttempt } from '../attempt.ts';
import { Wrong } from '../parts/wrong.tsx';
import { welcomeWordsOf } from '../texts/welcome.ts';
import { say } from '../texts/words.ts';
import { useVoice, useWorld } from '../world.ts';

/** Adds a member with its first place. */
export function FirstMember({ added }: { added: () => void }) {
  const { api } = useWorld();
  const { language } = useVoice();
  const own = welcomeWordsOf(language);
  const { wrong, busy, attempt } = useAttempt();
  const [name, setName] = useState('');
  const [insee, setInsee] = useState('');
  const [site, setSite] = useState<string>();
  const place = site ?? (name === '' ? '' : say(own.siteOf, { name }));
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(async () => {
          await api.addMember({ name, site: { name: place }, ...(insee !== '' && { insee }) });
          added();
        });
      }}
    >
      <p class="soft">{own.memberLead}</p>
      <Wrong text={wrong} />
      <label class="field">
        {own.name}
        <input
          required
          maxLength={120}
          placeholder={own.nameExample}
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        {own.insee}
        <input
          pattern="\d{5}|2[AB]\d{3}"
          maxLength={5}
          value={insee}
          onInput={(event) => setInsee(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        {own.site}
        <input required maxLength={120} value={place} onInput={(event) => setSite(event.currentTarget.value)} />
      </label>
      <button type="submit" class="button button-main" disabled={busy}>
        {own.add}
      </button>
    </form>
  );
}
