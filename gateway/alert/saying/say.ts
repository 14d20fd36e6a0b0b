import type { Alert } from '../../domain/alert.ts';
import type { Rule } from '../../domain/rule.ts';
import { found } from './found.ts';
import { method, quieter, wouldNotFire } from './method.ts';
import { duration, moment, type Writing } from './writing.ts';

/** What an alert is told by. */
export interface Saying {
  readonly title: string;
  /** one sentence: what was found */
  readonly reason: string;
  /** sentences: the method, since when, what would not have fired, how to make it quieter */
  readonly explanation: readonly string[];
}

/** An alert without its timeline, as lists hold it. */
export type Sayable = Pick<Alert, 'rule' | 'by' | 'value' | 'expected' | 'since' | 'lostContact' | 'link'> &
  Partial<Pick<Alert, 'severity'>>;

/** Title, reason and explanation of an alert in plain words, from what was kept of it alone. */
export function sayAlert(alert: Sayable, writing: Writing): Saying {
  const { by } = alert;
  const { language } = writing;
  if (by === undefined) {
    const reason = language === 'fr' ? 'La règle qui l’a levée n’existe plus.' : 'The rule that raised it is gone.';
    return { title: alert.rule, reason, explanation: [] };
  }
  return {
    title: by.say[language],
    reason: found(alert, by, writing),
    // only who opens an alert reads it, and lists are long
    get explanation() {
      return explanationOf(alert, by, writing);
    },
  };
}

function explanationOf(alert: Sayable, by: Rule, writing: Writing): string[] {
  const { language } = writing;
  const french = language === 'fr';
  const since = moment(alert.since, writing);
  const hold = by.holdMs > 0 ? duration(by.holdMs, language) : undefined;
  return [
    method(by.condition, language),
    french ? `La situation dure depuis le ${since}.` : `It has lasted since ${since}.`,
    ...wouldNotFire(by.condition, alert.expected, writing),
    ...(hold === undefined
      ? []
      : [
          french
            ? `L’alerte part quand cela dure au moins ${hold} : plus court, elle ne serait pas partie.`
            : `It is raised once this lasts ${hold} or more: a shorter time would not have raised it.`,
        ]),
    quieter(by, language),
  ];
}
