import type { BackTest as Report } from '../../dashboard/contract/rules.ts';
import type { DeviceType } from '../../devices/device-type.ts';
import { type AnyRule, ruleKey, scopeOf } from '../../devices/rules/any-rule.ts';
import type { Territory } from '../../devices/territory.ts';
import { type ResolvedRules, resolveRules } from '../../gateway/domain/resolve-rules.ts';
import { type BackTestOptions, backTest } from './back-test.ts';
import { reportOf } from './report.ts';

/** What to try: rules as they are written, over which time (epoch ms, from ≤ time < to). */
export interface Order {
  readonly rules: readonly AnyRule[];
  readonly from: number;
  readonly to: number;
}

interface World extends Pick<BackTestOptions, 'readings' | 'onProgress'> {
  readonly catalogue: ReadonlyMap<string, DeviceType>;
  readonly territory: Territory;
  /** the rules that technicians made */
  readonly made: readonly AnyRule[];
  /** alerts told of each side at most */
  readonly most?: number;
}

/** What is wrong with the rules of an order, by their index; they count in place of those of the same key. */
export function orderMistakes({ catalogue, territory, made }: Omit<World, 'readings'>, rules: readonly AnyRule[]) {
  const { mistakes, first } = tried({ catalogue, territory, made }, rules);
  return mistakes.flatMap((mistake) => (mistake.index < first ? [] : [{ ...mistake, index: mistake.index - first }]));
}

/** The alerts that the rules would have raised, beside today's rules of the same ids. Its rules have no mistakes. */
export async function answerOrder(world: World, { rules, from, to }: Order): Promise<Report> {
  const { catalogue, territory, made, readings, onProgress, most } = world;
  const today = resolveRules(catalogue, [...(territory.rules ?? []), ...made]);
  const sides = { given: tried(world, rules).rules, today: today.rules };
  const ids = new Set(rules.map(({ id }) => id));
  const found = await backTest({
    scopes: rules.map(scopeOf),
    ...{ rules: sides, ids, territory, catalogue, readings, from, to },
    ...(onProgress !== undefined && { onProgress }),
  });
  return reportOf(found, { rules: sides, territory, catalogue, from, to, ...(most !== undefined && { most }) });
}

function tried(
  { catalogue, territory, made }: Pick<World, 'catalogue' | 'territory' | 'made'>,
  rules: readonly AnyRule[],
): ResolvedRules & { first: number } {
  const keys = new Set(rules.map(ruleKey));
  const others = [...(territory.rules ?? []), ...made].filter((one) => !keys.has(ruleKey(one)));
  return { ...resolveRules(catalogue, [...others, ...rules]), first: others.length };
}
