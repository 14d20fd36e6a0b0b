import type { DeviceType } from '../../devices/device-type.ts';
import { didYouMean } from '../../devices/did-you-mean.ts';
import { ownMetrics } from '../../devices/metric.ts';
import { type AnyRule, ruleKey, scopeOf } from '../../devices/rules/any-rule.ts';
import { ruleSchemaOf, type WrittenRule, type WrittenScope } from '../../devices/rules/written-rule.ts';
import type { Rule } from './rule.ts';
import { ruleMistakes } from './rule-mistakes.ts';
import { ruleFrom, writtenDefaults } from './written-rule.ts';

/** What is wrong with the rule at `index` of those given: the key that is wrong, where one is, and what to do about it. */
export interface RuleMistake {
  readonly index: number;
  readonly key?: string;
  readonly message: string;
}

/** The rules that count, and what is wrong with those that don't. */
export interface ResolvedRules {
  readonly rules: readonly Rule[];
  readonly mistakes: readonly RuleMistake[];
}

/**
 * The rules of the device types with those that were written beside them: a whole rule stands by itself, one without a
 * kind is the known rule of its id with differences. Of two with one id and scope the later counts; a wrong one is left out.
 */
export function resolveRules(catalogue: ReadonlyMap<string, DeviceType>, given: readonly AnyRule[]): ResolvedRules {
  const defaults = writtenDefaults(catalogue);
  const wholes = given.filter(isWhole);
  const known = { defaults: byId(defaults), wholes: byId(wholes) };
  const rules = new Map(defaults.map((rule) => [ruleKey(rule), ruleFrom(rule)]));
  const mistakes: RuleMistake[] = [];
  for (const [index, one] of given.entries()) {
    const wrong = (found: { key?: string; message: string }[]) => mistakes.push(...found.map((m) => ({ index, ...m })));
    if (isWhole(one)) {
      const found = mistakesOf(one, catalogue);
      if (found.length > 0) wrong(found);
      else rules.set(ruleKey(one), ruleFrom(one));
      continue;
    }
    const ofIts = (some: ReadonlyMap<string, WrittenRule[]>) => some.get(one.id) ?? [];
    const bases = [...ofIts(known.defaults).filter(agrees(one)), ...ofIts(known.wholes).filter(holds(one))];
    if (bases.length === 0) wrong([unknown(one, [...defaults, ...wholes])]);
    for (const base of bases) {
      const merged = differing(base, one);
      const found = mistakesOf(merged, catalogue);
      if (found.length === 0) rules.set(ruleKey(merged), { ...ruleFrom(merged), ...(one.off && { off: true }) });
      else {
        wrong(found);
        break; // the others of its id would say the same
      }
    }
  }
  return { rules: [...rules.values()], mistakes };
}

function byId(rules: readonly WrittenRule[]): ReadonlyMap<string, WrittenRule[]> {
  return Map.groupBy(rules, ({ id }) => id);
}

function isWhole(rule: AnyRule): rule is WrittenRule {
  return rule.kind !== undefined;
}

/** Whether a rule of a device type may be meant by what names a type, or none. */
function agrees({ type }: WrittenScope): (rule: WrittenRule) => boolean {
  return (rule) => type === undefined || rule.type === type;
}

/** Whether a written rule watches all that the difference names: all that it names is named there too. */
function holds(difference: WrittenScope): (rule: WrittenRule) => boolean {
  const named = scopeOf(difference) as Readonly<Record<string, string>>;
  return (rule) => Object.entries(scopeOf(rule)).every(([key, name]) => named[key] === name);
}

/** `above` in place of `below`, and the other way round, never both. */
const either = [
  ['above', 'below'],
  ['rises', 'falls'],
] as const;

function differing(base: WrittenRule, { off: _off, ...difference }: Exclude<AnyRule, WrittenRule>): WrittenRule {
  const kept: Record<string, unknown> = { ...base };
  for (const pair of either) if (pair.some((key) => key in difference)) for (const key of pair) delete kept[key];
  // checked against its kind's schema before anybody judges by it
  return { ...kept, ...difference, kind: base.kind } as WrittenRule;
}

function mistakesOf(
  rule: WrittenRule,
  catalogue: ReadonlyMap<string, DeviceType>,
): { key?: string; message: string }[] {
  const parsed = ruleSchemaOf(rule).safeParse(rule);
  if (!parsed.success) {
    return parsed.error.issues.map((issue) =>
      issue.code === 'unrecognized_keys'
        ? { key: issue.keys[0] ?? '', message: `is no key of a rule of the kind ${rule.kind}` }
        : { key: issue.path.map(String).join('.'), message: issue.message },
    );
  }
  for (const pair of either) {
    const given = pair.filter((key) => key in rule);
    const isNeeded =
      (pair[0] === 'above' && rule.kind === 'threshold') || (pair[0] === 'rises' && rule.kind === 'rate');
    if (isNeeded && given.length !== 1)
      return [{ key: given[1] ?? 'kind', message: `needs one of ${pair.join(' and ')}` }];
  }
  const { type, metric } = rule;
  const types = type === undefined ? [...catalogue.values()] : [catalogue.get(type)].filter((one) => one !== undefined);
  if (types.length === 0)
    return [{ key: 'type', message: `"${type}" is not in the catalogue.${didYouMean(type ?? '', catalogue.keys())}` }];
  if (!Object.hasOwn(ownMetrics, metric) && !types.some(({ metrics }) => Object.hasOwn(metrics, metric))) {
    const known = new Set(types.flatMap(({ metrics }) => Object.keys(metrics)));
    const of = type === undefined ? 'any device type' : `a ${type}`;
    return [{ key: 'metric', message: `"${metric}" is no metric of ${of}.${didYouMean(metric, known)}` }];
  }
  return ruleMistakes(ruleFrom(rule)).map((message) => ({ message: message.replace(/^rule "[^"]*" /, '') }));
}

function unknown({ id, type }: AnyRule, rules: readonly WrittenRule[]): { key: string; message: string } {
  const ids = new Set(rules.map((rule) => rule.id));
  const of = type === undefined ? '' : ` of a ${type}`;
  return {
    key: 'id',
    message: `"${id}" is no known rule${of}: name one, or say its kind, metric and name.${didYouMean(id, ids)}`,
  };
}
