import { clockMetric } from '../../devices/metric.ts';
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
  readonly behind?: number | null;
  /** the time of each series' newest judged reading, by its number */
  readonly newest: readonly (number | null)[];
  /** when each was heard last, by our clock where its own is ahead of that */
  readonly heard?: readonly (number | null)[];
  readonly watches: readonly KeptWatch[];
  /** the weather and the rooms that series told, by their numbers */
  readonly outdoor?: Readonly<Record<number, readonly (number | null)[]>>;
}

/** A piece of what is much in a state. */
export type DetectorPart = Pick<DetectorState, 'watches'> & { readonly outdoor: NonNullable<DetectorState['outdoor']> };

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
  /** series that must be heard beside it in the order of time */
  readonly fellows?: readonly number[];
  /** something learns from it and has heard nothing yet */
  readonly isBlank: boolean;
  /** the newest reading that was judged: what is newer comes by itself */
  readonly upTo?: number;
}

const dayMs = 86_400_000;
const watchesInPart = 400;
const tellersInPart = 40;
/** this month against last year's wants the weather of both */
const weatherReachDays = 400;
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
  /** `among`: the series of the device, where one of them must have been heard since */
  const silences: {
    readonly watch: number;
    readonly series: number;
    readonly device: string;
    readonly afterMs: number;
    readonly among?: readonly number[];
  }[] = [];
  const ofDevice = new Map<string, number[]>();
  /** where a device's clock is told wrong: such a device speaks, however little of it can be judged */
  const clocks = new Map<string, number>();
  const standing: number[] = [];
  const numbers = new Map<string, number>();
  /** watches of series s are `first[s]` … `first[s + 1]` - 1 */
  const first: number[] = [0];
  const everyMs: number[] = [];
  const whose: Series[] = [];
  const newest: number[] = [];
  /** the last sign of life of each: never ahead of our own clock, whatever a device's says */
  const heard: number[] = [];
  const tellers = new Map<number, Teller>();
  /** by site and metric: those that tell each other */
  const fellows = new Map<string, number[]>();
  const unjudged: Unjudged = { late: 0, ahead: 0 };
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
      if (one.series.metric === clockMetric) clocks.set(one.series.device, number);
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
        const { condition } = rule;
        if (condition.kind === 'silence') {
          const among = condition.alone === undefined ? {} : { among: siblings };
          const { device } = one.series;
          silences.push({ watch, series: number, device, afterMs: condition.afterMs, ...among });
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

  /** What the history of a series could teach; undefined where nothing would learn from it. */
  function lesson(number: number): Lesson | undefined {
    const weather = weatherOf(number);
    const watching = watchesOf(number);
    const reachDays = Math.max(weather === undefined ? 0 : weatherReachDays, ...watching.map(watches.reachDays));
    if (reachDays === 0) return undefined;
    const last = newest[number] ?? Number.NEGATIVE_INFINITY;
    const own = whose[number];
    const beside = own && watching.some(watches.needsFellows) ? (fellows.get(fellowsKey(own)) ?? []) : [];
    return {
      reachMs: reachDays * dayMs,
      ...(beside.length > 1 && { fellows: beside }),
      isWeather: weather !== undefined,
      isBlank: weather?.isBlank?.() === true || watching.some(watches.isBlank),
      ...(last > Number.NEGATIVE_INFINITY && { upTo: last }),
    };
  }

  /** Forgets what is usual of a series, to learn it anew from the beginning; alerts stay as they are. */
  function unlearn(number: number): void {
    tellers.get(number)?.restore([]);
    for (const watch of watchesOf(number)) watches.unlearn(watch);
  }

  /** Lets some series tell a past once more to their fellows alone; `end` makes what they tell as it was. */
  function retell(numbers: readonly number[]): {
    hear(number: number, time: number, value: number): void;
    end(): void;
  } {
    const before = numbers.map((number) => [number, tellers.get(number)?.state() ?? []] as const);
    for (const number of numbers) tellers.get(number)?.restore([]);
    return {
      hear: (number, time, value) => tellers.get(number)?.hear(time, value),
      end() {
        for (const [number, state] of before) tellers.get(number)?.restore(state);
      },
    };
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

  /** Time has come to `now`; a tick that was heard before changes nothing, two on from there say that our own clock was set back. */
  function tick(now: number): Decision[] {
    const out: Decision[] = [];
    if (tickAt - now > setBackMs && now > behindAt) setBack(now);
    behindAt = now < tickAt ? now : Number.NaN;
    if (now <= tickAt) return out;
    if (!(now - tickAt <= asleepMs)) awakeSince = now;
    tickAt = now;
    for (const watch of standing) watches.pass(watch, now, out);
    for (const { watch, series, device, afterMs, among } of silences) {
      const last = heard[series] ?? Number.NEGATIVE_INFINITY;
      if (last === Number.NEGATIVE_INFINITY) continue;
      // whose clock is wrong is not silent, which is another rule's to tell
      const spoke = heard[clocks.get(device) ?? -1] ?? last;
      if (now - Math.max(last, spoke, awakeSince) > afterMs) {
        // else the whole device is silent, which is another rule's to tell
        const isAlone = among?.some((other) => (heard[other] ?? 0) - last > afterMs) ?? true;
        if (isAlone) watches.silent(watch, last, now, out);
      }
    }
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
    lesson,
    unlearn,
    retell,
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

function told(some: readonly (readonly [number, Teller])[]): NonNullable<DetectorState['outdoor']> {
  return Object.fromEntries(some.map(([number, one]) => [number, one.state()]));
}

function fellowsKey({ organisation, site, metric }: Series): string {
  return `${organisation} ${site} ${metric}`;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function ended(kept: KeptWatch, now: number): Decision {
  const { rule, device, instance } = kept;
  const since = kept.since ?? now;
  return { is: 'cleared', rule, device, instance, since, at: now, until: now, value: null, because: 'rule changed' };
}
