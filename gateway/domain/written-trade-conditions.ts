import type { Graded, Severity, WrittenCondition } from '../../devices/rules/rule-kinds.ts';
import type { tradeKinds } from '../../devices/rules/trade-kinds.ts';
import type { TradeCondition } from './trade-condition.ts';

type TradeKind = keyof typeof tradeKinds;

/** What a reader of a trade's kind makes: the condition, and the severities in the order of its levels. */
type Read = { readonly condition: TradeCondition; readonly severities: readonly Severity[] };

/** How the kinds of one trade each are read; `gradesOf` puts what is said for each severity in their order. */
export function tradeReaders(
  gradesOf: (graded: Graded<number>, severity: Severity) => readonly (readonly [Severity, number])[],
): { readonly [K in TradeKind]: (written: WrittenCondition<K>, severity: Severity) => Read } {
  function leveled(
    graded: Graded<number>,
    severity: Severity,
    condition: (levels: readonly number[]) => TradeCondition,
  ): Read {
    const grades = gradesOf(graded, severity);
    return { condition: condition(grades.map(([, level]) => level)), severities: grades.map(([one]) => one) };
  }

  return {
    forecast({ days, clear, rises, falls }, severity) {
      const end = rises ?? falls;
      const toward =
        end === undefined ? {} : { toward: { side: rises === undefined ? 'falls' : 'rises', end } as const };
      return leveled(days, severity, (levels) => ({ kind: 'forecast', levels, clear, ...toward }));
    },
    late: ({ hours, atMost }, severity) => leveled(hours, severity, (levels) => ({ kind: 'late', levels, atMost })),
    size: ({ least, most, floor }, severity) => ({
      condition: { kind: 'size', least, most, floor },
      severities: [severity],
    }),
    leak: ({ litresPerHour }, severity) => leveled(litresPerHour, severity, (levels) => ({ kind: 'leak', levels })),
    icone: ({ index }, severity) => leveled(index, severity, (levels) => ({ kind: 'icone', levels })),
    heated(written, severity) {
      const { tolerance, limit = Number.NaN, limits = [] } = written;
      const severities = [severity];
      if (written.while === 'open')
        return { condition: { kind: 'heated', while: 'open', limit, tolerance }, severities };
      return { condition: { kind: 'heated', while: 'closed', limits, tolerance }, severities };
    },
  };
}
