import type { Decision } from '../domain/decision.ts';
import type { Readings } from '../domain/reading.ts';
import type { Rule } from '../domain/rule.ts';
import type { Series } from '../domain/series.ts';
import type { Teller } from './fellows.ts';
import type { Judge } from './judge.ts';
import { judgeOf } from './kinds/judge-of.ts';
import { rulesOf } from './plan.ts';
import type { Surroundings } from './surroundings.ts';
import { createWatches, isOpen, type KeptWatch } from './watches.ts';

/** A series as judgement sees it: who it is, how often it is expected (ms) and what is known around it. */
export interface JudgedSeries extends Surroundings {
  readonly series: Series;
  readonly everyMs: number;
  /** its device is no longer there, or stands elsewhere: its readings are heard and judged by nothing */
  readonly gone?: true;
}

/** Where the detector stands, in plain JSON; with the cursor of the journal it is a checkpoint. */
export interface DetectorState {
  readonly tick: number | null;
  readonly awakeSince: number | null;
  /** the time of each series' newest judged reading, by its number */
  readonly newest: readonly (number | null)[];
  readonly watches: readonly KeptWatch[];
  /** the weather and the rooms that series told, by their numbers */
  readonly outdoor?: Readonly<Record<number, readonly (number | null)[]>>;
}

/** What was not judged, by reason. */
export interface Unjudged {
  late: number;
  ahead: number;
}

/** What a series' stored history is good for. */
export interface Lesson {
  /** how far back it reaches */
  readonly reachMs: number;
  /** others learn by it: it comes first */
  readonly isWeather: boolean;
  /** something learns from it and has heard nothing yet */
  readonly isBlank: boolean;
  /** the newest reading that was judged: what is newer comes by itself */
  readonly upTo?: number;
}

const dayMs = 86_400_000;
/** this month against last year's wants the weather of both */
const weatherReachDays = 400;
const lateMs = 15 * 60_000;
const aheadMs = 5 * 60_000;
/** longer between two ticks means that nobody was looking: silence is counted anew */
const asleepMs = 2 * 60_000;

/**
 * Judges readings by rules, in the order of acceptance and by the readings' own time, with memory in columns: at most
 * a few hundred bytes a series. The same readings and ticks make the same decisions however they are cut into batches,
 * and from any state kept on the way. Series are numbered from 0 in the order in which they are followed.
 */
