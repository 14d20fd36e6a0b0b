import { useMemo } from 'preact/hooks';
import type { Device, Site } from '../../contract/territory.ts';
import { ChartFigure } from '../charts/chart.tsx';
import { plansOf } from '../charts/curves.ts';
import { PeriodBar } from '../charts/period-bar.tsx';
import { viewOf } from '../charts/view.ts';
import { Availability } from '../parts/availability.tsx';
import { Bones } from '../parts/bones.tsx';
import { DeviceList } from '../parts/device-list.tsx';
import { LiveFigures } from '../parts/live-figures.tsx';
import { Rooms } from '../parts/rooms.tsx';
import { State } from '../parts/state.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { usePlace } from '../router.ts';
import { buildingDevices } from '../watching.ts';
import { useAsk, useNow, useTitle, useVoice, useWatch, useWorld } from '../world.ts';
import '../style/charts.css';
import '../style/site.css';

/** A site: what happens in the building now, what it used and breathed over a period, and all devices that stand there. */
export function SitePage({ id }: { id: string }) {
  const { api, link } = useWorld();
  const asked = useAsk(id, async (signal) => {
    const [site, devices] = await Promise.all([api.site(id, signal), api.devices({ site: id }, signal)]);
    const organisation = await api.organisation(site.organisation, signal);
    link.take(await api.latest({ site: id }, signal).catch(() => []));
    return { site, devices, organisation };
  });
  useWatch(useMemo(() => [{ site: id }], [id]));
  if (asked.value === undefined)
    return asked.error === undefined ? <Bones /> : <Trouble error={asked.error} again={asked.again} />;
  return <Loaded {...asked.value} />;
}

function Loaded(props: { site: Site; devices: Device[]; organisation: { name: string; insee?: string | undefined } }) {
  const { site, devices, organisation } = props;
  const { types, session } = useWorld();
  const { words, format } = useVoice();
  const { query } = usePlace();
  const now = useNow();
  useTitle(`${site.name}, ${organisation.name}`);
  const coarse = site.fewStaff && session.role !== 'administrator' && session.role !== 'technician';
  const view = viewOf(query, site.timeZone, now, coarse);
  // a machine has a page of its own, and a line below
  const own = useMemo(() => buildingDevices(devices, types), [devices, types]);
  const plans = useMemo(() => plansOf(own, types, false), [own, types]);
  const amounts = plans.filter((plan) => plan.metric.kind === 'counter');
  const levels = plans.filter((plan) => plan.metric.kind === 'gauge' && !(coarse && /power/i.test(plan.metric.id)));
  return (
    <>
      <nav class="crumbs" aria-label={words.territory}>
        <a href="/">{words.territory}</a> <span aria-hidden="true">/</span>{' '}
        <a href={`/organisations/${site.organisation}`}>{organisation.name}</a>
      </nav>
      <div class="page-head">
        <h1>{site.name}</h1>
        <p class="soft">
          {organisation.name}
          {organisation.insee && ` · ${organisation.insee}`}
          {site.area !== undefined && ` · ${format.number(site.area)}\u202fm²`}
        </p>
        {site.worst !== null && <State is={site.worst} />}
      </div>
      {devices.length === 0 ? (
        <div class="empty">
          <p>{words.noDevices}</p>
          <p class="soft">{words.noDevicesHelp}</p>
        </div>
      ) : (
        <>
          <section aria-labelledby="live">
            <h2 id="live">{words.liveValues}</h2>
            <LiveFigures devices={own} timeZone={site.timeZone} now={now} coarse={coarse} />
          </section>
          <section aria-labelledby="charts" class="charts-section">
            <h2 id="charts">{amounts.length > 0 ? words.consumption : words.levels}</h2>
            {coarse && <p class="soft">{words.dailyOnly}</p>}
            <PeriodBar view={view} coarse={coarse} now={now} />
            <div class="charts">
              {amounts.map((plan) => (
                <ChartFigure key={plan.key} plan={plan} view={view} place={site} />
              ))}
            </div>
          </section>
          {levels.length > 0 && amounts.length > 0 && <h2 class="levels-title">{words.levels}</h2>}
          <Rooms devices={own} coarse={coarse} now={now} />
          <div class="charts">
            {levels.map((plan) => (
              <ChartFigure key={plan.key} plan={plan} view={view} place={site} />
            ))}
          </div>
          {devices.some((device) => types.get(device.type)?.availableBy !== undefined) && (
            <Availability of={{ site: site.id }} timeZone={site.timeZone} />
          )}
          <section aria-labelledby="devices" class="devices-section">
            <h2 id="devices">{words.devices}</h2>
            <DeviceList devices={devices} now={now} />
          </section>
        </>
      )}
    </>
  );
}
