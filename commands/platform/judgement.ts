import type { Heard, JudgementProgress } from '../../gateway/domain/judgement.ts';
import type { Rule } from '../../gateway/domain/rule.ts';
import type { Store } from '../../gateway/domain/store.ts';
import {
  type Bench,
  type Erasure,
  type KeepJudgedOptions,
  keepJudged,
  type Lessons,
} from '../../gateway/keep-judged.ts';
import { createHandover } from './handover.ts';
import { createBench, type JudgedTerritory } from './judging-bench.ts';
import type { Sleeper } from './sleeper.ts';

/** Judgement as it follows the journal, and what is asked of it meanwhile. */
export interface Judgement {
  readonly progress: JudgementProgress;
  /** Judges by these rules, in this territory, from the next entry on; nothing is judged before it is called once. */
  judgeBy(rules: readonly Rule[], territory: JudgedTerritory): void;
  /** What was found next; asking again says that what was handed out before is durable. */
  judged(): Promise<readonly Heard[]>;
  /** What is usual of these devices is to be learned anew from the store; resolves once that would survive a kill. */
  learn(devices: readonly string[]): Promise<void>;
  /** Forgets a device once judgement has passed an entry of the journal. */
  forget(device: string, upTo: number): Promise<void>;
  /** Resolves once it has ended after the abort. */
  readonly ended: Promise<void>;
}

/** Starts to follow the journal; `sleeper` is woken at each append, too. */
export function startJudgement(parts: {
  readonly journal: KeepJudgedOptions['journal'];
  readonly store: Pick<Store, 'curve'>;
  readonly sleeper: Sleeper;
  readonly signal: AbortSignal;
}): Judgement {
  const { journal, store, signal } = parts;
  const { moved, wake } = parts.sleeper;
  const progress: JudgementProgress = { position: 0, trouble: undefined, toLearn: 0 };
  const handover = createHandover<readonly Heard[]>();
  const erasures: Erasure[] = [];
  const lessons: Lessons[] = [];
  let freshBench: (() => Bench) | undefined;
  let isBenchNew = false;
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('Vigie stops')), { once: true });
  });
  stopped.catch(() => {}); // heard where somebody waits for something else

  const ended = keepJudged({
    ...{ journal, progress, signal, moved },
    hear: (heard) => Promise.race([handover.offer(heard), stopped]),
    erasing: () => erasures[0],
    learning: () => lessons[0],
    history: ({ device, metric, instance }, span) => store.curve({ device, metric, instance, ...span }),
    bench(anew) {
      const isNew = isBenchNew;
      isBenchNew = false;
      return isNew || anew ? freshBench?.() : undefined;
    },
  });

  return {
    ended,
    progress,
    judgeBy(rules, territory) {
      freshBench = () => createBench(rules, territory);
      isBenchNew = true;
      wake();
    },
    judged: handover.take,
    learn: (devices) =>
      new Promise((resolve) => {
        lessons.push({ devices: new Set(devices), noted: () => resolve(void lessons.shift()) });
        wake();
      }),
    forget: (device, upTo) =>
      new Promise((resolve) => {
        erasures.push({ device, upTo, done: () => resolve(void erasures.shift()) });
        wake();
      }),
  };
}
