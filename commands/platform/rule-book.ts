import { isDeepStrictEqual } from 'node:util';
import type { DeviceType } from '../../devices/device-type.ts';
import type { AnyRule } from '../../devices/rules/any-rule.ts';
import type { Territory } from '../../devices/territory.ts';
import { resolveRules } from '../../gateway/domain/resolve-rules.ts';
import type { Rule } from '../../gateway/domain/rule.ts';
import type { MadeRules, RuleBook } from '../../gateway/domain/rule-book.ts';

/**
 * The rules that count now. What a later Vigie or another territory makes of a rule that was kept is told to `onWrong`, and the
 * others count. `changed` is called after the territory or a technician changed something.
 */
export function createRuleBook(parts: {
  catalogue: ReadonlyMap<string, DeviceType>;
  territory: () => Pick<Territory, 'rules'>;
  made: Pick<MadeRules, 'all'>;
  onWrong: (rule: string, reason: string) => void;
}): RuleBook & { changed(): void } {
  const listeners = new Set<(rules: readonly Rule[]) => void>();
  let rules = resolved();

  function resolved(): readonly Rule[] {
    const given: AnyRule[] = [...(parts.territory().rules ?? []), ...parts.made.all().map(({ rule }) => rule)];
    const found = resolveRules(parts.catalogue, given);
    for (const { index, key, message } of found.mistakes) {
      parts.onWrong(given[index]?.id ?? '', key === undefined ? message : `${key} ${message}`);
    }
    return found.rules;
  }

  return {
    rules: () => rules,
    follow(told) {
      const own = (now: readonly Rule[]) => told(now);
      listeners.add(own);
      return { [Symbol.dispose]: () => void listeners.delete(own) };
    },
    changed() {
      const before = rules;
      const after = resolved();
      if (isDeepStrictEqual(before, after)) return;
      rules = after;
      for (const told of listeners) told(after);
    },
  };
}
