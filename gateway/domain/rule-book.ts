import type { AnyRule } from '../../devices/rules/any-rule.ts';
import type { Rule } from './rule.ts';

/** A rule that somebody made while Vigie runs. `key` names it among all: its id, and whom it names. */
export interface MadeRule {
  readonly key: string;
  readonly rule: AnyRule;
  readonly by: string;
  /** epoch ms */
  readonly changedAt: number;
}

/** The rules that people made at run time, kept in the state database. */
export interface MadeRules {
  all(): readonly MadeRule[];
  /** After somebody was erased from what is kept. */
  readAgain(): Promise<void>;
  /** Keeps it in place of the one of its key; throws `VigieError` `conflict` where there are 2,000 others. */
  put(rule: MadeRule): Promise<void>;
  /** false if there is none of this key */
  remove(key: string): Promise<boolean>;
}

/** The rules that count, from wherever they come: device types, the territory, technicians. */
export interface RuleBook {
  /** All that count now; the same array until something changes. */
  rules(): readonly Rule[];
  /** Tells of each change of them, after it; disposing ends it. */
  follow(told: (rules: readonly Rule[]) => void): Disposable;
}
