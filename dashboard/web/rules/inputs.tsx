import { useId } from 'preact/hooks';
import { ruleEditorWordsOf, wordIn } from '../texts/rule-editor.ts';
import { say } from '../texts/words.ts';
import { useVoice } from '../world.ts';
import type { Values } from './draft.ts';
import { durationUnits } from './numbers.ts';

/** What every input of the form has at hand. */
export interface Form {
  readonly values: Values;
  readonly set: (change: Values) => void;
  /** what is wrong, by field, in words */
  readonly problems: ReadonlyMap<string, string>;
}

/** Labels and helps of inputs that are one text each. */
export function TextInput(props: {
  form: Form;
  name: string;
  label: string;
  help?: string | undefined;
  unit?: string;
  /** another field's mistake is this one's too */
  of?: string;
  numeric?: boolean;
  asked?: boolean;
  lang?: string;
}) {
  const { form, name, label, help, unit, of = name, numeric = false, asked = true, lang } = props;
  const id = useId();
  const wrong = form.problems.get(of);
  const told = [help === undefined ? '' : `${id}-help`, wrong === undefined || of !== name ? '' : `${id}-wrong`];
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <span class="rule-amount">
        <input
          id={id}
          name={name}
          value={form.values[name] ?? ''}
          aria-invalid={wrong !== undefined}
          aria-describedby={told.join(' ').trim() || undefined}
          aria-required={asked}
          autocomplete="off"
          {...(numeric && { inputMode: 'decimal' as const })}
          {...(lang !== undefined && { lang })}
          onInput={(event) => form.set({ [name]: event.currentTarget.value })}
        />
        {unit !== undefined && unit !== '' && <span class="soft">{unit}</span>}
      </span>
      {help !== undefined && (
        <span class="soft rule-help" id={`${id}-help`}>
          {help}
        </span>
      )}
      {wrong !== undefined && of === name && (
        <span class="field-wrong" id={`${id}-wrong`}>
          {wrong}
        </span>
      )}
    </div>
  );
}

/** One of several, in a list; `options` are values and what they are called. */
export function PickInput(props: {
  form: Form;
  name: string;
  label: string;
  options: readonly (readonly [string, string])[];
  help?: string | undefined;
  picked?: (value: string) => void;
  value?: string;
}) {
  const { form, name, label, options, help, picked, value } = props;
  const id = useId();
  const wrong = form.problems.get(name);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        name={name}
        value={value ?? form.values[name] ?? ''}
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong === undefined ? undefined : `${id}-wrong`}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          if (picked === undefined) form.set({ [name]: chosen });
          else picked(chosen);
        }}
      >
        {options.map(([key, text]) => (
          <option value={key} key={key}>
            {text}
          </option>
        ))}
      </select>
      {help !== undefined && <span class="soft rule-help">{help}</span>}
      {wrong !== undefined && (
        <span class="field-wrong" id={`${id}-wrong`}>
          {wrong}
        </span>
      )}
    </div>
  );
}

/** A duration: so many of a unit. */
export function DurationInput(props: {
  form: Form;
  name: string;
  label: string;
  help?: string | undefined;
  asked?: boolean;
}) {
  const { form, name, label, help, asked = false } = props;
  const { language } = useVoice();
  const own = ruleEditorWordsOf(language);
  return (
    <div class="rule-duration">
      <TextInput form={form} name={name} label={label} help={help} numeric asked={asked} />
      <select
        aria-label={say(own.unitOf, { label })}
        value={form.values[`${name}.unit`] ?? 'm'}
        onChange={(event) => form.set({ [`${name}.unit`]: event.currentTarget.value })}
      >
        {Object.keys(durationUnits).map((unit) => (
          <option value={unit} key={unit}>
            {wordIn(own.units, unit)}
          </option>
        ))}
      </select>
    </div>
  );
}
