import type { Organisation } from '../../contract/territory.ts';
import { inboxWordsOf } from '../texts/inbox.ts';
import { useVoice } from '../world.ts';
import type { Filters } from './alert.ts';

interface FilteringProps {
  readonly filters: Filters;
  readonly organisations: readonly Organisation[];
  choose(change: Record<string, string | undefined>): void;
  readonly sound: boolean;
  setSound(on: boolean): void;
  help(): void;
}

/** What is listed, in the address bar so that it can be sent to somebody; sound and the keys’ help. */
export function Filtering({ filters, organisations, choose, sound, setSound, help }: FilteringProps) {
  const { words, language } = useVoice();
  const own = inboxWordsOf(language);
  const states = ['open', 'active', 'acknowledged', 'over'] as const;
  return (
    <div class="inbox-filters">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields, these are filters */}
      <div class="inbox-states" role="group" aria-label={own.filters}>
        {states.map((state) => (
          <button
            type="button"
            key={state}
            class="inbox-state"
            aria-pressed={filters.state === state}
            onClick={() => choose({ etat: state === 'open' ? undefined : state })}
          >
            {own.states[state]}
          </button>
        ))}
      </div>
      <label>
        <span class="unseen">{own.anySeverity}</span>
        <select
          value={filters.severity ?? ''}
          onChange={(event) => choose({ gravite: event.currentTarget.value || undefined })}
        >
          <option value="">{own.anySeverity}</option>
          {(['critical', 'warning', 'information'] as const).map((severity) => (
            <option value={severity} key={severity}>
              {words[severity]}
            </option>
          ))}
        </select>
      </label>
      {organisations.length > 1 && (
        <label>
          <span class="unseen">{own.anyOrganisation}</span>
          <select
            value={filters.organisation ?? ''}
            onChange={(event) => choose({ collectivite: event.currentTarget.value || undefined })}
          >
            <option value="">{own.anyOrganisation}</option>
            {organisations.map(({ id, name }) => (
              <option value={id} key={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <button type="button" class="button" aria-pressed={sound} onClick={() => setSound(!sound)}>
        {sound ? own.soundOn : own.sound}
      </button>
      <button type="button" class="button" onClick={help}>
        {own.keys} <kbd>?</kbd>
      </button>
    </div>
  );
}
