import { setImmediate as turn } from 'node:timers/promises';
import { type Judgement, startJudgement } from '../../commands/platform/judgement.ts';
import { type Judging, startJudging } from '../../commands/platform/judging.ts';
import { createSleeper, type Sleeper } from '../../commands/platform/sleeper.ts';
import type { Territory } from '../../devices/territory.ts';
import type { Happened } from '../../gateway/domain/alert.ts';
import type { AlertBookState } from '../../gateway/domain/alert-book.ts';
import type { Rule } from '../../gateway/domain/rule.ts';
import type { Series } from '../../gateway/domain/series.ts';
import { openJournal } from '../../gateway/journal/journal.ts';
import type { KeepJudgedOptions } from '../../gateway/keep-judged.ts';
import { createAlerts } from '../../gateway/state/create-alerts.ts';
import { openState } from '../../gateway/state/open-state.ts';
import { createMemoryStore } from '../../gateway/store/memory.ts';
import { territoryOfTwo } from './territory-of-two.ts';

export type JudgedRoad = Awaited<ReturnType<typeof judgedRoad>>;

/** The road from the journal to the alerts in virtual time, wired as it is in the product; what it keeps outlives a kill. */
export async function judgedRoad(options: {
  rules: readonly Rule[];
  series: readonly Series[];
  territory?: Territory;
  /** who spoke last is known as of now, not of the reading's time: a dead link is said as it was when it was told */
  knowsSigns?: boolean;
}) {
  const { series } = options;
  const territory = options.territory ?? territoryOfTwo();
  const journal = openJournal({ file: ':memory:', quotaBytes: 1e9, now: () => 0 });
  const state = openState({ file: ':memory:' });
  const store = createMemoryStore((id) => series[id]!);
  const told: { alert: Happened['alert']; line: string }[] = [];
  const troubles: unknown[] = [];
  let rules = options.rules;
  const followers = new Set<(rules: readonly Rule[]) => void>();
  const wake = () => running?.sleeper.wake();
  /** when each device said something last */
  const heard = new Map<string, number>();
  let asked = 0;
  let isAway = false;
  let running:
    | { judgement: Judgement; judging: Judging; sleeper: Sleeper; ending: AbortController; isDead: boolean }
    | undefined;

  /** A process begins. */
  async function start(): Promise<void> {
    const ending = new AbortController();
    const own = { ending, isDead: false };
    // what a killed process had in mind is never kept
    const guarded: KeepJudgedOptions['journal'] = {
      ...journal,
      keepCheckpoint: (...kept) => (own.isDead ? undefined : journal.keepCheckpoint(...kept)),
      keepPart: (...part) => (own.isDead ? undefined : journal.keepPart(...part)),
      trim: () => (own.isDead ? undefined : journal.trim()),
    };
    const sleeper = createSleeper();
    const curve: typeof store.curve = (query) => {
      asked++;
      if (isAway) return Promise.reject(new Error('the store is away'));
      return store.curve(query);
    };
    const judgement = startJudgement({ journal: guarded, store: { curve }, sleeper, signal: ending.signal });
    const judging = await startJudging({
      disk: {
        judged: judgement.judged,
        judgeBy: async (...by) => judgement.judgeBy(...by),
      },
      state,
      territory: () => territory,
      rules: {
        rules: () => rules,
        follow(follower) {
          followers.add(follower);
          return { [Symbol.dispose]: () => void followers.delete(follower) };
        },
      },
      maintenances: { all: () => [] },
      ...(options.knowsSigns !== false && { lastSign: (device: string) => heard.get(device) }),
      log: { info: () => {}, error: (fields: unknown) => troubles.push(fields) },
    });
    judging.begin(async (_, happened) => {
      for (const { alert, transition } of happened) {
        told.push({ alert, line: `${alert.id} ${transition.number} ${transition.is}` });
      }
    });
    running = Object.assign(own, { judgement, judging, sleeper });
  }

  /** Ends the process; what was not kept by then is lost. */
  async function kill(): Promise<void> {
    if (running === undefined) return;
    const { judgement, judging, sleeper, ending } = running;
    running.isDead = true;
    running = undefined;
    ending.abort();
    sleeper.wake();
    await judging[Symbol.asyncDispose]();
    await judgement.ended;
  }

  /** All that the journal holds was judged, and all that waited was learned. */
  async function settled(): Promise<void> {
    // what is kept and learned in slices waits for timers: on a busy machine the road takes its time
    const until = performance.now() + 20_000;
    for (let turns = 0; ; turns++) {
      const { progress } = running!.judgement;
      if (progress.position === journal.lastSeq() && progress.toLearn === 0 && turns > 3) return;
      if (performance.now() > until)
        throw new Error(`judgement stands still: ${JSON.stringify({ progress, troubles })}`);
      await turn();
    }
  }

  await start();
  return {
    start,
    kill,
    settled,
    store,
    state,
    told,
    troubles,
    /** Whether the store answers no question. */
    leave(away: boolean): void {
      isAway = away;
    },
    /** questions to the store so far */
    asked: () => asked,
    now: () => running!,
    /** Readings of one instant of acceptance, as `[series, time, value]`. */
    append(acceptedAt: number, readings: readonly (readonly [number, number, number])[]): void {
      const columns = {
        series: Int32Array.from(readings, ([number]) => number),
        times: Float64Array.from(readings, ([, time]) => time),
        values: Float64Array.from(readings, ([, , value]) => value),
      };
      const newSeries = journal.series().length === 0 ? series : [];
      journal.append({ acceptedAt, newSeries, readings: columns, refused: [], unknown: [], announced: [] });
      void store.import(columns);
      for (const [number, time] of readings) heard.set(series[number]!.device, time);
      wake();
    },
    tick(at: number): void {
      journal.tick(at);
      wake();
    },
    /** Puts one series' past straight into the store. */
    keepPast(number: number, readings: readonly (readonly [time: number, value: number])[]): Promise<void> {
      return store.import({
        series: new Int32Array(readings.length).fill(number),
        times: Float64Array.from(readings, ([time]) => time),
        values: Float64Array.from(readings, ([, value]) => value),
      });
    },
    change(next: readonly Rule[]): void {
      rules = next;
      for (const follower of followers) follower(next);
    },
    book: (): Promise<AlertBookState> => createAlerts(state).book(),
    async [Symbol.asyncDispose]() {
      await kill();
      journal.close();
      await state.destroy();
    },
  };
}
