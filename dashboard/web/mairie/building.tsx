import type { Energy } from '../../contract/energy.ts';
import type { Device, Site } from '../../contract/territory.ts';
import { Bones } from '../parts/bones.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { entryWordsOf } from '../texts/entries.ts';
import { mairieWordsOf } from '../texts/mairie.ts';
import { useAsk, useNow, useTitle, useVoice, useWorld } from '../world.ts';
import { HeatMap } from './heat-map.tsx';
import { Rooms } from './lights.tsx';
import { monthName, SupplyRow } from './supply-row.tsx';
import { useMonth } from './use-energy.ts';
import '../style/lists.css';
import '../style/mairie.css';

const counted = ['electricity.energy', 'gas.volume', 'heat.energy', 'water.volume'];

/** One building as its mairie reads it: the month, its nights and week-ends, its air; the curves are one step further. */
export function BuildingPage({ id }: { id: string }) {
  const { api } = useWorld();
  const { language } = useVoice();
  const { month } = useMonth();
  const asked = useAsk(`${id} ${month} ${language}`, async (signal) => {
    const site = await api.site(id, signal);
    const [energy, devices] = await Promise.all([
      api.energy(site.organisation, { month, language }, signal),
      api.devices({ site: id }, signal),
    ]);
    return { site, energy, devices };
  });
  if (asked.value === undefined)
    return asked.error === undefined ? <Bones rows={8} /> : <Trouble error={asked.error} again={asked.again} />;
  return <Loaded {...asked.value} />;
}

function Loaded({ site, energy, devices }: { site: Site; energy: Energy; devices: readonly Device[] }) {
  const { types, session } = useWorld();
  const { format, language } = useVoice();
  const own = mairieWordsOf(language);
  const now = useNow(3_600_000);
  useTitle(site.name);
  const building = energy.buildings.find((one) => one.site === site.id);
  const coarse = site.fewStaff && session.role !== 'administrator' && session.role !== 'technician';
  const meters = counted.flatMap((metric) =>
    devices
      .filter(({ type }) => types.get(type)?.metrics.some(({ id }) => id === metric))
      .map((device) => ({ device, metric })),
  );
  const rooms = energy.rooms.filter((room) => room.site === site.id);
  return (
    <div class="mairie">
      <nav class="crumbs" aria-label={own.buildings}>
        <a href={`/mairie${location.search}`}>{energy.name}</a>
      </nav>
      <div class="page-head">
        <h1>{site.name}</h1>
        <p class="soft">{monthName(energy.month, format)}</p>
      </div>
      <p class="form-actions">
        <a class="button" href={`/sites/${site.id}`}>
          {own.curves}
        </a>
        <a class="button" href={`/mairie/${site.id}/releves`}>
          {entryWordsOf(language).open}
        </a>
        <a class="button" href={`/mairie/${site.id}/travaux`}>
          {own.savings}
        </a>
      </p>
      {building !== undefined && (
        <section aria-labelledby="uses">
          <h2 id="uses">{own.uses}</h2>
          <ul class="supplies">
            {building.supplies.map((use) => (
              <SupplyRow key={use.supply} use={use} from={energy.from} />
            ))}
          </ul>
        </section>
      )}
      {meters.length > 0 && (
        <section aria-labelledby="habits">
          <h2 id="habits">{own.habits}</h2>
          <p class="soft lead">{coarse ? own.habitsFew : own.habitsLead}</p>
          {!coarse && (
            <div class="heats">
              {meters.map(({ device, metric }) => (
                <HeatMap key={`${device.id} ${metric}`} device={device} metric={metric} site={site} now={now} />
              ))}
            </div>
          )}
        </section>
      )}
      {rooms.length > 0 && (
        <section aria-labelledby="air">
          <h2 id="air">{own.air}</h2>
          <Rooms rooms={rooms} />
        </section>
      )}
    </div>
  );
}
