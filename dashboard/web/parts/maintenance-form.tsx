import { useState } from 'preact/hooks';
import type { Device, Organisation, Site } from '../../contract/territory.ts';
import { useAttempt } from '../attempt.ts';
import { maintenanceWordsOf } from '../texts/maintenance.ts';
import { useNow, useVoice, useWorld } from '../world.ts';
import { Wrong } from './wrong.tsx';

const modes = ['mute', 'skip', 'run'] as const;
type Mode = (typeof modes)[number];
const scopes = ['site', 'device', 'organisation'] as const;
type Scope = (typeof scopes)[number];
export type Place = { readonly organisation: string } | { readonly site: string } | { readonly device: string };

/** What one may choose from where the place is not fixed. */
export interface Places {
  readonly organisations: readonly Organisation[];
  readonly sites: readonly Site[];
  readonly devices: readonly Device[];
}

/** Announces work: on what, when, why. Times are those of the reader's clock. */
export function MaintenanceForm({ of, places, done }: { of?: Place; places?: Places; done: () => void }) {
  const { api } = useWorld();
  const { words, language } = useVoice();
  const own = maintenanceWordsOf(language);
  const { wrong, busy, attempt } = useAttempt();
  const now = useNow();
  const [place, setPlace] = useState<Place | undefined>(of);
  const [from, setFrom] = useState(() => clockText(now));
  const [to, setTo] = useState(() => clockText(now + 2 * 3_600_000));
  const [isWeekly, setWeekly] = useState(false);
  const [until, setUntil] = useState('');
  const [mode, setMode] = useState<Mode>('mute');
  const [reason, setReason] = useState('');

  function announce(event: Event) {
    event.preventDefault();
    if (place === undefined) return;
    const weekly = isWeekly ? { weeklyUntil: Date.parse(`${until}T23:59`) } : {};
    void attempt(async () => {
      await api.addMaintenance({ ...place, from: Date.parse(from), to: Date.parse(to), ...weekly, mode, reason });
      done();
    });
  }

  return (
    <form class="form" onSubmit={announce}>
      <Wrong text={wrong} />
      {places && <PickPlace places={places} picked={setPlace} />}
      <label class="field">
        {words.maintenanceFrom}
        <input required type="datetime-local" value={from} onInput={(event) => setFrom(event.currentTarget.value)} />
      </label>
      <label class="field">
        {words.maintenanceTo}
        <input
          required
          type="datetime-local"
          min={from}
          value={to}
          onInput={(event) => setTo(event.currentTarget.value)}
        />
      </label>
      <label class="tick">
        <input type="checkbox" checked={isWeekly} onChange={(event) => setWeekly(event.currentTarget.checked)} />
        {words.maintenanceWeekly}
      </label>
      {isWeekly && (
        <label class="field">
          {words.maintenanceUntil}
          <input
            required
            type="date"
            min={from.slice(0, 10)}
            value={until}
            onInput={(event) => setUntil(event.currentTarget.value)}
          />
        </label>
      )}
      <p class="soft">{own.pastToo}</p>
      <label class="field">
        {own.mode}
        <select
          value={mode}
          onChange={(event) => setMode(modes.find((one) => one === event.currentTarget.value) ?? 'mute')}
        >
          {modes.map((one) => (
            <option value={one} key={one}>
              {own.modes[one]}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        {words.maintenanceWhy}
        <input required maxLength={500} value={reason} onInput={(event) => setReason(event.currentTarget.value)} />
      </label>
      <button type="submit" class="button button-main" disabled={busy}>
        {words.maintenanceAdd}
      </button>
    </form>
  );
}

function PickPlace({ places, picked }: { places: Places; picked: (place: Place | undefined) => void }) {
  const { words } = useVoice();
  const [scope, setScope] = useState<Scope>('site');
  const [id, setId] = useState('');
  const sites = new Map(places.sites.map((site) => [site.id, site]));
  const organisations = new Map(places.organisations.map(({ id: of, name }) => [of, name]));
  const siteName = (site: Site) => `${organisations.get(site.organisation) ?? site.organisation}, ${site.name}`;
  const offered: Record<Scope, { id: string; name: string }[]> = {
    organisation: places.organisations.map(({ id: of, name }) => ({ id: of, name })),
    site: places.sites.map((site) => ({ id: site.id, name: siteName(site) })),
    device: places.devices.map(({ id: of, name, site }) => {
      const at = sites.get(site);
      return { id: of, name: at === undefined ? name : `${siteName(at)}, ${name}` };
    }),
  };
  const asks = {
    organisation: words.maintenanceChooseOrganisation,
    site: words.chooseSite,
    device: words.chooseDevice,
  };
  function choose(next: Scope, chosen: string) {
    setScope(next);
    setId(chosen);
    picked(chosen === '' ? undefined : asPlace(next, chosen));
  }
  return (
    <>
      <label class="field">
        {words.maintenanceScope}
        <select
          value={scope}
          onChange={(event) => choose(scopes.find((one) => one === event.currentTarget.value) ?? 'site', '')}
        >
          {scopes.map((one) => (
            <option value={one} key={one}>
              {words.maintenanceScopes[one]}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        {words.maintenanceWhere}
        <select required value={id} onChange={(event) => choose(scope, event.currentTarget.value)}>
          <option value="">{asks[scope]}</option>
          {offered[scope]
            .toSorted((a, b) => a.name.localeCompare(b.name))
            .map((one) => (
              <option value={one.id} key={one.id}>
                {one.name}
              </option>
            ))}
        </select>
      </label>
    </>
  );
}

function asPlace(scope: Scope, id: string): Place {
  if (scope === 'organisation') return { organisation: id };
  return scope === 'site' ? { site: id } : { device: id };
}

/** `2026-11-22T14:20` of the reader's clock, as such a field holds it. */
function clockText(time: number): string {
  const minutes = new Date(time).getTimezoneOffset();
  return new Date(time - minutes * 60_000).toISOString().slice(0, 16);
}
