import { applies, particularity, type Rule } from '../domain/rule.ts';
import type { Series } from '../domain/series.ts';

/**
 * The rules that watch a series: of those of one id the most particular, unless it says that nobody wants it here.
 * What cannot be comes first, because no other rule judges a value that cannot be.
 */
export function rulesOf(series: Series, rules: readonly Rule[]): Rule[] {
  const chosen = new Map<string, Rule>();
  for (const rule of rules) {
    if (!applies(rule, series)) continue;
    const other = chosen.get(rule.id);
    if (other === undefined || particularity(rule.scope) > particularity(other.scope)) chosen.set(rule.id, rule);
  }
  const isFirst = ({ condition }: Rule) => (condition.kind === 'implausible' ? 0 : 1);
  return [...chosen.values()].filter(({ off }) => !off).sort((a, b) => isFirst(a) - isFirst(b));
}
