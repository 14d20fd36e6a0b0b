import { clockMetric } from '../../devices/metric.ts';
import type { Decision } from '../domain/decision.ts';
import type { Readings } from '../domain/reading.ts';
import type { Rule } from '../domain/rule.ts';
import type { Series } from '../domain/series.ts';
import {
  type DetectorPart,
  type DetectorState,
  finite,
  type JudgedSeries,
  told,
  type Unjudged,
} from './detector-state.ts';
import type { Teller } from './fellows.ts';
import type { Judge } from './judge.ts';
import { ended, isOpen } from './kept-watch.ts';
import { judgeOf } from './kinds/judge-of.ts';
import { createLessons } from './lessons.ts';
import { rulesOf } from './plan.ts';
import { createSilences } from './silences.ts';
import { createWatches } from './watches.ts';

const watchesInPart = 400;
const tellersInPart = 40;
const lateMs = 15 * 60_000;
const aheadMs = 5 * 60_000;
/** longer between two ticks means that nobody was looking: silence is counted anew */
const asleepMs = 2 * 60_000;
/** our own clock may be nudged by so much: then silences wait so long */
const setBackMs = 2 * 60_000;

/**
 * Judges readings by rules, in the order of acceptance and by the readings' own time, with memory in columns: at most
 * a few hundred bytes a series. The same readings and ticks make the same decisions however they are cut into batches,
 * and from any state kept on the way. Series are numbered from 0 in the order in which they are followed.
 */
