import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { wordIn } from '../texts/rule-editor.ts';
import { say } from '../texts/words.ts';
import { grades, limitRows } from './draft.ts';
import type { Field } from './fields.ts';
import { fieldText, labelOf, type Telling, unitText } from './in-words.ts';
import { DurationInput, type Form, PickInput, TextInput } from './inputs.tsx';

/** One thing that a rule says, with what it is by default beside it and what is wrong with it under it. */
export function FieldInputs({
  field,
  form,
  telling,
  base,
}: {
  field: Field;
  form: Form;
  telling: Telling;
  base?: Telled;
}) {
  const { own, words } = telling;
  const [name] = field.keys;
  const { kind } = form.values;
  const chosen = field.keys.length > 1 ? (form.values[`${name}.way`] ?? name) : name;
  const label = labelOf(kind, chosen, own);
  const before = base && (fieldText(field, base.rule, telling) ?? own.no);
  const help =
    base === undefined
      ? undefined
      : field.is === 'flag' || before !== own.no
        ? say(own.default, { value: before ?? '' })
        : own.defaultNone;
  const rule = { ...base?.rule, kind, counts: form.values.counts === 'yes' };
  const way = field.keys.length > 1 && (
    <PickInput
      form={form}
      name={`${name}.way`}
      label={own.way}
      value={chosen}
      options={field.keys.map((key) => [key, wordIn(own.ways, key)])}
    />
  );
  switch (field.is) {
    case 'levels':
    case 'states': {
      const unit = field.is === 'levels' ? unitText(field.unit, rule, telling) : '';
      return (
        <Group label={label} help={help} wrong={form.problems.get(name)}>
          {way}
          <div class="rule-grades">
            {grades.map((grade) => (
              <TextInput
                key={grade}
                form={form}
                name={`${name}.${grade}`}
                of={name}
                label={words[grade]}
                unit={unit}
                numeric={field.is === 'levels'}
                asked={false}
              />
            ))}
          </div>
          <span class="soft rule-help">{field.is === 'states' ? `${own.graded} ${own.statesHelp}` : own.graded}</span>
        </Group>
      );
    }
    case 'amount': {
      const input = (
        <TextInput
          form={form}
          name={name}
          label={label}
          help={help}
          unit={unitText(field.unit, rule, telling)}
          numeric
          asked={field.optional !== true}
        />
      );
      return way === false ? input : <div class="rule-ways">{[way, input]}</div>;
    }
    case 'duration':
      return <DurationInput form={form} name={name} label={label} help={help} asked={field.optional !== true} />;
    case 'choice':
      return (
        <PickInput
          form={form}
          name={name}
          label={label}
          help={help}
          value={form.values[name] ?? (field.optional === true ? '' : (field.of[0] ?? ''))}
          options={[...(field.optional === true ? ['', ...field.of] : field.of)].map((key) => [
            key,
            wordIn(own.choices, key === '' ? 'any' : key),
          ])}
        />
      );
    case 'flag':
      return (
        <div class="field">
          <label class="tick">
            <input
              type="checkbox"
              checked={form.values[name] === 'yes'}
              onChange={(event) => form.set({ [name]: event.currentTarget.checked ? 'yes' : '' })}
            />
            {label}
          </label>
          {help !== undefined && <span class="soft rule-help">{help}</span>}
        </div>
      );
    case 'range':
      return (
        <Group label={label} help={help} wrong={form.problems.get(name)}>
          <div class="rule-grades">
            {[own.from, own.to].map((text, at) => (
              <TextInput
                key={text}
                form={form}
                name={`${name}.${at}`}
                of={name}
                label={text}
                unit={unitText(field.unit, rule, telling)}
                numeric
                asked={false}
              />
            ))}
          </div>
        </Group>
      );
    case 'limits':
      return (
        <Group label={label} help={help} wrong={form.problems.get(name)}>
          {limitRows.map((row) => (
            <div class="rule-grades" key={row}>
              {(['afterHours', 'limit'] as const).map((key) => (
                <TextInput
                  key={key}
                  form={form}
                  name={`${name}.${row}.${key}`}
                  of={name}
                  label={`${own[key]}, ${say(own.row, { row: row + 1 })}`}
                  numeric
                  asked={false}
                />
              ))}
            </div>
          ))}
        </Group>
      );
  }
}

/** The rule beside which another is told. */
export interface Telled {
  readonly rule: Readonly<Record<string, unknown>>;
}

function Group(props: {
  label: string;
  help?: string | undefined;
  wrong: string | undefined;
  children: ComponentChildren;
}) {
  const { label, help, wrong, children } = props;
  const id = useId();
  const told = [help === undefined ? '' : `${id}-help`, wrong === undefined ? '' : `${id}-wrong`].join(' ').trim();
  return (
    <fieldset class="rule-group" aria-describedby={told || undefined}>
      <legend>{label}</legend>
      {children}
      {help !== undefined && (
        <span class="soft rule-help" id={`${id}-help`}>
          {help}
        </span>
      )}
      {wrong !== undefined && (
        <span class="field-wrong" id={`${id}-wrong`}>
          {wrong}
        </span>
      )}
    </fieldset>
  );
}
