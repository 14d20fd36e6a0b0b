import { setImmediate as breath } from 'node:timers/promises';
import type { DeviceType } from '../../devices/device-type.ts';
import { durationMs } from '../../devices/duration.ts';
import type { Device, Territory } from '../../devices/territory.ts';
import { reachOf } from '../../gateway/alert/reach.ts';
import { rulesOf } from '../../gateway/detect/plan.ts';
import { createSurroundings, outdoorMetric, roomMetric } from '../../gateway/detect/surroundings.ts';
import type { Rule, Scope } from '../../gateway/domain/rule.ts';
import type { Series } from '../../gateway/domain/series.ts';
import type { NamedSeries, ReadingOperations } from '../local/operations/reading-operations.ts';
import { createRuleRun, type RaisedAlert, stepMs } from './rule-run.ts';
import { stepsOf } from './steps.ts';

export interface BackTestOptions {
  /** all rules that would count, and all that count today */
  readonly rules: { readonly given: readonly Rule[]; readonly today: readonly Rule[] };
  /** of which rules the alerts are wanted, by id */
  readonly ids: ReadonlySet<string>;
  /** on which devices: what fits one of these */
  readonly scopes: readonly Scope[];
  readonly territory: Territory;
  readonly catalogue: ReadonlyMap<string, DeviceType>;
  readonly readings: Pick<ReadingOperations, 'series' | 'curve'>;
  /** epoch ms, from ≤ time < to */
  readonly from: number;
  readonly to: number;
  /** alerts kept of each side, whatever the number of sites */
  readonly mostAlerts?: number;
  /** 0…1, and how many readings were judged */
  readonly onProgress?: (share: number, readings: number) => void;
}

/** The alerts that rules would have raised, beside those of today's rules. */
export interface BackTest {
  readonly given: readonly RaisedAlert[];
  readonly today: readonly RaisedAlert[];
  readonly readings: number;
  readonly series: number;
  /** alerts beyond those that are kept */
  readonly left: number;
}

interface Paced {
  readonly series: Series;
  readonly everyMs: number;
}

/** kinds that need no weather */
const plain: ReadonlySet<string> = new Set(['threshold', 'state', 'rate', 'silence', 'stuck', 'implausible']);
/** readings held at once, about 16 bytes each and again as much while they are read */
const readingsAtOnce = 2_000_000;
const [shortestMs, longestMs] = [86_400_000, 31 * 86_400_000];
const rowsAtOnce = 50_000;
const breathEveryMs = 20;

/**
 * Runs rules over stored history, site by site and month by month at most: devices of a site may be one another's cause. Only
 * the series that these rules watch are read, and only rules of `ids` are judged, with those that say what cannot be. Work
 * under way that was announced is not left out.
 */
export async function backTest(options: BackTestOptions): Promise<BackTest> {
  const { ids, from, to, mostAlerts = 10_000 } = options;
  const relevant = (rules: readonly Rule[]) =>
    rules.filter(({ id, condition }) => ids.has(id) || condition.kind === 'implausible');
  const rules = { given: relevant(options.rules.given), today: relevant(options.rules.today) };
  const all = [...rules.given, ...rules.today];
  const watched = await watchedSeries(options, all);
  const stations = all.every(({ condition }) => plain.has(condition.kind))
    ? []
    : (await options.readings.series({ devices: [], metrics: [outdoorMetric] })).flatMap((one) => paced(one, options));
  const rooms = all.every(({ condition }) => condition.kind !== 'apart')
    ? []
    : (await options.readings.series({ devices: [], metrics: [roomMetric] })).flatMap((one) => paced(one, options));
  const sites = Map.groupBy(watched, ({ series }) => series.site);
  const reach = reachOf(options.territory.devices.values());
  const start = Math.floor(from / stepMs) * stepMs;
  const found = { given: [] as RaisedAlert[], today: [] as RaisedAlert[] };
  const sum = { readings: 0, series: 0, left: 0 };
  let passed = 0;
  let breathedAt = performance.now();
  for (const [site, own] of sites) {
    const known = new Set(own.map(({ series }) => nameOf(series)));
    const around = [...stations, ...rooms.filter(({ series }) => series.site === site)];
    const series = [...own, ...around.filter((one) => !known.has(nameOf(one.series)))];
    const runs = {
      // what the weather was is heard by each run for itself
      given: runOf('given', series),
      today: runOf('today', series),
    };
    const window = windowOf(series);
    for (let begin = start; begin < to; begin += window) {
      const end = Math.min(begin + window, to);
      const curves = [];
      for (const { series: one } of series)
        curves.push(await curveOf(options.readings, one, Math.max(begin, from), end));
      for (const { readings, now } of stepsOf(curves, begin, end)) {
        for (const run of [runs.given, runs.today]) {
          run.take(readings, now);
          run.tick(now);
        }
        sum.readings += readings.series.length;
        if (performance.now() - breathedAt < breathEveryMs) continue;
        // whoever else this process serves has its turn
        await breath();
        breathedAt = performance.now();
        options.onProgress?.((passed + (now - start) / (to - start)) / sites.size, sum.readings);
      }
    }
    for (const side of ['given', 'today'] as const) {
      // what stands around is heard, not told of
      const isOwn = new Set(own.map(({ series: { device, instance } }) => JSON.stringify([device, instance])));
      const isWanted = ({ alert }: RaisedAlert) =>
        ids.has(alert.rule) && isOwn.has(JSON.stringify([alert.device, alert.instance]));
      found[side].push(...runs[side].alerts().filter(isWanted));
    }
    sum.left += runs.given.left();
    sum.series += own.length;
    passed++;
  }
  return { ...found, ...sum };

  function runOf(side: 'given' | 'today', series: readonly Paced[]) {
    const room = mostAlerts - found[side].length;
    return createRuleRun(rules[side], { series: withSurroundings(series, options), reach, mostAlerts: room });
  }
}

