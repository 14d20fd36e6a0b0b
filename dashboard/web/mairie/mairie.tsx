import type { Energy } from '../../contract/energy.ts';
import { ApiError } from '../api.ts';
import { csvOf } from '../charts/csv.ts';
import { download } from '../charts/download.ts';
import { Bones } from '../parts/bones.tsx';
import { State } from '../parts/state.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { changeQuery } from '../router.ts';
import { entryWordsOf } from '../texts/entries.ts';
import { mairieWordsOf } from '../texts/mairie.ts';
import { say } from '../texts/words.ts';
import { useAsk, useNow, useTitle, useVoice, useWorld } from '../world.ts';
import { comparedIn, euros } from './compared.ts';
import { Incidents } from './incidents.tsx';
import { Lights, Rooms } from './lights.tsx';
import { quantityIn } from './quantity.ts';
import { monthName, SupplyRow, Told } from './supply-row.tsx';
import { useEnergy, useMonth } from './use-energy.ts';
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
          <button type="button" class="button" onClick={() => save(energy, own, language)}>
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

function Abnormal({ energy }: { energy: Energy }) {
  const { format, language } = useVoice();
  const own = mairieWordsOf(language);
  if (energy.abnormal.length === 0) return <p class="mairie-calm">{own.nothingAbnormal}</p>;
  return (
    <section aria-labelledby="abnormal" class="mairie-abnormal">
      <h2 id="abnormal">{own.abnormal}</h2>
      <ul>
        {energy.abnormal.map(({ id, severity, title, reason, advice, since, siteName }) => (
          <li key={id}>
            <h3>
              <a href={`/alertes/${id}`}>
                <State is={severity} word={title} />
              </a>
            </h3>
            <p>
              {siteName} · {say(own.since, { when: format.moment(Date.parse(since)) })}
            </p>
            {reason !== title && <p>{reason}</p>}
            {advice !== undefined && (
              <p class="mairie-advice">
                <strong>{own.advice}</strong> {advice}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Uses({ energy }: { energy: Energy }) {
  const { format, language } = useVoice();
  const own = mairieWordsOf(language);
  const { supplies, weather } = energy;
  if (supplies.length === 0) {
    return (
      <div class="empty">
        <p>{own.noBuildings}</p>
        <p class="soft">{own.noBuildingsHelp}</p>
      </div>
    );
  }
  const paid = supplies.filter((use) => use.euros !== null);
  const unpaid = supplies.filter((use) => use.euros === null && (use.amount !== null || use.kWh !== null));
  const total = paid.reduce((sum, use) => sum + (use.euros ?? 0), 0);
  return (
    <section aria-labelledby="uses">
      <h2 id="uses">{own.uses}</h2>
      {paid.length > 0 && (
        <p class="lead">
          {unpaid.length === 0
            ? say(own.total, { euros: euros(total, format) })
            : say(own.totalPartly, {
                euros: euros(total, format),
                missing: format.list(unpaid.map(({ supply }) => own.ofSupply[supply])),
              })}
        </p>
      )}
      <ul class="supplies">
        {supplies.map((use) => (
          <SupplyRow key={use.supply} use={use} from={energy.from} />
        ))}
      </ul>
      {weather !== null && (
        <p class="soft mairie-note">
          {supplies.some((use) => use.weather !== null) && `${own.weatherLine} `}
          {weather.degreeDays !== null &&
            weather.lastYear !== null &&
            `${say(own.degreeDays, { now: format.number(weather.degreeDays), before: format.number(weather.lastYear), base: weather.base })} `}
          {weather.station === null ? own.stationElsewhere : say(own.station, { station: weather.station })}
        </p>
      )}
    </section>
  );
}

function Buildings({ energy }: { energy: Energy }) {
  const { format, language } = useVoice();
  const own = mairieWordsOf(language);
  return (
    <section aria-labelledby="buildings">
      <h2 id="buildings">{own.buildings}</h2>
      <p class="soft lead">{own.buildingsLead}</p>
      <ul class="mairie-buildings">
        {energy.buildings.map(({ site, name, supplies }) => (
          <li key={site}>
            <a href={`/mairie/${site}${location.search}`}>{name}</a>
            {supplies.every(({ amount, kWh }) => amount === null && kWh === null) ? (
              <span class="soft">{own.noMeter}</span>
            ) : (
              <ul>
                {supplies.map((use) => (
                  <li key={use.supply} class={`tone-${use.supply}`}>
                    <span class="soft">{own.supplies[use.supply]}</span> {quantityIn(use, format)}
                    {use.euros !== null && <> · {euros(use.euros, format)}</>}
                    <Told sources={use.sources} />
                    {(use.lastYear !== null || use.weather !== null) && (
                      <span class="soft">
                        {' '}
                        ·{' '}
                        {comparedIn(
                          { lastYear: use.weather === null ? use.lastYear : null, weather: use.weather },
                          own,
                          format,
                        )}
                      </span>
                    )}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The month and those before of each building as a file that a spreadsheet opens. */
function save(energy: Energy, own: ReturnType<typeof mairieWordsOf>, language: 'fr' | 'en'): void {
  const head = [
    own.building,
    own.monthColumn,
    ...['', ' kWh', ' €', ' kg CO₂e'].map((what) => `${what}`.trim() || own.uses),
  ];
  const { told } = entryWordsOf(language);
  const rows = energy.buildings.flatMap(({ name, supplies }) =>
    supplies.flatMap((use) =>
      use.months.map((one) => [
        name,
        one.month,
        `${own.supplies[use.supply]} (${use.unit === 'm3' ? 'm³' : 'kWh'})`,
        one.amount,
        one.kWh,
        one.euros,
        one.kgCo2e,
        one.sources.map((by) => told[by]).join(', '),
      ]),
    ),
  );
  const [building = '', month = ''] = head;
  download(
    `${energy.organisation}-${energy.month}.csv`,
    csvOf(
      [
        [building, month, own.uses, '', 'kWh', own.eurosColumn, 'kg CO₂e', language === 'fr' ? 'D’après' : 'Told by'],
        ...rows,
      ],
      language,
    ),
  );
}

function moved(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year ?? 0, (number ?? 1) - 1 + by, 1)).toISOString().slice(0, 7);
}