export function createDetector(rules: readonly Rule[]) {
  const watches = createWatches();
  const judges = new Map<Rule, Judge>();
  const ofMetric = Map.groupBy(rules, ({ metric }) => metric);
  const ofDevice = new Map<string, number[]>();
  const standing: number[] = [];
  const numbers = new Map<string, number>();
  /** watches of series s are `first[s]` … `first[s + 1]` - 1 */
  const first: number[] = [0];
  const everyMs: number[] = [];
  const whose: Series[] = [];
  const newest: number[] = [];
  /** the last sign of life of each: never ahead of our own clock, whatever a device's says */
  const heard: number[] = [];
  const silences = createSilences(heard);
  const tellers = new Map<number, Teller>();
  /** by site and metric: those that tell each other */
  const fellows = new Map<string, number[]>();
  const unjudged: Unjudged = { late: 0, ahead: 0 };
  const lessons = createLessons({
    ...{ watches, tellers, whose, newest, watchesOf },
    fellowsOf: (series) => fellows.get(fellowsKey(series)),
  });
  let tickAt = Number.NaN;
  let awakeSince = Number.NaN;
  /** the last tick, where it lay before the one that counts */
  let behindAt = Number.NaN;

  /** Begins to judge further series; their numbers go on from those before. */
  function follow(further: readonly JudgedSeries[]): void {
    for (const one of further) {
      const number = newest.length;
      newest.push(Number.NEGATIVE_INFINITY);
      heard.push(Number.NEGATIVE_INFINITY);
      if (one.series.metric === clockMetric) silences.tellsClock(one.series.device, number);
      const siblings = ofDevice.get(one.series.device) ?? [];
      siblings.push(number);
      ofDevice.set(one.series.device, siblings);
      everyMs.push(one.everyMs);
      if (one.tells !== undefined) {
        tellers.set(number, one.tells);
        const key = fellowsKey(one.series);
        const known = fellows.get(key);
        if (known === undefined) fellows.set(key, [number]);
        else known.push(number);
      }
      whose.push(one.series);
      for (const rule of one.gone ? [] : rulesOf(one.series, ofMetric.get(one.series.metric) ?? [])) {
        const judge = judges.get(rule) ?? judgeOf(rule.condition);
        judges.set(rule, judge);
        const watch = watches.add(rule, judge, { series: one.series, number, setting: one.setting });
        numbers.set(`${number} ${rule.id}`, watch);
        if (judge.stands) standing.push(watch);
        if (rule.condition.kind === 'silence') silences.add(watch, rule.condition, { number, ...one.series, siblings });
        first[number + 1] = watch + 1;
      }
      first[number + 1] ??= first[number] ?? 0;
    }
  }

  /** What readings accepted at `acceptedAt` (epoch ms) decide. Late ones, second ones and those of a clock ahead decide nothing. */
  function judge({ series, times, values }: Readings, acceptedAt: number): Decision[] {
    const out: Decision[] = [];
    for (let row = 0; row < series.length; row++) {
      const number = series[row] ?? -1;
      const time = times[row] ?? Number.NaN;
      const seen = newest[number];
      if (seen === undefined) throw new RangeError(`series ${number} is not followed`);
      const isOld = acceptedAt - time > Math.max(lateMs, 3 * (everyMs[number] ?? 0));
      const isAhead = time - acceptedAt > aheadMs;
      // also of a clock that was set back: its readings are older than the newest, and it lives
      if (!isOld && !isAhead) heard[number] = Math.max(heard[number] ?? time, Math.min(time, acceptedAt));
      if (time <= seen || isOld) {
        unjudged.late++;
        if (time !== seen) learnRow(number, time, values[row] ?? Number.NaN);
        continue;
      }
      if (isAhead) {
        unjudged.ahead++;
        continue;
      }
      newest[number] = time;
      const value = values[row] ?? Number.NaN;
      tellers.get(number)?.hear(time, value);
      const end = first[number + 1] ?? 0;
      for (let watch = first[number] ?? 0; watch < end; watch++) {
        if (watches.read(watch, time, value, out)) break;
      }
    }
    return out;
  }

  /**
   * What was imported, back-filled or came late becomes part of what is usual; nothing is decided. Of each series in the
   * order of time; the weather before what is judged by it.
   */
  function learn({ series, times, values }: Readings): void {
    for (let row = 0; row < series.length; row++) {
      learnRow(series[row] ?? -1, times[row] ?? Number.NaN, values[row] ?? Number.NaN);
    }
  }

  function learnRow(number: number, time: number, value: number): void {
    tellers.get(number)?.hear(time, value);
    const end = first[number + 1] ?? 0;
    for (let watch = first[number] ?? end; watch < end; watch++) watches.learn(watch, time, value);
  }

  function watchesOf(number: number): number[] {
    const from = first[number] ?? 0;
    return Array.from({ length: Math.max(0, (first[number + 1] ?? from) - from) }, (_, at) => from + at);
  }

  /** Time has come to `now`; a tick that was heard before changes nothing, two on from there say that our own clock was set back. */
  function tick(now: number): Decision[] {
    const out: Decision[] = [];
    if (tickAt - now > setBackMs && now > behindAt) setBack(now);
    behindAt = now < tickAt ? now : Number.NaN;
    if (now <= tickAt) return out;
    if (!(now - tickAt <= asleepMs)) awakeSince = now;
    tickAt = now;
    for (const watch of standing) watches.pass(watch, now, out);
    silences.due(now, awakeSince, (watch, last) => watches.silent(watch, last, now, out));
    return out;
  }

  /** Our own clock was ahead: what was heard by it was heard by now, and counts from now on. */
  function setBack(now: number): void {
    tickAt = Number.NaN;
    for (const number of newest.keys()) {
      newest[number] = Math.min(newest[number] ?? now, now);
      heard[number] = Math.min(heard[number] ?? now, now);
    }
    watches.setBack(now);
  }

  function state(): DetectorState {
    return { ...rest(), watches: watches.keep(), outdoor: told([...tellers]) };
  }

  /** What is no part. */
  function rest(): Omit<DetectorState, 'watches' | 'outdoor'> {
    return {
      tick: finite(tickAt),
      awakeSince: finite(awakeSince),
      behind: finite(behindAt),
      newest: newest.map(finite),
      heard: heard.map(finite),
    };
  }

  /** All that is much, in pieces of a few ms each; together with `rest` they are the state. */
  function* parts(): Generator<DetectorPart> {
    for (let from = 0; from < watches.count(); from += watchesInPart) {
      yield { watches: watches.keep(from, from + watchesInPart), outdoor: {} };
    }
    const all = [...tellers];
    for (let from = 0; from < all.length; from += tellersInPart) {
      yield { watches: [], outdoor: told(all.slice(from, from + tellersInPart)) };
    }
  }

  /**
   * Goes on from a state kept earlier, perhaps by other rules, once its series are followed. An open alert whose rule is
   * another now, or gone, ends; `now` is when.
   */
  function restore(kept: DetectorState, now: number): Decision[] {
    tickAt = kept.tick ?? Number.NaN;
    awakeSince = kept.awakeSince ?? Number.NaN;
    behindAt = kept.behind ?? Number.NaN;
    for (const [number, time] of kept.newest.entries()) newest[number] = time ?? Number.NEGATIVE_INFINITY;
    for (const [number, time] of (kept.heard ?? kept.newest).entries())
      heard[number] = time ?? Number.NEGATIVE_INFINITY;
    for (const [number, one] of tellers) one.restore(kept.outdoor?.[number] ?? []);
    const out: Decision[] = [];
    for (const one of kept.watches) {
      const watch = numbers.get(`${one.series} ${one.rule}`);
      if (watch !== undefined && watches.restore(watch, one)) continue;
      if (isOpen(one)) out.push(ended(one, now));
    }
    return out;
  }

  /** As if the device had never been heard; its open alerts end. */
  function forget(device: string, now: number): Decision[] {
    const out: Decision[] = [];
    for (const number of ofDevice.get(device) ?? []) {
      newest[number] = Number.NEGATIVE_INFINITY;
      heard[number] = Number.NEGATIVE_INFINITY;
      tellers.get(number)?.restore([]);
      const end = first[number + 1] ?? 0;
      for (let watch = first[number] ?? end; watch < end; watch++) watches.forget(watch, now, out);
    }
    return out;
  }

  return {
    follow,
    judge,
    learn,
    ...lessons,
    tick,
    forget,
    state,
    rest,
    parts,
    restore,
    /** the last tick that counts, epoch ms; NaN before the first */
    now: () => tickAt,
    unjudged: () => ({ ...unjudged }),
    bytes: watches.bytes,
  };
}

function fellowsKey({ organisation, site, metric }: Series): string {
  return `${organisation} ${site} ${metric}`;
}
