import type { Decision } from './decision.ts';

/** What judgement found in one piece of the journal, in its order; with `tick`, that time had come to it (epoch ms). */
export interface Heard {
  readonly decisions: readonly Decision[];
  readonly tick?: number;
  /** our own clock was ahead, and was set back to the tick */
  readonly isSetBack?: true;
}

/** How far judgement is and how it fares; read by health. */
export interface JudgementProgress {
  position: number;
  /** why it stands still, or what it left out */
  trouble: string | undefined;
  /** series whose stored history is still to be learned from */
  toLearn: number;
}
