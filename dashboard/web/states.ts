import type { Metric, Severity } from '../contract/territory.ts';
import type { Words } from './texts/words.ts';

/** A reading of a state in words; `is` is absent where all is well, which has no shape and no colour. */
export interface StateInWords {
  readonly is?: Severity;
  readonly word: string;
}

const backups = [undefined, 'information', 'warning', 'critical', 'critical'] as const;

/** What a value of a metric of kind `state` means; a value that no device sends stays a number. */
export function stateInWords(metric: Pick<Metric, 'id'>, value: number, words: Words): StateInWords {
  if (metric.id === 'backup.state') {
    const is = backups[value];
    const word = words.stateWords.backup[value] ?? String(value);
    return is === undefined ? { word } : { is, word };
  }
  if (isAlarm(metric)) {
    if (value === 0) return { word: words.stateWords.alarm.quiet };
    return value === 1 ? { is: 'warning', word: words.stateWords.alarm.raised } : { word: String(value) };
  }
  const scale = /\.(up|mains|scheduler)$/.test(metric.id) ? words.stateWords.up : words.stateWords.health;
  if (value === 1) return { word: scale.good };
  if (value === 0.5) return { is: 'warning', word: scale.half };
  return value === 0 ? { is: 'critical', word: scale.bad } : { word: String(value) };
}

/** How bad a value of a state is, 0 where all is well: what is worse stands higher in a list. */
export function badness(metric: Pick<Metric, 'id'>, value: number): number {
  if (metric.id === 'backup.state') return value === 1 ? 0.5 : value;
  return isAlarm(metric) ? 4 * value : 4 * (1 - value);
}

/** The values that a state has, and whether the lowest is the good one. */
export function stepsOf(metric: Pick<Metric, 'id'>): {
  readonly values: readonly number[];
  readonly lowIsGood: boolean;
} {
  if (metric.id === 'backup.state') return { values: [0, 1, 2, 3, 4], lowIsGood: true };
  return isAlarm(metric) ? { values: [0, 1], lowIsGood: true } : { values: [0, 0.5, 1], lowIsGood: false };
}

function isAlarm({ id }: Pick<Metric, 'id'>): boolean {
  return id.endsWith('.alarm');
}
