import { useEffect, useMemo } from 'preact/hooks';
import type { Device, DeviceType, Line, MetricTable, Site } from '../../contract/territory.ts';
import { ChartFigure } from '../charts/chart.tsx';
import { instancePlans, plansOf } from '../charts/curves.ts';
import { PeriodBar } from '../charts/period-bar.tsx';
import { viewOf } from '../charts/view.ts';
import { Availability } from '../parts/availability.tsx';
import { Bones } from '../parts/bones.tsx';
import { Instances } from '../parts/instances.tsx';
import { LiveFigures } from '../parts/live-figures.tsx';
import { State } from '../parts/state.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { usePlace } from '../router.ts';
import { isOld, lastHeard } from '../silence.ts';
import { told } from '../texts/told.ts';
import { say, type Words } from '../texts/words.ts';
import { useAsk, useNow, useReadings, useTitle, useVoice, useWatch, useWorld } from '../world.ts';
import '../style/availability.css';
import '../style/charts.css';
import '../style/site.css';

/** A device: what it is, where, when it last spoke, and a chart of everything it measures. */
export function DevicePage({ id }: { id: string }) {
  const { api, link } = useWorld();
  const asked = useAsk(id, async (signal) => {
    const device = await api.device(id, signal);
    const site = await api.site(device.site, signal);
    const [organisation, parent] = await Promise.all([
      api.organisation(site.organisation, signal),
      device.parent === undefined ? undefined : api.device(device.parent, signal).catch(() => undefined),
    ]);
    link.take(await api.latest({ device: id }, signal).catch(() => []));
    return { device, site, organisation, parent };
  });
  useWatch(useMemo(() => [{ device: id }], [id]));
  if (asked.value === undefined)
    return asked.error === undefined ? <Bones /> : <Trouble error={asked.error} again={asked.again} />;
  return <Loaded {...asked.value} />;
}

interface Props {
  device: Device;
  site: Site;
  organisation: { name: string };
  parent: Device | undefined;
}

