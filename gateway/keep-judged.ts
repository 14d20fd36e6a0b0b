import type { createDetector } from './detect/detector.ts';
import type { DetectorPart, DetectorState, JudgedSeries } from './detect/detector-state.ts';
import type { Journal } from './domain/journal.ts';
import type { Heard, JudgementProgress } from './domain/judgement.ts';
import type { Series } from './domain/series.ts';
import { pause } from './pause.ts';
import { type History, teach } from './teach.ts';

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

/** The store holds more of these devices' past than came by the journal. */
export interface Lessons {
  readonly devices: ReadonlySet<string>;
  /** what is usual of them will be learned anew, kill or no kill */
  noted(): void;
}

export interface KeepJudgedOptions {
  readonly journal: Pick<
    Journal,
    'series' | 'read' | 'cursor' | 'use' | 'trim' | 'checkpoint' | 'keepCheckpoint' | 'keepPart' | 'parts'
  >;
  /** By the rules and the territory of now; undefined where they are the same as when it was last asked, unless `anew`. */
  readonly bench: (anew: boolean) => Bench | undefined;
  /** resolves once what was decided is durable */
  readonly hear: (heard: readonly Heard[]) => Promise<void>;
  /** resolves at the next append to the journal, or after a quiet pause */
  readonly moved: () => Promise<unknown>;
  /** the erasure that waits, if one does; another one once it is done */
  readonly erasing: () => Erasure | undefined;
  /** the order to learn that waits, if one does; another one once it is noted */
  readonly learning: () => Lessons | undefined;
  readonly history: History;
  readonly progress: JudgementProgress;
  readonly signal: AbortSignal;
}

const reader = 'judgement';
/** readings judged at once at most */
const chunk = 65_536;
/** a checkpoint after so long (ms of acceptance), or so many readings */
const checkpointEvery = { ms: 60_000, readings: 1_000_000 };

/** the store is asked again so long after it did not answer (ms of acceptance) */
const askAgainAfterMs = 60_000;

/**
 * What is kept with the cursor: where the detector stands, and the series that are to learn from the store. What is much stands in parts beside it,
 * of one of two generations: the other one is written over by the next checkpoint, and counts once that is whole.
 */
type Kept = Omit<DetectorState, 'watches'> & {
  readonly toLearn?: readonly number[];
  readonly parts?: { readonly generation: 0 | 1; readonly count: number };
  /** as a Vigie before this one kept them */
  readonly watches?: DetectorState['watches'];
};

/**
 * Follows the journal with the detector until aborted. Between two checkpoints nothing is kept: what was judged behind
 * the last one is judged again after a kill, and whoever hears it again changes nothing.
 */
