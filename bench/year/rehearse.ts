import { createZone } from '../../devices/calendar/local-time.ts';
import type { Site, Territory } from '../../devices/territory.ts';
import { createSurroundings } from '../../gateway/detect/surroundings.ts';
import type { Rule } from '../../gateway/domain/rule.ts';
import type { Series } from '../../gateway/domain/series.ts';
import { createOpening } from '../../simulators/building/opening.ts';
import { buildingsOf } from '../../simulators/buildings.ts';
import { type CourtState, createCourt, type Told } from './court.ts';
import { createDays, type Struck, yearSeries } from './day-readings.ts';
import { type FaultKind, faultKinds, type Injection, type ReadUnheated } from './fault-kinds.ts';
import { createFelt } from './felt.ts';
import { usedOtherwise } from './oddities.ts';
import { inOwnRoom } from './rooms.ts';
import { type Span, scheduleFaults } from './schedule.ts';
import { type Labelled, type Outcome, peace, scoreFaults } from './score.ts';
import { deviceOf, yearTerritory } from './territory.ts';

const [minuteMs, dayMs] = [60_000, 86_400_000];

/** What is rehearsed; the same gives the same outcome. Times are midnights UTC, epoch ms. */
export interface Rehearsal {
  readonly rules: readonly Rule[];
  readonly buildings: number;
  readonly seed: number;
  /** from when there is a history, learned as an import is; from `learnFrom` unless said */
  readonly historyFrom?: number;
  /** from when readings are judged; what is told before `span` is not counted */
  readonly learnFrom: number;
  readonly span: Span;
  /** the faults of each building instead of all kinds at random times */
  readonly faults?: (site: string) => readonly Injection[];
  readonly onDay?: (share: number) => void;
  /** the series that are lived and judged; all unless said */
  readonly only?: (series: Series) => boolean;
}

/** What came of it. */
export interface Rehearsed {
  readonly outcomes: readonly Outcome[];
  /** faults of the heating that moved nothing: it was warm enough without, or never so cold that the heating would have come on */
  readonly withoutEffect: readonly Injection[];
  /** told in the year without faults */
  readonly healthy: readonly Told[];
  /** told in the year with faults, of none of them and not without them */
  readonly beside: readonly Told[];
  readonly peace: ReturnType<typeof peace>;
  readonly readings: number;
  readonly readingsPerSecond: number;
  readonly bytesPerSeries: number;
}

/** Judges the same buildings twice at once, without faults and with them, by detectors and books as they run live. */
export function rehearse(rehearsal: Rehearsal): Rehearsed {
  const { rules, buildings, seed, learnFrom, historyFrom = learnFrom, span, onDay } = rehearsal;
  const territory = yearTerritory(buildings, seed);
  const lived = usedOtherwise(territory, { from: historyFrom, to: span.to }, seed);
  const all = yearSeries(lived, seed, historyFrom).filter(({ series }) => rehearsal.only?.(series) ?? true);
  const placeAt = new Map(all.map(({ series: s }, number) => [`${s.device} ${s.metric} ${s.instance}`, number]));
  const openingOf = createOpening(lived.calendars);
  const labelled: Labelled[] = [];
  const struck: Struck[] = [];
  const felt = createFelt();
  for (const site of lived.sites.values()) {
    const open = openingOf(site);
    const isOpen = (time: number) => open(Math.floor(time / dayMs))[Math.floor((time % dayMs) / (10 * minuteMs))] === 1;
    const injections = rehearsal.faults?.(site.id) ?? scheduleFaults({ site: site.id, isOpen }, span, seed);
    for (const [kind, ofKind] of Map.groupBy(injections, faultOf)) {
      const read = unheated({ territory: lived, seed, since: historyFrom }, site, kind, ofKind);
      for (const injection of ofKind) {
        const touches: string[] = [];
        for (const { role, metric, instance = '', effect } of kind.touches(injection, read)) {
          const place = `${deviceOf(site.id, role)} ${metric} ${instance}`;
          const series = placeAt.get(place);
          if (series === undefined) continue;
          touches.push(place);
          struck.push({ series, injection, effect: kind.heating ? felt.by(injection, metric, effect) : effect });
        }
        labelled.push({ injection, touches, ...(kind.notBy && { notBy: kind.notBy }) });
      }
    }
  }

  const court = (kept?: CourtState) => {
    const surroundings = createSurroundings(territory, ({ type }) => type === 'weather-station');
    const followed = all.map(({ series, everyMs }) => ({ series, everyMs, ...surroundings.of(series) }));
    return createCourt(rules, followed, kept);
  };
  const calm = court();
  const days = createDays(all, struck, seed);
  const run = (from: number, to: number, live: (day: ReturnType<typeof days.day>) => void) => {
    for (let start = from; start < to; start += dayMs) {
      live(days.day(start));
      onDay?.((start + dayMs - historyFrom) / (span.to - historyFrom));
    }
  };
  run(historyFrom, learnFrom, (day) => calm.learn(day.healthy()));
  run(learnFrom, span.from, (day) => calm.judge(day.healthy()));
  // one past for both: what follows differs by the faults alone
  const troubled = court(calm.state());
  run(span.from, span.to, (day) => {
    calm.judge(day.healthy());
    troubled.judge(day.faulty());
  });

  const counted = (told: readonly Told[]) => told.filter(({ at }) => at >= span.from);
  const [healthy, faulty] = [counted(calm.told()), counted(troubled.told())];
  const zone = createZone('Europe/Paris');
  const us = calm.used().us + troubled.used().us;
  const readings = calm.used().readings + troubled.used().readings;
  const isFelt = (injection: Injection) => faultOf(injection).heating === undefined || felt.isFelt(injection);
  const { outcomes, beside } = scoreFaults(labelled, healthy, faulty);
  return {
    ...{ outcomes: outcomes.filter(({ injection }) => isFelt(injection)), beside },
    withoutEffect: labelled.flatMap(({ injection }) => (isFelt(injection) ? [] : injection)),
    healthy,
    peace: peace(healthy, {
      ...{ buildings, ...span },
      siteOf: (device) => territory.devices.get(device)?.site ?? '',
      isNight: (time) => {
        const { minute } = zone.toLocal(time);
        return minute < 7 * 60 || minute >= 20 * 60;
      },
    }),
    readings,
    readingsPerSecond: (readings * 1e6) / us,
    bytesPerSeries: troubled.bytes() / all.length,
  };
}

/** The building beside itself, with what a kind of fault does to its heating. */
function unheated(
  { territory, seed, since }: { territory: Territory; seed: number; since: number },
  site: Site,
  { heating }: FaultKind,
  injections: readonly Injection[],
): ReadUnheated {
  if (heating === undefined) return () => Number.NaN;
  const sites = new Map([[site.id, site]]);
  const heatingFaults = injections.map(({ from, to, size }) => ({ site: site.id, from, to, ...heating(size) }));
  const [building] = buildingsOf({ ...territory, sites }, { seed, since, heatingFaults });
  const probes = new Map(
    building?.probes.map(({ device, metric, read }) => [
      `${device.id} ${metric.id}`,
      inOwnRoom(seed, device, metric.id, read),
    ]),
  );
  return (role, metric, time) => probes.get(`${deviceOf(site.id, role)} ${metric}`)?.(time) ?? Number.NaN;
}

function faultOf({ kind }: Injection): FaultKind {
  const found = faultKinds.find(({ id }) => id === kind);
  if (found === undefined) throw new RangeError(`there is no kind of fault "${kind}"`);
  return found;
}
