import { useMemo } from 'preact/hooks';
import type { Backup } from '../../contract/backups.ts';
import type { Maintenance } from '../../contract/maintenance.ts';
import type { Device, Organisation, Site } from '../../contract/territory.ts';
import { CallAlerts } from '../call/call-alerts.tsx';
import { changesOf } from '../call/changes.ts';
import { Equipment } from '../call/equipment.tsx';
import { PeopleAndLine } from '../call/people.tsx';
import { SiteList } from '../call/site-list.tsx';
import { BackupList } from '../parts/backup-list.tsx';
import { Bones } from '../parts/bones.tsx';
import { DeviceList } from '../parts/device-list.tsx';
import { State } from '../parts/state.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { lastHeard } from '../silence.ts';
import { callWordsOf } from '../texts/call.ts';
import { say } from '../texts/words.ts';
import { CallTickets } from '../tickets/call-tickets.tsx';
import { useAsk, useNow, useTitle, useVoice, useWatch, useWorld } from '../world.ts';
import '../style/site.css';
import '../style/organisation.css';

const day = 86_400_000;
const changesAtMost = 12;

/** All that is known of a member, on one screen, for who has it on the telephone; below it the details. */
export function OrganisationPage({ id }: { id: string }) {
  const { api } = useWorld();
  const asked = useAsk(id, async (signal): Promise<Known> => {
    const [organisation, sites, devices, backups, maintenances] = await Promise.all([
      api.organisation(id, signal),
      api.sites({ organisation: id }, signal),
      api.devices({ organisation: id }, signal),
      api.backups({ organisation: id }, signal),
      api.maintenances({ organisation: id, from: Date.now() - day }, signal),
    ]);
    return { organisation, sites, devices, backups, maintenances };
  });
  // its snapshot brings the newest readings of all its devices at once
  useWatch(useMemo(() => [{ organisation: id }], [id]));
  if (asked.value === undefined)
    return asked.error === undefined ? <Bones /> : <Trouble error={asked.error} again={asked.again} />;
  return <Loaded known={asked.value} />;
}

export interface Known {
  readonly organisation: Organisation;
  readonly sites: readonly Site[];
  readonly devices: readonly Device[];
  readonly backups: readonly Backup[];
  readonly maintenances: readonly Maintenance[];
}

function Loaded({ known }: { known: Known }) {
  const { organisation, sites, devices, backups } = known;
  const { types, link, session } = useWorld();
  const { words, format, language } = useVoice();
  const own = callWordsOf(language);
  const now = useNow();
  useTitle(organisation.name);
  const { insee, population, worst, services } = organisation;
  const bySite = Map.groupBy(devices, ({ site }) => site);
  const names = new Map([...sites, ...devices].map((one) => [one.id, one.name]));
  const changes = changesOf(known, { now, own, types, heard: (device) => lastHeard(device, link) });
  return (
    <>
      <nav class="crumbs" aria-label={words.territory}>
        <a href="/">{words.territory}</a>
      </nav>
      <div class="page-head">
        <h1>{organisation.name}</h1>
        <p class="soft">
          {[insee, population && say(words.inhabitants, { count: format.number(population) })]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {worst !== null && <State is={worst} />}
        <OnDuty />
      </div>
      <CallAlerts organisation={organisation.id} names={names} now={now} />
      {sites.length === 0 && <p class="empty">{words.organisationEmpty}</p>}
      <div class="call">
        <section aria-labelledby="call-sites">
          <h2 id="call-sites">{own.sites}</h2>
          <SiteList sites={sites} bySite={bySite} now={now} />
        </section>
        <section aria-labelledby="call-equipment">
          <h2 id="call-equipment">{own.equipment}</h2>
          <Equipment known={known} now={now} />
          {services !== undefined && (
            <p class="soft call-services">
              {own.services} : {services.map((service) => own.names[service].toLowerCase()).join(', ')}
            </p>
          )}
        </section>
        {session.role !== 'screen' && <CallTickets organisation={organisation} />}
        <section aria-labelledby="call-people">
          <h2 id="call-people">{own.people}</h2>
          <PeopleAndLine organisation={organisation} devices={devices} />
        </section>
        <section aria-labelledby="call-changed">
          <h2 id="call-changed">{own.changed}</h2>
          {changes.length === 0 ? (
            <p class="soft">{own.noChange}</p>
          ) : (
            <ol class="changes">
              {changes.slice(0, changesAtMost).map(({ at, text, href }) => (
                <li key={`${at} ${text}`}>
                  <time dateTime={new Date(at).toISOString()}>{format.time(at)}</time>
                  {href === undefined ? <span>{text}</span> : <a href={href}>{text}</a>}
                </li>
              ))}
              {changes.length > changesAtMost && (
                <li class="soft">{say(own.more, { count: changes.length - changesAtMost })}</li>
              )}
            </ol>
          )}
        </section>
      </div>
      {backups.length > 0 && (
        <section aria-labelledby="backups" class="organisation-part">
          <h2 id="backups">{words.backups}</h2>
          <BackupList backups={backups} now={now} />
        </section>
      )}
      {sites.map((site) => (
        <section key={site.id} aria-labelledby={`site-${site.id}`} class="organisation-part">
          <h2 id={`site-${site.id}`}>{site.name}</h2>
          <DeviceList devices={bySite.get(site.id) ?? []} now={now} />
        </section>
      ))}
    </>
  );
}

/** Who takes calls today, for those who answer them. */
function OnDuty() {
  const { api, session } = useWorld();
  const { language } = useVoice();
  const staff = session.role === 'technician' || session.role === 'administrator';
  const asked = useAsk(`duty ${staff}`, async () => (staff ? await api.duty() : undefined));
  const { today, turns = [] } = asked.value ?? {};
  const turn = turns.find(({ from, to }) => today !== undefined && from <= today && today <= to);
  if (turn === undefined) return null;
  return <p class="soft">{say(callWordsOf(language).onDuty, { who: turn.person.name })}</p>;
}
