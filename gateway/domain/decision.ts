import type { Severity } from './rule.ts';

/** One breach of one rule: the same words name its alert for good. */
export interface Breach {
  readonly rule: string;
  readonly device: string;
  /** '' where the device has the metric once */
  readonly instance: string;
  /** when the condition was first broken, epoch ms of the readings' own time */
  readonly since: number;
}

/** What was usual: between these, in the unit of the value. */
export interface Expected {
  readonly low: number;
  readonly high: number;
}

/** What a method can say of its finding beyond the value; the sentences of an alert are made from it. */
export interface Evidence {
  readonly expected?: Expected;
  /** numbers by the name that the kind's sentences know, e.g. `perHour`, `costPerWeek` */
  readonly facts?: Readonly<Record<string, number>>;
}

/** What judgement found. `at` is event time (epoch ms); `value` is null where the finding is that there is none. */
export type Decision = Breach & {
  readonly at: number;
} & (
    | ({
        readonly is: 'raised';
        readonly severity: Severity;
        readonly value: number | null;
        readonly lostContact: boolean;
      } & Evidence)
    | ({ readonly is: 'worsened'; readonly severity: Severity; readonly value: number | null } & Evidence)
    | {
        readonly is: 'cleared';
        /** since when the condition is clear */
        readonly until: number;
        readonly value: number | null;
        readonly because: 'condition' | 'rule changed' | 'device gone';
      }
  );
