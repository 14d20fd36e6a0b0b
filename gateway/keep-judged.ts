import type { createDetector, DetectorState, JudgedSeries } from './detect/detector.ts';
import type { Journal } from './domain/journal.ts';
import type { Heard, JudgementProgress } from './domain/judgement.ts';
import type { Series } from './domain/series.ts';
import { pause } from './pause.ts';

/** A detector that has begun nothing yet, and how it is to see a series. */
export interface Bench {
  readonly detector: ReturnType<typeof createDetector>;
  seen(series: Series): JudgedSeries;
}

/** A device that is to be forgotten once judgement has passed an entry of the journal. */
export interface Erasure {
  readonly device: string;
  readonly upTo: number;
  /** it is forgotten, and nothing of it is kept */
  done(): void;
}

export interface KeepJudgedOptions {
  readonly journal: Pick<Journal, 'series' | 'read' | 'cursor' | 'use' | 'trim' | 'checkpoint' | 'keepCheckpoint'>;
  /** By the rules and the territory of now; undefined where they are the same as when it was last asked, unless `anew`. */
  readonly bench: (anew: boolean) => Bench | undefined;
  /** resolves once what was decided is durable */
  readonly hear: (heard: readonly Heard[]) => Promise<void>;
  /** resolves at the next append to the journal, or after a quiet pause */
  readonly moved: () => Promise<unknown>;
  /** the erasure that waits, if one does; another one once it is done */
  readonly erasing: () => Erasure | undefined;
  readonly progress: JudgementProgress;
  readonly signal: AbortSignal;
}

const reader = 'judgement';
/** readings judged at once at most */
const chunk = 65_536;
/** a checkpoint after so long (ms of acceptance), or so many readings */
const checkpointEvery = { ms: 60_000, readings: 1_000_000 };

/**
 * Follows the journal with the detector until aborted. Between two checkpoints nothing is kept: what was judged behind
 * the last one is judged again after a kill, and whoever hears it again changes nothing.
 */
export async function keepJudged(options: KeepJudgedOptions): Promise<void> {
  const { journal, progress, signal } = options;
  let bench: Bench | undefined;
  let isLost = false;
  let followed = 0;
  let unkept = { readings: 0, since: Number.NaN };
  let time = 0;
  progress.position = journal.cursor(reader);

  while (!signal.aborted) {
    try {
      const heard = renewed();
      const entries = bench === undefined ? [] : journal.read(progress.position, chunk);
      for (const entry of entries) {
        follow();
        heard.push(judged(entry));
        unkept.readings += entry.readings.series.length;
        time = entry.acceptedAt;
        if (Number.isNaN(unkept.since)) unkept.since = time;
      }
      const told = heard.filter(({ decisions, tick }) => decisions.length > 0 || tick !== undefined);
      if (told.length > 0) await options.hear(told);
      progress.position = entries.at(-1)?.seq ?? progress.position;
      const erasure = options.erasing();
      if (erasure !== undefined && progress.position >= erasure.upTo) await forget(erasure);
      if (isDue()) keep();
      if (entries.length === 0) await options.moved();
    } catch (error) {
      progress.trouble = error instanceof Error ? error.message : String(error);
      // the detector is ahead of what was heard
      bench = undefined;
      isLost = true;
      unkept = { readings: 0, since: Number.NaN };
      progress.position = journal.cursor(reader);
      await pause(1_000, signal);
    }
  }
  if (bench !== undefined && unkept.readings > 0) keep();

  /** Begins with the rules and the territory of now, from where the ones before stood. */
  function renewed(): Heard[] {
    const next = options.bench(isLost);
    if (next === undefined) return [];
    isLost = false;
    const kept = bench?.detector.state() ?? keptState();
    bench = next;
    followed = 0;
    follow();
    return [{ decisions: kept === undefined ? [] : next.detector.restore(kept, kept.tick ?? time) }];
  }

  function keptState(): DetectorState | undefined {
    const kept = journal.checkpoint(reader);
    if (kept === undefined) return undefined;
    // border: written by `keep`
    return JSON.parse(kept.body) as DetectorState;
  }

  function follow(): void {
    const series = journal.series();
    const further = series.slice(followed);
    followed = series.length;
    if (bench !== undefined && further.length > 0) bench.detector.follow(further.map(bench.seen));
  }

  /** What nobody can judge is left out and said: the readings behind it are judged all the same. */
  function judged({ seq, acceptedAt, readings }: ReturnType<Journal['read']>[number]): Heard {
    try {
      if (readings.series.length === 0) {
        return { tick: acceptedAt, decisions: bench?.detector.tick(acceptedAt) ?? [] };
      }
      return { decisions: bench?.detector.judge(readings, acceptedAt) ?? [] };
    } catch (error) {
      progress.trouble = `entry ${seq} of the journal was not judged: ${error instanceof Error ? error.message : error}`;
      return { decisions: [] };
    }
  }

  async function forget({ device, done }: Erasure): Promise<void> {
    if (bench === undefined) return;
    const decisions = bench.detector.forget(device, time);
    if (decisions.length > 0) await options.hear([{ decisions }]);
    keep();
    done();
  }

  function isDue(): boolean {
    if (Number.isNaN(unkept.since)) return false;
    const { bytes, quotaBytes } = journal.use();
    const isTight = bytes > quotaBytes / 2; // what is not trimmed soon would keep new readings out
    return isTight || time - unkept.since >= checkpointEvery.ms || unkept.readings >= checkpointEvery.readings;
  }

  function keep(): void {
    if (bench === undefined) return;
    journal.keepCheckpoint(reader, progress.position, JSON.stringify(bench.detector.state()));
    journal.trim();
    unkept = { readings: 0, since: Number.NaN };
  }
}