function Loaded({ device, site, organisation, parent }: Props) {
  const { types, session, link } = useWorld();
  const { words, format, language } = useVoice();
  const { query } = usePlace();
  const now = useNow();
  useTitle(`${device.name}, ${site.name}`);
  const devices = useMemo(() => [device], [device]);
  useReadings([device.id]);
  const type = types.get(device.type);
  const heard = lastHeard(device, link);
  const coarse = site.fewStaff && session.role !== 'administrator' && session.role !== 'technician';
  const view = viewOf(query, site.timeZone, now, coarse);
  const ligne = query.get('ligne');
  const chosen = useMemo(() => rowOf(ligne, type), [ligne, type]);
  const plans = useMemo(
    () =>
      type !== undefined && chosen !== undefined
        ? instancePlans(device, type, chosen.table, chosen.instance)
        : plansOf(devices, types, true),
    [device, devices, type, types, chosen],
  );
  // the row that was chosen stands far above its curves
  useEffect(() => {
    if (chosen === undefined) return;
    const heading = document.getElementById('charts');
    heading?.scrollIntoView();
    heading?.focus({ preventScroll: true });
  }, [chosen]);
  return (
    <>
      <nav class="crumbs" aria-label={words.territory}>
        <a href="/">{words.territory}</a> <span aria-hidden="true">/</span>{' '}
        <a href={`/organisations/${site.organisation}`}>{organisation.name}</a> <span aria-hidden="true">/</span>{' '}
        <a href={`/sites/${site.id}`}>{site.name}</a>
      </nav>
      <div class="page-head">
        <h1>{device.name}</h1>
        <p class="soft">{type?.label[language] ?? device.type}</p>
        {device.worst !== null && <State is={device.worst} />}
        {device.clockWrong && <State is="warning" word={words.clockWrong} />}
        {device.trouble && (
          <State
            is="warning"
            word={say(words.troubles[device.trouble.is], {
              age: format.duration(now - Date.parse(device.trouble.since)),
              reason: told(device.trouble.reason, language).text,
            })}
          />
        )}
      </div>
      {type && !coarse && isServer(type) && (
        <p class="page-actions">
          <a class="button" href={`/devices/${device.id}/audit`}>
            {words.serverAudit}
          </a>
        </p>
      )}
      {device.trouble && device.line && device.trouble.is !== 'answers' && (
        <p class="line-call">{callSentence(device.line, words)}</p>
      )}
      <dl class="facts">
        <div>
          <dt>{words.lastSeen}</dt>
          <dd>
            {isOld(heard, type, now) ? (
              <State
                is="silent"
                word={
                  heard === undefined ? words.neverSpoke : say(words.silentFor, { age: format.duration(now - heard) })
                }
              />
            ) : (
              format.ago(now - (heard ?? now))
            )}
          </dd>
        </div>
        <div>
          <dt>{words.expected}</dt>
          <dd>{say(words.every, { duration: format.duration(type?.everyMs ?? 0) })}</dd>
        </div>
        <div>
          <dt>{words.identifier}</dt>
          <dd>{device.id}</dd>
        </div>
        {device.line && (
          <div>
            <dt>{words.line}</dt>
            <dd>
              {device.line.device === device.id ? (
                device.line.operator
              ) : (
                <a href={`/devices/${device.line.device}`}>{`${device.line.name}, ${device.line.operator}`}</a>
              )}
            </dd>
          </div>
        )}
        {device.line?.contract !== undefined && (
          <div>
            <dt>{words.lineContract}</dt>
            <dd>{device.line.contract}</dd>
          </div>
        )}
        {device.line?.support !== undefined && (
          <div>
            <dt>{words.lineSupport}</dt>
            <dd>
              <a href={`tel:${device.line.support.replace(/[^\d+]/g, '')}`}>{device.line.support}</a>
            </dd>
          </div>
        )}
        {parent && (
          <div>
            <dt>{words.reachedThrough}</dt>
            <dd>
              <a href={`/devices/${parent.id}`}>{parent.name}</a>
            </dd>
          </div>
        )}
      </dl>
      <section aria-labelledby="live">
        <h2 id="live">{words.liveValues}</h2>
        <LiveFigures devices={devices} timeZone={site.timeZone} now={now} coarse={coarse} technical />
      </section>
      {type && !coarse && <Instances device={device} type={type} now={now} />}
      {type?.availableBy !== undefined && <Availability of={{ device: device.id }} timeZone={site.timeZone} />}
      <section aria-labelledby="charts" class="charts-section">
        <h2 id="charts" tabIndex={-1}>
          {chosen ? say(words.curvesOf, { name: chosen.instance }) : words.measures}
        </h2>
        {chosen && (
          <p>
            <a class="row-link" href={`/devices/${device.id}`}>
              {words.curvesOfAll}
            </a>
          </p>
        )}
        {coarse && <p class="soft">{words.dailyOnly}</p>}
        <PeriodBar view={view} coarse={coarse} now={now} />
        <div class="charts">
          {plans.map((plan) => (
            <ChartFigure key={plan.key} plan={plan} view={view} place={site} nameless />
          ))}
        </div>
      </section>
    </>
  );
}

/** The row that `?ligne=interfaces/eth0` names, whose curves are drawn. */
function rowOf(
  written: string | null,
  type: DeviceType | undefined,
): { table: MetricTable; instance: string } | undefined {
  const [, id, instance] = /^([^/]+)\/(.+)$/su.exec(written ?? '') ?? [];
  const table = type?.tables.find((one) => one.id === id);
  return table === undefined || instance === undefined ? undefined : { table, instance };
}

/** What an audit looks at; the server answers for any other that it looks at nothing. */
function isServer({ metrics }: DeviceType): boolean {
  const measures = (...wanted: string[]) => wanted.every((one) => metrics.some(({ id }) => id === one));
  return measures('host.updates') || measures('host.health') || measures('host.memory', 'disk.used');
}

/** Whom to call about a line, as far as it is known. */
function callSentence({ operator, contract, support }: Line, words: Words): string {
  const call = support === undefined ? words.lineCallOperator : words.lineCall;
  const about = contract === undefined ? '' : ` ${say(words.lineCallContract, { contract })}`;
  return say(call, { operator, support: support ?? '' }) + about;
}