export async function keepJudged(options: KeepJudgedOptions): Promise<void> {
  const { journal, history, progress, signal } = options;
  let bench: Bench | undefined;
  let isLost = false;
  let followed = 0;
  let unkept = { readings: 0, since: Number.NaN };
  let time = 0;
  const toLearn = new Set<number>();
  let keptGeneration: 0 | 1 = 1;
  /** why it stood still lately */
  let stood: string | undefined;
  let learnFrom = 1; // before anybody said what time it is nothing is the past
  progress.position = journal.cursor(reader);

  while (!signal.aborted) {
    try {
      const heard = renewed();
      const entries = bench === undefined ? [] : journal.read(progress.position, chunk);
      for (const entry of entries) {
        for (const number of follow()) if (bench?.detector.lesson(number)?.isBlank) toLearn.add(number);
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
      await note(options.learning());
      const hasLearned = await learned();
      if (hasLearned || isDue()) await keep();
      if (progress.trouble === stood) progress.trouble = undefined;
      if (entries.length === 0 && !hasLearned) await options.moved();
    } catch (error) {
      stood = error instanceof Error ? error.message : String(error);
      progress.trouble = stood;
      // the detector is ahead of what was heard
      bench = undefined;
      isLost = true;
      unkept = { readings: 0, since: Number.NaN };
      progress.position = journal.cursor(reader);
      await pause(1_000, signal);
    }
  }
  if (bench !== undefined && unkept.readings > 0) await keep();

  /** Begins with the rules and the territory of now, from where the ones before stood. */
  function renewed(): Heard[] {
    const next = options.bench(isLost);
    if (next === undefined) return [];
    isLost = false;
    const known = keptState();
    const isGoingOn = bench !== undefined;
    keptGeneration = known?.parts?.generation ?? 1;
    const kept: DetectorState | undefined = bench?.detector.state() ?? (known && { ...known, ...partsOf(known) });
    bench = next;
    followed = 0;
    follow();
    time = Math.max(time, kept?.tick ?? time);
    const decisions = kept === undefined ? [] : next.detector.restore(kept, time);
    if (!isGoingOn) for (const number of known?.toLearn ?? []) toLearn.add(number);
    for (const number of journal.series().keys()) if (next.detector.lesson(number)?.isBlank) toLearn.add(number);
    return [{ decisions }];
  }

  function keptState(): Kept | undefined {
    const kept = journal.checkpoint(reader);
    if (kept === undefined) return undefined;
    // border: written by `keep`
    return JSON.parse(kept.body) as Kept;
  }

  function partsOf({ parts, watches = [], outdoor = {} }: Kept): DetectorPart {
    if (parts === undefined) return { watches, outdoor };
    // border: written by `keep`
    const all = journal.parts(reader, parts.generation, parts.count).map((body) => JSON.parse(body) as DetectorPart);
    return { watches: all.flatMap((one) => one.watches), outdoor: Object.assign({}, ...all.map((one) => one.outdoor)) };
  }

  async function note(lessons: Lessons | undefined): Promise<void> {
    if (lessons === undefined) return;
    for (const [number, { device }] of journal.series().entries()) if (lessons.devices.has(device)) toLearn.add(number);
    const kept = journal.checkpoint(reader);
    if (bench !== undefined) await keep();
    // a command that opened the files judges nothing: the next start learns
    else if (kept !== undefined) {
      journal.keepCheckpoint(reader, kept.seq, JSON.stringify({ ...keptState(), toLearn: [...toLearn] }));
    }
    lessons.noted();
  }

  /**
   * Learns a batch from the store, if something waits. It must be kept before anything is judged by it: judged again by
   * what had not learned yet, readings would decide otherwise.
   */
  async function learned(): Promise<boolean> {
    progress.toLearn = toLearn.size;
    if (bench === undefined || toLearn.size === 0 || !(time >= learnFrom) || signal.aborted) return false;
    const { detector } = bench;
    const series = journal.series();
    const { done, trouble } = await teach(detector, { waiting: toLearn, series, history, now: time, signal });
    for (const number of done) toLearn.delete(number);
    if (trouble !== undefined) {
      progress.trouble = `the past is not learned from yet: ${trouble}`;
      learnFrom = time + askAgainAfterMs;
    } else if (progress.trouble?.startsWith('the past')) progress.trouble = undefined;
    progress.toLearn = toLearn.size;
    return done.length > 0;
  }

  /** The numbers of series that are new. */
  function follow(): number[] {
    const series = journal.series();
    const further = series.slice(followed);
    if (bench !== undefined && further.length > 0) bench.detector.follow(further.map(bench.seen));
    followed = series.length;
    return further.map((_, at) => series.length - further.length + at);
  }

  /** What nobody can judge is left out and said: the readings behind it are judged all the same. */
  function judged({ seq, acceptedAt, readings }: ReturnType<Journal['read']>[number]): Heard {
    try {
      if (readings.series.length === 0) {
        const before = bench?.detector.now() ?? acceptedAt;
        const decisions = bench?.detector.tick(acceptedAt) ?? [];
        return {
          tick: acceptedAt,
          decisions,
          ...(acceptedAt < before && bench?.detector.now() === acceptedAt && { isSetBack: true }),
        };
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
    await keep();
    done();
  }

  function isDue(): boolean {
    if (Number.isNaN(unkept.since)) return false;
    const { bytes, quotaBytes } = journal.use();
    const isTight = bytes > quotaBytes / 2; // what is not trimmed soon would keep new readings out
    return (
      isTight || Math.abs(time - unkept.since) >= checkpointEvery.ms || unkept.readings >= checkpointEvery.readings
    );
  }

  /** In slices, while nothing is judged: all parts are of one cursor. What is cut off leaves the checkpoint before it whole. */
  async function keep(): Promise<void> {
    if (bench === undefined) return;
    const { detector } = bench;
    const generation = keptGeneration === 0 ? 1 : 0;
    let count = 0;
    for (const part of detector.parts()) {
      journal.keepPart(reader, { generation, number: count++, body: JSON.stringify(part) });
      await pause(0, signal);
    }
    const kept: Kept = { ...detector.rest(), toLearn: [...toLearn], parts: { generation, count } };
    journal.keepCheckpoint(reader, progress.position, JSON.stringify(kept));
    keptGeneration = generation;
    journal.trim();
    unkept = { readings: 0, since: Number.NaN };
  }
}
