import { durationMs } from '../../devices/duration.ts';
import { type Graded, type Severity, severities, type WrittenCondition } from '../../devices/rules/rule-kinds.ts';
import type { Condition } from './rule.ts';
import { tradeReaders } from './written-trade-conditions.ts';

/** The condition that was written, and the severity of each of its levels. */
export interface Graduated {
  readonly condition: Condition;
  readonly severities: readonly Severity[];
}

/** How each kind of condition is read; `severity` is that of a condition without grades. What is missing is left to `ruleMistakes`. */
const readers: {
  readonly [K in WrittenCondition['kind']]: (written: WrittenCondition<K>, severity: Severity) => Graduated;
} = {
  ...tradeReaders(gradesOf),
  threshold({ above, below, clear, when }, severity) {
    const grades = gradesOf(above ?? below ?? {}, severity);
    const levels = grades.map(([, level]) => level);
    const side = above === undefined ? 'below' : 'above';
    const such = { kind: 'threshold', side, levels, clear: clear ?? levels[0] ?? Number.NaN } as const;
    return graduated(when === undefined ? such : { ...such, when }, grades);
  },
  state({ is, passing }, severity) {
    const grades = gradesOf(is, severity);
    const levels = grades.map(([, values]) => (typeof values === 'number' ? [values] : values));
    return graduated({ kind: 'state', levels, ...(passing !== undefined && { passing: [passing] }) }, grades);
  },
  rate({ rises, falls, over, clear }, severity) {
    const perHour = rises ?? falls ?? Number.NaN;
    const side = rises === undefined ? 'falls' : 'rises';
    return alone({ kind: 'rate', side, perHour, overMs: durationMs(over), clear: clear ?? perHour / 2 }, severity);
  },
  silence: (written, severity) => {
    const such = { kind: 'silence', afterMs: durationMs(written.after) } as const;
    return alone(written.alone === undefined ? such : { ...such, alone: written.alone }, severity);
  },
  stuck: ({ within }, severity) => alone({ kind: 'stuck', within: within ?? 0 }, severity),
  implausible: (condition, severity) => {
    const { range, backwards, leap } = condition;
    const given = {
      ...(range !== undefined && { range }),
      ...(backwards && { backwards }),
      ...(leap !== undefined && { leap }),
    };
    return alone({ kind: 'implausible', ...given }, severity);
  },
  profile: ({ side, deviations, least, counts }, severity) =>
    alone({ kind: 'profile', side: side ?? 'both', deviations, least, ...(counts && { counts }) }, severity),
  'base-load': ({ share, least, counts }, severity) =>
    alone({ kind: 'base-load', share, least, ...(counts && { counts }) }, severity),
  'left-on': ({ share, least, counts }, severity) =>
    alone({ kind: 'left-on', share, least, ...(counts && { counts }) }, severity),
  budget: ({ share, least }, severity) => alone({ kind: 'budget', share, least }, severity),
  'change-point': ({ least, counts }, severity) =>
    alone({ kind: 'change-point', least, ...(counts && { counts }) }, severity),
  'held-warm': ({ least }, severity) => alone({ kind: 'held-warm', least }, severity),
  apart: ({ deviations, least }, severity) => alone({ kind: 'apart', deviations, least }, severity),
  airing: ({ deviations, share, least }, severity) => alone({ kind: 'airing', deviations, share, least }, severity),
};

/** The condition of a rule as written. */
export function conditionOf(written: WrittenCondition, severity: Severity): Graduated {
  // each reader takes what its own kind is written as, which a look-up by kind cannot say to the compiler
  const read = readers[written.kind] as (one: WrittenCondition, severity: Severity) => Graduated;
  return read(written, severity);
}

function gradesOf<T extends number | readonly number[]>(graded: Graded<T>, severity: Severity): [Severity, T][] {
  if (typeof graded === 'number' || Array.isArray(graded)) return [[severity, graded as T]];
  const bySeverity = graded as Readonly<Partial<Record<Severity, T>>>;
  return severities.flatMap((one): [Severity, T][] => {
    const level = bySeverity[one];
    return level === undefined ? [] : [[one, level]];
  });
}

function graduated(condition: Condition, grades: readonly (readonly [Severity, unknown])[]): Graduated {
  return { condition, severities: grades.map(([severity]) => severity) };
}

function alone(condition: Condition, severity: Severity): Graduated {
  return { condition, severities: [severity] };
}
