import { setImmediate as breath } from 'node:timers/promises';
import type { DeviceType } from '../../devices/device-type.ts';
import { durationMs } from '../../devices/duration.ts';
import type { Territory } from '../../devices/territory.ts';
import type { Reach } from '../../gateway/alert/reach.ts';
import type { JudgedSeries } from '../../gateway/detect/detector.ts';
import { rulesOf } from '../../gateway/detect/plan.ts';
import type { Rule } from '../../gateway/domain/rule.ts';
import type { Series } from '../../gateway/domain/series.ts';
import type { NamedSeries, ReadingOperations } from '../local/operations/reading-operations.ts';
import { createRuleRun, type RaisedAlert, stepMs } from './rule-run.ts';
import { stepsOf } from './steps.ts';

export interface BackTestOptions {
  /** all rules that would count, and all that count today */
  readonly rules: { readonly given: readonly Rule[]; readonly today: readonly Rule[] };
  /** of which rules the alerts are wanted, by id */
  readonly ids: ReadonlySet<string>;
  readonly territory: Territory;
  readonly catalogue: ReadonlyMap<string, DeviceType>;
  readonly readings: Pick<ReadingOperations, 'series' | 'curve'>;
  /** epoch ms, from ≤ time < to */
  readonly from: number;
  readonly to: number;
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

/** readings held at once, about 16 bytes each and again as much while they are read */
const readingsAtOnce = 2_000_000;
const [shortestMs, longestMs] = [86_400_000, 31 * 86_400_000];
const rowsAtOnce = 50_000;

/**
 * Runs rules over stored history, site by site and month by month at most: devices of a site may be one another's cause. Only
 * the series that these rules watch are read, and only rules of `ids` are judged, with those that say what cannot be. Work
 * under way that was announced is not left out.
 */
export async function backTest(options: BackTestOptions): Promise<BackTest> {
  const { ids, from, to } = options;
  const relevant = (rules: readonly Rule[]) =>
    rules.filter(({ id, condition }) => ids.has(id) || condition.kind === 'implausible');
  const rules = { given: relevant(options.rules.given), today: relevant(options.rules.today) };
  const sites = Map.groupBy(
    await watchedSeries(options, [...rules.given, ...rules.today]),
    ({ series }) => series.site,
  );
  const reach = reachOf(options.territory);
  const start = Math.floor(from / stepMs) * stepMs;
  const found = { given: [] as RaisedAlert[], today: [] as RaisedAlert[] };
  const sum = { readings: 0, series: 0, left: 0 };
  let passed = 0;
  for (const series of sites.values()) {
    const runs = {
      given: createRuleRun(rules.given, { series, reach }),
      today: createRuleRun(rules.today, { series, reach }),
    };
    const window = windowOf(series);
    for (let begin = start; begin < to; begin += window) {
      const end = Math.min(begin + window, to);
      const curves = [];
      for (const { series: one } of series)
        curves.push(await curveOf(options.readings, one, Math.max(begin, from), end));
      let steps = 0;
      for (const { readings, now } of stepsOf(curves, begin, end)) {
        runs.given.pass(readings, now);
        runs.today.pass(readings, now);
        sum.readings += readings.series.length;
        if (++steps % 1_000 !== 0) continue;
        // whoever else this process serves has its turn
        await breath();
        options.onProgress?.((passed + (now - start) / (to - start)) / sites.size, sum.readings);
      }
    }
    for (const side of ['given', 'today'] as const) {
      found[side].push(...runs[side].alerts().filter(({ alert }) => ids.has(alert.rule)));
    }
    sum.left += runs.given.left();
    sum.series += series.length;
    passed++;
  }
  return { ...found, ...sum };
}

/** The series of the store that any of the rules watches, as they stand in the territory now. */
async function watchedSeries(
  { readings, territory, catalogue, ids }: BackTestOptions,
  rules: readonly Rule[],
): Promise<JudgedSeries[]> {
  const metrics = [...new Set(rules.filter(({ id }) => ids.has(id)).map(({ metric }) => metric))];
  if (metrics.length === 0) return [];
  return (await readings.series({ devices: [], metrics })).flatMap((named): JudgedSeries[] => {
    const series = placed(named, territory);
    const type = catalogue.get(series?.type ?? '');
    if (series === undefined || type === undefined) return [];
    if (!rulesOf(series, rules).some(({ id }) => ids.has(id))) return [];
    return [{ series, everyMs: durationMs(type.source.every) }];
  });
}

function placed(named: NamedSeries, { sites, devices }: Territory): Series | undefined {
  const device = devices.get(named.device);
  const site = device && sites.get(device.site);
  return site && { ...named, type: device.type, site: site.id, organisation: site.organisation };
}

function reachOf({ devices }: Territory): Reach {
  return new Map(
    [...devices.values()].flatMap(({ id, parent }) =>
      parent === undefined ? [] : [[id, { parents: [parent], needs: 'all' }] as const],
    ),
  );
}

/** How much time of these series is held at once, ms. */
function windowOf(series: readonly JudgedSeries[]): number {
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