export function createDetector(rules: readonly Rule[]) {
  const watches = createWatches();
  const judges = new Map<Rule, Judge>();
  const ofMetric = Map.groupBy(rules, ({ metric }) => metric);
  /** `among`: the series of the device, where one of them must have been heard since */
  const silences: {
    readonly watch: number;
    readonly series: number;
    readonly afterMs: number;
    readonly among?: readonly number[];
  }[] = [];
  const ofDevice = new Map<string, number[]>();
  const standing: number[] = [];
  const numbers = new Map<string, number>();
  /** watches of series s are `first[s]` … `first[s + 1]` - 1 */
  const first: number[] = [0];
  const everyMs: number[] = [];
  const newest: number[] = [];
  const tellers = new Map<number, Teller>();
  const unjudged: Unjudged = { late: 0, ahead: 0 };
  let tickAt = Number.NaN;
  let awakeSince = Number.NaN;

  /** Begins to judge further series; their numbers go on from those before. */
  function follow(further: readonly JudgedSeries[]): void {
    for (const one of further) {
      const number = newest.length;
      newest.push(Number.NEGATIVE_INFINITY);
      const siblings = ofDevice.get(one.series.device) ?? [];
      siblings.push(number);
      ofDevice.set(one.series.device, siblings);
      everyMs.push(one.everyMs);
      if (one.tells !== undefined) tellers.set(number, one.tells);
      for (const rule of one.gone ? [] : rulesOf(one.series, ofMetric.get(one.series.metric) ?? [])) {
        const judge = judges.get(rule) ?? judgeOf(rule.condition);
        judges.set(rule, judge);
        const watch = watches.add(rule, judge, { series: one.series, number, setting: one.setting });
        numbers.set(`${number} ${rule.id}`, watch);
        if (judge.stands) standing.push(watch);
        const { condition } = rule;
        if (condition.kind === 'silence') {
          const among = condition.alone === undefined ? {} : { among: siblings };
          silences.push({ watch, series: number, afterMs: condition.afterMs, ...among });
        }
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
      if (time <= seen || acceptedAt - time > Math.max(lateMs, 3 * (everyMs[number] ?? 0))) {
        unjudged.late++;
        if (time !== seen) learnRow(number, time, values[row] ?? Number.NaN);
        continue;
      }
      if (time - acceptedAt > aheadMs) {
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

  /** What the history of a series could teach; undefined where nothing would learn from it. */
  function lesson(number: number): Lesson | undefined {
    const weather = weatherOf(number);
    const watching = watchesOf(number);
    const reachDays = Math.max(weather === undefined ? 0 : weatherReachDays, ...watching.map(watches.reachDays));
    if (reachDays === 0) return undefined;
    const last = newest[number] ?? Number.NEGATIVE_INFINITY;
    return {
      reachMs: reachDays * dayMs,
      isWeather: weather !== undefined,
      isBlank: weather?.isBlank?.() === true || watching.some(watches.isBlank),
      ...(last > Number.NEGATIVE_INFINITY && { upTo: last }),
    };
  }

  /** Forgets what is usual of a series, to learn it anew from the beginning; alerts stay as they are. */
  function unlearn(number: number): void {
    weatherOf(number)?.restore([]);
    for (const watch of watchesOf(number)) watches.unlearn(watch);
  }

  /** What a series tells, where its stored past matters to others. */
  function weatherOf(number: number): Teller | undefined {
    const teller = tellers.get(number);
    return teller?.isBlank === undefined ? undefined : teller;
  }

  function watchesOf(number: number): number[] {
    const from = first[number] ?? 0;
    return Array.from({ length: Math.max(0, (first[number + 1] ?? from) - from) }, (_, at) => from + at);
  }

  /** Time has come to `now`; a tick that was heard before changes nothing. */
  function tick(now: number): Decision[] {
    const out: Decision[] = [];
    if (now <= tickAt) return out;
    if (!(now - tickAt <= asleepMs)) awakeSince = now;
    tickAt = now;
    for (const watch of standing) watches.pass(watch, now, out);
    for (const { watch, series, afterMs, among } of silences) {
      const heard = newest[series] ?? Number.NEGATIVE_INFINITY;
      if (heard > Number.NEGATIVE_INFINITY && now - Math.max(heard, awakeSince) > afterMs) {
        // else the whole device is silent, which is another rule's to tell
        const isAlone = among?.some((other) => (newest[other] ?? 0) - heard > afterMs) ?? true;
        if (isAlone) watches.silent(watch, heard, now, out);
      }
    }
    return out;
  }

  function state(): DetectorState {
    return {
      tick: finite(tickAt),
      awakeSince: finite(awakeSince),
      newest: newest.map(finite),
      watches: watches.keep(),
      outdoor: Object.fromEntries([...tellers].map(([number, one]) => [number, one.state()])),
    };
  }

  /**
   * Goes on from a state kept earlier, perhaps by other rules, once its series are followed. An open alert whose rule is
   * another now, or gone, ends; `now` is when.
   */
  function restore(kept: DetectorState, now: number): Decision[] {
    tickAt = kept.tick ?? Number.NaN;
    awakeSince = kept.awakeSince ?? Number.NaN;
    for (const [number, time] of kept.newest.entries()) newest[number] = time ?? Number.NEGATIVE_INFINITY;
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
    lesson,
    unlearn,
    tick,
    forget,
    state,
    restore,
    unjudged: () => ({ ...unjudged }),
    bytes: watches.bytes,
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function ended(kept: KeptWatch, now: number): Decision {
  const { rule, device, instance } = kept;
  const since = kept.since ?? now;
  return { is: 'cleared', rule, device, instance, since, at: now, until: now, value: null, because: 'rule changed' };
}
