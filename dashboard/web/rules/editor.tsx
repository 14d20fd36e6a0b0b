import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../api.ts';
import { refusalIn } from '../attempt.ts';
import { Bones } from '../parts/bones.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Wrong } from '../parts/wrong.tsx';
import { go } from '../router.ts';
import { ruleEditorWordsOf } from '../texts/rule-editor.ts';
import { toldMistake } from '../texts/rule-mistakes.ts';
import { ruleWordsOf } from '../texts/rules.ts';
import { say } from '../texts/words.ts';
import { useAsk, useTitle, useTurn, useVoice, useWorld } from '../world.ts';
import { BackTestPart } from './back-test.tsx';
import { differenceIn, type Values, type Written, wholeIn } from './draft.ts';
import { FieldInputs } from './field-inputs.tsx';
import { fieldsOfKind, isGraded } from './fields.ts';
import { durationText, metricOf, type Telling } from './in-words.ts';
import { DurationInput, type Form, PickInput } from './inputs.tsx';
import { type Edited, editedOf, fieldAt, firstValues, isPlaced, namedIn, withId } from './known.ts';
import { PlaceFields, scopeIn, type Territory } from './place-fields.tsx';
import { WhatFields } from './what-fields.tsx';
import { nameOf, namesIn, placeText } from './written.ts';
import '../style/lists.css';
import '../style/rules.css';

/** Where the form ends up. */
const list = '/regles';

/** The form of a rule: a new one, a changed one, or one that says for some devices what is different. `id` is the rule's key. */
export function RuleEditor({ id }: { id: string }) {
  const { api } = useWorld();
  const { language } = useVoice();
  const own = ruleEditorWordsOf(language);
  const asked = useAsk(`rule ${id}`, async (signal) => {
    const [rules, organisations, sites, devices] = await Promise.all([
      api.rules(signal),
      api.organisations(signal),
      api.sites({}, signal),
      api.devices({}, signal),
    ]);
    const territory: Territory = { organisations, sites, devices };
    return { edited: editedOf(id === '' ? undefined : id, rules, devices), territory };
  });
  if (asked.value === undefined)
    return asked.error === undefined ? <Bones rows={8} /> : <Trouble error={asked.error} again={asked.again} />;
  const { edited, territory } = asked.value;
  return (
    <article class="rule-editor">
      <p>
        <a href={list}>{own.back}</a>
      </p>
      {edited === undefined ? <p>{own.gone}</p> : <RuleForm key={id} edited={edited} territory={territory} />}
    </article>
  );
}

