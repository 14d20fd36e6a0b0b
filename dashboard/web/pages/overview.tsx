import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Watch } from '../../contract/socket.ts';
import type { Organisation } from '../../contract/territory.ts';
import { Bones } from '../parts/bones.tsx';
import { SiteRow } from '../parts/site-row.tsx';
import { type StateOf, shapeOf } from '../parts/state.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { preferences } from '../preferences.ts';
import { go } from '../router.ts';
import { isOld, lastHeard } from '../silence.ts';
import { plain } from '../texts/plain.ts';
import { say } from '../texts/words.ts';
import { hasLine } from '../watching.ts';
import { useAsk, useNow, useSeen, useTitle, useVoice, useWatch, useWorld } from '../world.ts';
import { type Building, type Group, grouped } from './groups.ts';

type Wanted = 'all' | StateOf | 'well';

/** Every organisation and site one may see, with what they use and breathe right now. */
export function Overview() {
  const { api, link, session, types } = useWorld();
  const { words, format, language } = useVoice();
  const [text, setText] = useState('');
  const [wanted, setWanted] = useState<Wanted>('all');
  const now = useNow();
  const asked = useAsk('overview', async (signal) => {
    const [organisations, sites, devices] = await Promise.all([
      api.organisations(signal),
      api.sites({}, signal),
      api.devices({}, signal),
    ]);
    link.take(await api.latest({}, signal).catch(() => []));
    return { organisations, sites, devices };
  });
  const watches = useMemo<Watch[]>(
    () => session.organisations?.map((organisation) => ({ organisation })) ?? [{ console: 'batiments' }],
    [session],
  );
  useWatch(watches);
  useTitle(words.territory);
  const isNew = session.role === 'administrator' && asked.value?.organisations.length === 0;
  useEffect(() => {
    if (isNew && !preferences.skipsWelcome()) go('/bienvenue', true);
  }, [isNew]);
  const groups = useMemo(() => (asked.value ? grouped(asked.value, language) : []), [asked.value, language]);

  if (asked.value === undefined)
    return asked.error === undefined ? <Bones rows={12} /> : <Trouble error={asked.error} again={asked.again} />;

  const stateOf = ({ site, devices }: Building): StateOf | 'well' =>
    site.worst ??
    (devices.some((device) => isOld(lastHeard(device, link), types.get(device.type), now)) ? 'silent' : 'well');
  const counts = new Map<Wanted, number>();
  const shown: Group[] = [];
  const searched = plain(text);
  let rows = 0;
  let others = 0;
  for (const { organisation, buildings } of groups) {
    const kept: Building[] = [];
    for (const building of buildings) {
      if (session.organisations === undefined && searched === '' && !hasLine(building.site, building.devices, types)) {
        others++;
        continue;
      }
      const state = stateOf(building);
      counts.set('all', (counts.get('all') ?? 0) + 1);
      counts.set(state, (counts.get(state) ?? 0) + 1);
      if (wanted !== 'all' && wanted !== state) continue;
      if (
        searched !== '' &&
        !plain(`${organisation.name} ${building.site.name} ${organisation.insee ?? ''}`).includes(searched)
      )
        continue;
      kept.push(building);
    }
    rows += kept.length;
    if (kept.length > 0) shown.push({ organisation, buildings: kept });
  }
  const single = groups.length === 1 ? groups[0]?.organisation : undefined;
  const long = (counts.get('all') ?? 0) > 150;
  const filters: [Wanted, string][] = [
    ['all', (counts.get('all') ?? 0) === 1 ? words.siteOne : words.sites],
    ['critical', words.critical],
    ['warning', words.warning],
    ['information', words.information],
    ['silent', words.silentSites],
    ['well', words.withoutRemark],
  ];
  return (
    <div class="overview">
      <div class="overview-head">
        <div>
          <h1>{single?.name ?? words.territory}</h1>
          <p class="soft">
            {single
              ? [single.insee, single.population && say(words.inhabitants, { count: format.number(single.population) })]
                  .filter(Boolean)
                  .join(' · ')
              : `${groups.length} ${groups.length > 1 ? words.organisations : words.organisationOne}`}
          </p>
        </div>
        {(groups.length > 1 || (counts.get('all') ?? 0) > 7) && (
          <div class="search">
            <label for="search">{words.searchSite}</label>
            <input
              id="search"
              type="search"
              autoComplete="off"
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          </div>
        )}
      </div>
      {groups.length === 0 ? (
        <div class="empty">
          <p>{words.noSites}</p>
          <p class="soft">{words.noSitesHelp}</p>
          {session.role === 'administrator' && (
            <p>
              <a class="button button-main" href="/bienvenue">
                {words.welcome}
              </a>
            </p>
          )}
        </div>
      ) : (
        <>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields, these are filters */}
          <div class="counts" role="group" aria-label={words.state}>
            {filters.map(([state, label]) => {
              const count = counts.get(state) ?? 0;
              if (count === 0 && state !== 'all' && state !== wanted) return null;
              return (
                <button
                  type="button"
                  key={state}
                  class={`count count-${state}`}
                  aria-pressed={wanted === state}
                  onClick={() => setWanted(state)}
                >
                  <span class="count-number">
                    {state !== 'all' && state !== 'well' && (
                      <span class={`shape state-${state}`} aria-hidden="true">
                        {shapeOf(state)}
                      </span>
                    )}
                    {count}
                  </span>{' '}
                  <span class="count-word">{label}</span>
                </button>
              );
            })}
          </div>
          <p class="unseen" role="status">
            {searched === '' && wanted === 'all'
              ? ''
              : rows === 1
                ? words.resultCountOne
                : say(words.resultCount, { count: rows })}
          </p>
          {rows === 0 ? (
            <div class="empty">
              <p>{searched === '' ? words.noMatchState : say(words.noMatch, { text })}</p>
              <button
                type="button"
                class="button"
                onClick={() => {
                  setText('');
                  setWanted('all');
                }}
              >
                {words.showAll}
              </button>
            </div>
          ) : (
            <div class={`sheet${single ? ' sheet-single' : ''}${long ? ' sheet-long' : ''}`}>
              <div class="columns" aria-hidden="true">
                {single === undefined && <span>{words.organisation}</span>}
                <span>{words.site}</span>
                <span>{words.state}</span>
                <Column name={words.power} of={words.now} />
                <Column name={words.water} of={words.today} />
                <Column name={words.gas} of={words.today} />
                <Column name={words.co2} of={words.highest} />
                <Column name={words.temperature} of={words.average} />
              </div>
              {shown.map(({ organisation, buildings }) => (
                <OrganisationGroup
                  key={organisation.id}
                  organisation={organisation}
                  buildings={buildings}
                  now={now}
                  named={single === undefined}
                  eager={!long}
                />
              ))}
            </div>
          )}
          {others > 0 && <p class="soft overview-others">{say(words.otherSites, { count: format.number(others) })}</p>}
        </>
      )}
    </div>
  );
}

function Column({ name, of }: { name: string; of: string }) {
  return (
    <span class="column">
      {name}
      <span class="column-of">{of}</span>
    </span>
  );
}

function OrganisationGroup(props: {
  organisation: Organisation;
  buildings: Building[];
  now: number;
  named: boolean;
  eager: boolean;
}) {
  const { organisation, buildings, now, named, eager } = props;
  const { ref, seen } = useSeen<HTMLElement>();
  return (
    <section class="group" ref={ref} aria-label={organisation.name} style={{ '--rows': String(buildings.length) }}>
      {named && (
        <h2 class="group-name">
          <a href={`/organisations/${organisation.id}`}>{organisation.name}</a>
          {organisation.insee && <span class="group-insee">{organisation.insee}</span>}
        </h2>
      )}
      <ul class="group-sites">
        {buildings.map((building) => (
          <SiteRow key={building.site.id} building={building} now={now} seen={seen || eager} />
        ))}
      </ul>
    </section>
  );
}
