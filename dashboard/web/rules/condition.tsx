import type { Rule } from '../../contract/rules.ts';
import type { Metric } from '../../contract/territory.ts';
import { ruleEditorWordsOf } from '../texts/rule-editor.ts';
import { say } from '../texts/words.ts';
import { useVoice } from '../world.ts';
import { together } from './draft.ts';
import { fieldsOfKind } from './fields.ts';
import { changedFields, conditionText, durationText, fieldText, labelOf, type Telling } from './in-words.ts';
import { conditionOf } from './written.ts';

/** What a rule minds; of one that only says what is different, each difference beside what it overrides. */
export function Condition(props: { rule: Rule; base: Rule | undefined; metric: Metric | undefined }) {
  const { rule, base, metric } = props;
  const { words, format, language } = useVoice();
  const own = ruleEditorWordsOf(language);
  const telling: Telling = { own, words, format, unit: metric?.unit ?? '' };
  if (rule.kind !== undefined) return <>{conditionText(rule, telling)}</>;
  if (base === undefined) return <>{conditionOf(rule)}</>;
  const whole = together(base, rule);
  const changed = changedFields(whole, base);
  const parts = fieldsOfKind(base.kind)
    .filter(({ keys }) => changed.has(keys[0]))
    .map((field) => {
      const key = field.keys.find((one) => whole[one] !== undefined) ?? field.keys[0];
      return {
        label: labelOf(base.kind, key, own),
        now: fieldText(field, whole, telling) ?? own.no,
        was: fieldText(field, base, telling) ?? own.no,
      };
    });
  for (const key of ['for', 'clearFor'] as const)
    if (changed.has(key))
      parts.push({
        label: own[key],
        now: durationText(whole[key], own) ?? own.no,
        was: durationText(base[key], own) ?? own.no,
      });
  if (changed.has('severity')) {
    const text = (of: unknown) => words[of === 'information' || of === 'critical' ? of : 'warning'].toLowerCase();
    parts.push({ label: own.severity, now: text(whole.severity), was: text(base.severity) });
  }
  if (parts.length === 0) return <>{conditionText(whole, telling)}</>;
  return (
    <>
      {parts.map(({ label, now, was }) => (
        <span key={label} class="rule-was">
          {label} {now} <span class="soft">({say(own.default, { value: was })})</span>
        </span>
      ))}
    </>
  );
}