function RuleForm({ edited, territory }: { edited: Edited; territory: Territory }) {
  const { api, types } = useWorld();
  const { words, format, language } = useVoice();
  const own = ruleEditorWordsOf(language);
  const [values, setValues] = useState<Values>(() => firstValues(edited));
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());
  const [told, tellAgain] = useTurn();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const base = edited.is === 'new' ? undefined : edited.base;
  const fixed =
    edited.is === 'change' ? edited.rule : edited.is === 'adapt' && isPlaced(edited.base) ? edited.base : undefined;
  const kind = values.kind ?? '';
  const metric = metricOf(types, values.metric);
  const telling: Telling = { own, words, format, unit: metric?.unit ?? '' };
  const title = edited.is === 'new' ? own.new : edited.is === 'adapt' ? own.adapt : own.change;
  const subject = edited.is === 'new' ? undefined : nameOf(namedIn(edited), language);
  useTitle(subject === undefined ? title : `${title}, ${subject}`);
  // who is told of mistakes is led to the first
  useEffect(() => {
    if (told > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [told]);

  const hand: Form = {
    values,
    problems,
    set: (change) => {
      setValues((before) => withId({ ...before, ...change }, before, edited));
      const touched = Object.keys(change).map((key) => key.split('.')[0] ?? key);
      const isLeft = (key: string) => key !== '' && !touched.includes(key.split('.')[0] ?? key);
      setProblems((before) => (before.size === 0 ? before : new Map([...before].filter(([key]) => isLeft(key)))));
    },
  };

  /** The rule of the form, or undefined with every mistake told at its field. */
  function read(): Written | undefined {
    const found =
      base === undefined
        ? { ...wholeIn(values, edited.is === 'change' ? edited.rule : {}), changes: 1 }
        : differenceIn(values, base);
    const mistakes = new Map([...found.wrong].map(([key, is]) => [key, own[is]]));
    const scope = values.scope ?? scopeIn(values);
    if (fixed === undefined && scope !== 'everywhere' && (values[scope] ?? '') === '') mistakes.set(scope, own.missing);
    if (mistakes.size === 0 && found.changes === 0) mistakes.set('', own.nothing);
    setProblems(mistakes);
    tellAgain();
    return mistakes.size === 0 ? found.rule : undefined;
  }

  /** Tells what the server refused, each mistake at its field. */
  function refused(error: unknown) {
    const errors = error instanceof ApiError ? error.errors : [];
    const found = new Map<string, string>();
    for (const { pointer, detail } of errors) {
      const field = fieldAt(pointer, kind);
      if (!found.has(field)) found.set(field, toldMistake(detail, language));
    }
    if (errors.length === 0) found.set('', refusalIn({ words, language }, error, { 409: own.exists }));
    setProblems(found);
    tellAgain();
  }

  async function save(event: Event) {
    event.preventDefault();
    const rule = read();
    if (rule === undefined) return;
    setBusy(true);
    try {
      if (edited.is === 'change') await api.changeRule(edited.rule.key, rule);
      else await api.addRule({ ...rule });
      go(`${list}?regle=${encodeURIComponent(String(rule.id))}&fait=oui`);
    } catch (error) {
      setBusy(false);
      refused(error);
    }
  }

  const isOff = values.off === 'yes';
  const whole = problems.get('') ?? (problems.size > 0 ? own.look : undefined);
  return (
    <>
      <h1>{subject === undefined ? title : say(own.titleOf, { title, rule: subject })}</h1>
      <p class="soft lead">
        {edited.is === 'new' ? own.leadNew : edited.is === 'adapt' ? own.leadAdapt : own.leadChange}{' '}
        {edited.is === 'adapt' && say(own.origin, { origin: ruleWordsOf(language).origins[edited.base.origin] })}
      </p>
      <form class="rule-form" ref={form} onSubmit={(event) => void save(event)} noValidate>
        {base === undefined && (
          <fieldset class="rule-part">
            <legend>{own.what}</legend>
            <WhatFields form={hand} isNew={edited.is === 'new'} />
          </fieldset>
        )}
        <fieldset class="rule-part">
          <legend>{own.forWhom}</legend>
          {fixed === undefined ? (
            <PlaceFields
              form={hand}
              territory={territory}
              type={base?.type === undefined ? undefined : String(base.type)}
            />
          ) : (
            <p>{say(own.only, { place: placeText(fixed, namesIn(territory, types, language)) || own.all })}</p>
          )}
          {base !== undefined && (
            <label class="tick">
              <input
                type="checkbox"
                checked={isOff}
                onChange={(event) => hand.set({ off: event.currentTarget.checked ? 'yes' : '' })}
              />
              {own.off}
            </label>
          )}
        </fieldset>
        {isOff ? (
          <p>{own.offTold}</p>
        ) : (
          kind !== '' && (
            <>
              <fieldset class="rule-part">
                <legend>{own.condition}</legend>
                <p class="soft">
                  {[metric?.label[language] ?? values.metric, own.kinds[kind as keyof typeof own.kinds]]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
                {fieldsOfKind(kind).map((field) => (
                  <FieldInputs
                    key={field.keys[0]}
                    field={field}
                    form={hand}
                    telling={telling}
                    {...(base !== undefined && { base: { rule: base } })}
                  />
                ))}
                {!isGraded(kind) && (
                  <PickInput
                    form={hand}
                    name="severity"
                    label={own.severity}
                    options={(['information', 'warning', 'critical'] as const).map((one) => [one, words[one]])}
                    help={base && say(own.default, { value: severityText(base, words) })}
                  />
                )}
              </fieldset>
              <fieldset class="rule-part">
                <legend>{own.time}</legend>
                {(['for', 'clearFor'] as const).map((key) => (
                  <DurationInput
                    key={key}
                    form={hand}
                    name={key}
                    label={own[key]}
                    help={[
                      own[`${key}Help`],
                      base && say(own.default, { value: durationText(base[key], own) ?? own.no }),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  />
                ))}
              </fieldset>
            </>
          )
        )}
        <Wrong text={whole} />
        <div class="form-actions">
          <button type="submit" class="button button-main" disabled={busy}>
            {own.save}
          </button>
          <a class="button" href={list}>
            {own.cancel}
          </a>
        </div>
      </form>
      {kind !== '' && (
        <BackTestPart
          read={read}
          refused={refused}
          isNarrow={(values.device ?? '') !== '' || (values.site ?? '') !== ''}
          metric={metric}
          counting={() => wholeIn(values).rule}
          territory={territory}
        />
      )}
    </>
  );
}

function severityText(
  { severity }: Written,
  words: Readonly<Record<'information' | 'warning' | 'critical', string>>,
): string {
  return words[severity === 'information' || severity === 'critical' ? severity : 'warning'].toLowerCase();
}
