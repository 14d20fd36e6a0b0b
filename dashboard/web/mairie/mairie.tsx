import type { Energy } from '../../contract/energy.ts';
import { ApiError } from '../api.ts';
import { Bones } from '../parts/bones.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { changeQuery } from '../router.ts';
import { mairieWordsOf } from '../texts/mairie.ts';
import { say } from '../texts/words.ts';
import { useAsk, useNow, useTitle, useVoice, useWorld } from '../world.ts';
import { Abnormal } from './abnormal.tsx';
import { Buildings } from './buildings.tsx';
import { Incidents } from './incidents.tsx';
import { Lights, Rooms } from './lights.tsx';
import { saveMonth } from './save-month.ts';
import { monthName } from './supply-row.tsx';
import { useEnergy, useMonth } from './use-energy.ts';
import { Uses } from './uses.tsx';
import '../style/lists.css';
import '../style/mairie.css';
import '../style/entries.css';

/** The one page of a mayor: what is used and paid, what is abnormal, whether the equipment is well. */
export function MairiePage() {
  const { organisation, month } = useMonth();
  const { api } = useWorld();
  const { language } = useVoice();
  const own = mairieWordsOf(language);
  // who looks after all of them begins with the first by name
  const all = useAsk('organisations', (signal) => api.organisations(signal));
  const shown = organisation ?? all.value?.[0]?.id;
  if (shown === undefined) return all.error === undefined ? <Bones /> : <Trouble error={all.error} again={all.again} />;
  return (
    <>
      {(all.value?.length ?? 0) > 1 && (
        <label class="field mairie-choose">
          <span>{own.chooseOrganisation}</span>
          <select value={shown} onChange={(event) => changeQuery({ collectivite: event.currentTarget.value })}>
            {all.value?.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <Month key={shown} organisation={shown} month={month} />
    </>
  );
}

function Month({ organisation, month }: { organisation: string; month: string | undefined }) {
  const { language, format } = useVoice();
  const own = mairieWordsOf(language);
  const asked = useEnergy(organisation, month);
  useTitle(asked.value?.name);
  if (asked.value === undefined) {
    if (asked.error === undefined) return <Bones rows={8} />;
    const none = asked.error instanceof ApiError && asked.error.status === 400 && month !== undefined;
    return none ? <p class="empty">{own.notMonth}</p> : <Trouble error={asked.error} again={asked.again} />;
  }
  const energy = asked.value;
  const last = Date.parse(`${energy.to}T00:00:00Z`) - 86_400_000;
  const isWhole = new Date(last + 86_400_000).getUTCDate() === 1;
  return (
    <div class="mairie" aria-busy={asked.waiting}>
      <div class="page-head mairie-head">
        <h1>{energy.name}</h1>
        <div class="mairie-month">
          <button
            type="button"
            class="quiet"
            aria-label={own.monthBefore}
            onClick={() => changeQuery({ mois: moved(energy.month, -1) })}
          >
            ‹
          </button>
          <p aria-live="polite">
            <strong>{monthName(energy.month, format)}</strong>
            <span class="soft">{isWhole ? own.wholeMonth : say(own.soFar, { day: new Date(last).getUTCDate() })}</span>
          </p>
          <button
            type="button"
            class="quiet"
            aria-label={own.monthAfter}
            disabled={!isWhole}
            onClick={() => changeQuery({ mois: moved(energy.month, 1) })}
          >
            ›
          </button>
        </div>
      </div>
      <Abnormal energy={energy} />
      <Uses energy={energy} />
      <div class="mairie-pair">
        <section aria-labelledby="equipment">
          <h2 id="equipment">{own.equipment}</h2>
          <NowLights energy={energy} />
        </section>
        <section aria-labelledby="air">
          <h2 id="air">{own.air}</h2>
          <Rooms rooms={energy.rooms} />
        </section>
      </div>
      <Buildings energy={energy} />
      <section aria-labelledby="incidents">
        <h2 id="incidents">{own.incidents}</h2>
        <Incidents key={energy.organisation} organisation={energy.organisation} />
        <p class="soft lead">{own.incidentsLead}</p>
        <p class="form-actions">
          <a class="button" href="/tickets">
            {own.tickets}
          </a>
          <a class="button" href="/alertes">
            {own.alerts}
          </a>
          <a class="button" href="/notifications">
            {own.wishes}
          </a>
          <a
            class="button"
            href={`/api/v1/organisations/${energy.organisation}/energy/letter?month=${energy.month}`}
            target="_blank"
            rel="noreferrer"
          >
            {own.letter}
          </a>
          <button type="button" class="button" onClick={() => saveMonth(energy, language)}>
            {own.download}
          </button>
        </p>
      </section>
    </div>
  );
}

function NowLights({ energy }: { energy: Energy }) {
  return <Lights lights={energy.lights} now={useNow(60_000)} />;
}

function moved(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year ?? 0, (number ?? 1) - 1 + by, 1)).toISOString().slice(0, 7);
}