/** The series of the store that any of the rules watches, as they stand in the territory now. */
async function watchedSeries(options: BackTestOptions, rules: readonly Rule[]): Promise<Paced[]> {
  const { readings, ids, scopes } = options;
  const metrics = [...new Set(rules.filter(({ id }) => ids.has(id)).map(({ metric }) => metric))];
  if (metrics.length === 0) return [];
  return (await readings.series({ devices: [], metrics }))
    .flatMap((named) => paced(named, options))
    .filter(({ series }) => scopes.some((scope) => isIn(series, scope)))
    .filter(({ series }) => rulesOf(series, rules).some(({ id }) => ids.has(id)));
}

function isIn(series: Series, scope: Scope): boolean {
  const { type, organisation, site, device, instance } = series;
  const place = { type, organisation, site, device, instance };
  return (Object.keys(place) as (keyof typeof place)[]).every((key) => (scope[key] ?? place[key]) === place[key]);
}

/** A series with how often it is expected, as the territory and its type say now; none of a device that is gone. */
function paced(
  named: NamedSeries,
  { territory, catalogue }: Pick<BackTestOptions, 'territory' | 'catalogue'>,
): Paced[] {
  const device = territory.devices.get(named.device);
  const site = territory.sites.get(device?.site ?? '');
  const type = catalogue.get(device?.type ?? '');
  if (site === undefined || type === undefined) return [];
  const series = { ...named, type: type.id, site: site.id, organisation: site.organisation };
  return [{ series, everyMs: durationMs(type.source.every) }];
}

function withSurroundings(series: readonly Paced[], { territory, catalogue }: BackTestOptions) {
  const isStation = ({ type }: Device) => Object.hasOwn(catalogue.get(type)?.metrics ?? {}, outdoorMetric);
  const surroundings = createSurroundings(territory, isStation);
  return series.map((one) => ({ ...one, ...surroundings.of(one.series) }));
}

function nameOf({ device, metric, instance }: NamedSeries): string {
  return JSON.stringify([device, metric, instance]);
}

/** How much time of these series is held at once, ms. */
function windowOf(series: readonly Paced[]): number {
  const perMs = series.reduce((sum, { everyMs }) => sum + 1 / everyMs, 0);
  const window = Math.min(Math.max(readingsAtOnce / perMs, shortestMs), longestMs);
  return Math.floor(window / stepMs) * stepMs;
}

async function curveOf(readings: Pick<ReadingOperations, 'curve'>, series: NamedSeries, from: number, to: number) {
  const { device, metric, instance } = series;
  const pages = [];
  for (let begin = from; ; ) {
    const page = await readings.curve({ device, metric, instance, from: begin, to, limit: rowsAtOnce });
    pages.push(page);
    const last = page.times.at(-1);
    if (last === undefined || page.times.length < rowsAtOnce) break;
    begin = last + 1; // times are whole milliseconds
  }
  const [only] = pages;
  if (only !== undefined && pages.length === 1) return only;
  const length = pages.reduce((sum, { times }) => sum + times.length, 0);
  const [times, values] = [new Float64Array(length), new Float64Array(length)];
  let at = 0;
  for (const page of pages) {
    times.set(page.times, at);
    values.set(page.values, at);
    at += page.times.length;
  }
  return { times, values };
}
