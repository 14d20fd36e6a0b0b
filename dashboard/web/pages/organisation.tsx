import { useMemo } from 'preact/hooks';
import type { Backup } from '../../contract/backups.ts';
import type { Device, Organisation, Site } from '../../contract/territory.ts';
import { BackupList } from '../parts/backup-list.tsx';
import { Bones } from '../parts/bones.tsx';
import { DeviceList } from '../parts/device-list.tsx';
import { State } from '../parts/state.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { say } from '../texts/words.ts';
import { useAsk, useNow, useTitle, useVoice, useWatch, useWorld } from '../world.ts';
import '../style/site.css';
import '../style/organisation.css';

/** An organisation, for who has it on the telephone: its backups, its places, its devices. */
export function OrganisationPage({ id }: { id: string }) {
  const { api, link } = useWorld();
  const asked = useAsk(id, async (signal) => {
    const [organisation, sites, devices, backups] = await Promise.all([
      api.organisation(id, signal),
      api.sites({ organisation: id }, signal),
      api.devices({ organisation: id }, signal),
      api.backups({ organisation: id }, signal),
    ]);
    await Promise.all(
      sites.map(async (site) => link.take(await api.latest({ site: site.id }, signal).catch(() => []))),
    );
    return { organisation, sites, devices, backups };
  });
  useWatch(useMemo(() => [{ organisation: id }], [id]));
  if (asked.value === undefined)
    return asked.error === undefined ? <Bones /> : <Trouble error={asked.error} again={asked.again} />;
  return <Loaded {...asked.value} />;
}

interface Props {
  organisation: Organisation;
  sites: readonly Site[];
  devices: readonly Device[];
  backups: readonly Backup[];
}

function Loaded({ organisation, sites, devices, backups }: Props) {
  const { words, format } = useVoice();
  const now = useNow();
  useTitle(organisation.name);
  const { insee, population, worst } = organisation;
  const bySite = Map.groupBy(devices, ({ site }) => site);
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
      </div>
      {sites.length === 0 && <p class="empty">{words.organisationEmpty}</p>}
      {backups.length > 0 && (
        <section aria-labelledby="backups" class="organisation-part">
          <h2 id="backups">{words.backups}</h2>
          <BackupList backups={backups} now={now} />
        </section>
      )}
      {sites.map((site) => (
        <section key={site.id} aria-labelledby={`site-${site.id}`} class="organisation-part">
          <h2 id={`site-${site.id}`}>
            <a href={`/sites/${site.id}`}>{site.name}</a>
          </h2>
          <DeviceList devices={bySite.get(site.id) ?? []} now={now} />
        </section>
      ))}
    </>
  );
}
