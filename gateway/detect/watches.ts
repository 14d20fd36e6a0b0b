import type { Decision, Expected } from '../domain/decision.ts';
import type { Rule } from '../domain/rule.ts';
import type { Series } from '../domain/series.ts';
import type { Judge } from './judge.ts';
import { clearing, fingerprint, firing, type KeptWatch, pending, quiet, written } from './kept-watch.ts';
import type { SiteSetting } from './setting.ts';

/** most kinds know what is usual from two months */
const usualReachDays = 60;

interface Watched {
  readonly rule: Rule;
  readonly judge: Judge;
  readonly by: string;
  readonly series: Series;
  readonly number: number;
  readonly setting: SiteSetting | undefined;
}

/**
 * Every rule on every series it watches, in columns: quiet → pending (broken, not yet for its hold) → firing → clearing
 * (clear, not yet for its clear hold) → quiet. A number's hold is complete when a reading confirms it; a state's when time
 * has passed, since a state stands until another is said. While it fires, a graver level must hold as long to worsen it.
 */
export function createWatches() {
  const watched: Watched[] = [];
  let phase = new Uint8Array(64);
  let level = new Uint8Array(64);
  /** the mildest level of the breach that is being held */
  let floor = new Uint8Array(64);
  let since = new Float64Array(64);
  /** while firing: since when a graver level lasts; while clearing: since when it is clear */
  let turn = new Float64Array(64);
  let start = new Int32Array(64);
  let memory = new Float64Array(256);
  let used = 0;

  function add(
    rule: Rule,
    judge: Judge,
    { series, number, setting }: Pick<Watched, 'series' | 'number' | 'setting'>,
  ): number {
    const at = watched.length;
    if (at === phase.length) {
      [phase, level, floor] = [larger(phase, at * 2), larger(level, at * 2), larger(floor, at * 2)];
      [since, turn, start] = [larger(since, at * 2), larger(turn, at * 2), larger(start, at * 2)];
    }
    while (used + judge.memory > memory.length) memory = larger(memory, memory.length * 2);
    watched.push({ rule, judge, by: fingerprint(rule), series, number, setting });
    rest(at);
    start[at] = used;
    memory.fill(Number.NaN, used, used + judge.memory);
    used += judge.memory;
    return at;
  }

  /** Judges a reading; whether the value is one that cannot be. */
  function read(at: number, time: number, value: number, out: Decision[]): boolean {
    const one = watched[at];
    if (one === undefined) throw new RangeError(`there is no watch ${at}`);
    if (one.judge.stands) pass(at, time, out);
    const from = start[at] ?? 0;
    const finding = one.judge.find(memory, from, time, value, one.setting);
    // most readings of most series: all is well and was
    if (finding <= 0 && phase[at] === quiet) return false;
    const begun = finding > 0 && one.judge.since !== undefined ? one.judge.since(memory, from) : time;
    advance(at, one, { finding, time, value, begun }, out);
    return finding > 0 && one.rule.condition.kind === 'implausible';
  }

  interface Seen {
    readonly finding: number;
    readonly time: number;
    readonly value: number | null;
    readonly begun: number;
  }

  function advance(at: number, one: Watched, { finding, time, value, begun }: Seen, out: Decision[]): void {
    const { holdMs, clearHoldMs } = one.rule;
    if (phase[at] === quiet && finding > 0) {
      phase[at] = pending;
      since[at] = begun;
      floor[at] = finding;
    }
    if (phase[at] === pending) {
      if (finding <= 0) rest(at);
      else {
        floor[at] = Math.min(floor[at] ?? finding, finding);
        if (time - (since[at] ?? 0) >= holdMs) raise(at, one, time, value, out);
      }
    }
    if (phase[at] === clearing && finding !== 0) phase[at] = firing;
    if (phase[at] === firing && finding === 0) {
      phase[at] = clearing;
      turn[at] = time;
    }
    if (phase[at] === clearing && time - (turn[at] ?? 0) >= clearHoldMs) end(at, one, time, value, out);
    if (phase[at] === firing) worsen(at, one, { finding, time, value, begun }, out);
  }

  function raise(at: number, one: Watched, time: number, value: number | null, out: Decision[]): void {
    phase[at] = firing;
    level[at] = floor[at] ?? 1;
    turn[at] = Number.NaN;
    const lostContact = one.rule.lostContact ?? false;
    const severity = severityOf(at, one);
    out.push({ is: 'raised', ...breach(at, one), at: time, severity, ...judged(at, one, value), lostContact });
  }

  function worsen(at: number, one: Watched, { finding, time, value }: Seen, out: Decision[]): void {
    if (finding <= (level[at] ?? 0)) {
      turn[at] = Number.NaN;
      return;
    }
    const isNew = Number.isNaN(turn[at] ?? Number.NaN);
    if (isNew) turn[at] = time;
    floor[at] = isNew ? finding : Math.min(floor[at] ?? finding, finding);
    if (time - (turn[at] ?? time) < one.rule.holdMs) return;
    const before = severityOf(at, one);
    level[at] = floor[at] ?? finding;
    turn[at] = Number.NaN;
    if (severityOf(at, one) === before) return;
    out.push({
      is: 'worsened',
      ...breach(at, one),
      at: time,
      severity: severityOf(at, one),
      ...judged(at, one, value),
    });
  }

  function end(at: number, one: Watched, time: number, value: number | null, out: Decision[]): void {
    out.push({
      is: 'cleared',
      ...breach(at, one),
      at: time,
      until: turn[at] ?? time,
      value: judged(at, one, value).value,
      because: 'condition',
    });
    rest(at);
  }

  function rest(at: number): void {
    phase[at] = quiet;
    level[at] = 0;
    floor[at] = 0;
    since[at] = Number.NaN;
    turn[at] = Number.NaN;
  }

  /** Time has come to `now`: holds of what stands are complete at their own instant, however late that is noticed. */
  function pass(at: number, now: number, out: Decision[]): void {
    const one = watched[at];
    if (one === undefined || !one.judge.stands) return;
    const value = null;
    const held = (since[at] ?? 0) + one.rule.holdMs;
    if (phase[at] === pending && held <= now) raise(at, one, held, value, out);
    const cleared = (turn[at] ?? 0) + one.rule.clearHoldMs;
    if (phase[at] === clearing && cleared <= now) end(at, one, cleared, value, out);
    const worse = (turn[at] ?? Number.NaN) + one.rule.holdMs;
    if (phase[at] === firing && worse <= now) {
      worsen(at, one, { finding: floor[at] ?? 0, time: worse, value, begun: worse }, out);
    }
  }

  /** Our own clock was ahead and is right again: what is being held counts from now on. What is open keeps its beginning, by which it is known. */
  function setBack(now: number): void {
    for (let at = 0; at < watched.length; at++) {
      if (phase[at] === pending && (since[at] ?? now) > now) since[at] = now;
      if ((turn[at] ?? now) > now) turn[at] = now;
    }
  }

  /** A reading that is not judged becomes part of what is usual. */
  function learn(at: number, time: number, value: number): void {
    const one = watched[at];
    one?.judge.learn?.(memory, start[at] ?? 0, time, value, one.setting);
  }

  /** How far back a watch wants to learn from, days; 0 where it learns nothing. */
  function reachDays(at: number): number {
    const judge = watched[at]?.judge;
    return judge?.learn === undefined ? 0 : (judge.reachDays ?? usualReachDays);
  }

  const needsFellows = (at: number): boolean => watched[at]?.judge.needsFellows === true;

  /** Whether it could learn and has not yet read or learned anything. */
  function isBlank(at: number): boolean {
    return reachDays(at) > 0 && remembered(at).every(Number.isNaN);
  }

  /** Forgets what is usual, to be learned anew; what is broken stays until it is judged clear. */
  function unlearn(at: number): void {
    if (reachDays(at) > 0 && phase[at] === quiet) remembered(at).fill(Number.NaN);
  }

  function remembered(at: number): Float64Array {
    const from = start[at] ?? 0;
    return memory.subarray(from, from + (watched[at]?.judge.memory ?? 0));
  }

  /** What an alert tells of the reading: the value itself unless the kind judges something else. */
  function judged(at: number, { judge }: Watched, value: number | null): { value: number | null; expected?: Expected } {
    return value === null ? { value } : (judge.judged?.(memory, start[at] ?? 0) ?? { value });
  }

  /** Nothing came since `heard`. */
  function silent(at: number, heard: number, now: number, out: Decision[]): void {
    const one = watched[at];
    if (one === undefined || phase[at] === firing) return;
    advance(at, one, { finding: 1, time: now, value: null, begun: heard }, out);
  }

  function breach(at: number, { rule, series }: Watched) {
    return { rule: rule.id, device: series.device, instance: series.instance, since: since[at] ?? Number.NaN };
  }

  function severityOf(at: number, { rule }: Watched) {
    return rule.severities[(level[at] ?? 1) - 1] ?? 'warning';
  }

  /** What is worth keeping: all but the watches that are quiet and remember nothing. */
  function keep(from = 0, to = watched.length): KeptWatch[] {
    const kept: KeptWatch[] = [];
    for (let at = from; at < Math.min(to, watched.length); at++) {
      const one = watched[at];
      if (one === undefined) continue;
      const { rule, by, number, series } = one;
      const known = remembered(at);
      if (phase[at] === quiet && known.every(Number.isNaN)) continue;
      kept.push({
        ...{ rule: rule.id, series: number, device: series.device, instance: series.instance, by },
        ...{ phase: phase[at] ?? quiet, level: level[at] ?? 0, floor: floor[at] ?? 0 },
        ...{ since: written(since[at]), turn: written(turn[at]), memory: [...known].map(written) },
      });
    }
    return kept;
  }

  /** Goes on from what was kept; false where the condition is another one now. */
  function restore(at: number, kept: KeptWatch): boolean {
    const one = watched[at];
    if (one === undefined || one.by !== kept.by || kept.memory.length !== one.judge.memory) return false;
    phase[at] = kept.phase;
    level[at] = kept.level;
    floor[at] = kept.floor;
    since[at] = kept.since ?? Number.NaN;
    turn[at] = kept.turn ?? Number.NaN;
    for (const [offset, value] of kept.memory.entries()) memory[(start[at] ?? 0) + offset] = value ?? Number.NaN;
    return true;
  }

  /** As if it had never read anything; an open alert ends. */
  function forget(at: number, now: number, out: Decision[]): void {
    const one = watched[at];
    if (one === undefined) return;
    if (phase[at] === firing || phase[at] === clearing) {
      out.push({ is: 'cleared', ...breach(at, one), at: now, until: now, value: null, because: 'device gone' });
    }
    rest(at);
    remembered(at).fill(Number.NaN);
  }

  return {
    ...{ add, read, learn, reachDays, needsFellows, isBlank, unlearn, pass, silent, setBack, keep, restore, forget },
    count: () => watched.length,
    bytes: () => phase.length * 23 + memory.byteLength,
  };
}

function larger<T extends Uint8Array | Float64Array | Int32Array>(column: T, length: number): T {
  // the same class with more room; TypeScript does not see that a column's constructor makes its like
  const grown = new (column.constructor as new (length: number) => T)(length);
  grown.set(column);
  return grown;
}
