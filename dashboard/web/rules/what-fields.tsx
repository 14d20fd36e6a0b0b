import { ruleEditorWordsOf, wordIn } from '../texts/rule-editor.ts';
import { useVoice, useWorld } from '../world.ts';
import { kinds } from './fields.ts';
import { type Form, PickInput, TextInput } from './inputs.tsx';

/** What a whole rule is called, what it watches and how. */
export function WhatFields({ form, isNew }: { form: Form; isNew: boolean }) {
  const { types } = useWorld();
  const { language } = useVoice();
  const own = ruleEditorWordsOf(language);
  const metrics = new Map(
    [...types.values()].flatMap((type) => type.metrics.map(({ id, label }) => [id, label[language]])),
  );
  return (
    <>
      <div class="rule-grades">
        <TextInput form={form} name="say.fr" label={`${own.name}, ${own.inFrench}`} lang="fr" />
        <TextInput form={form} name="say.en" label={`${own.name}, ${own.inEnglish}`} lang="en" />
      </div>
      {isNew && (
        <>
          <TextInput form={form} name="id" label={own.id} help={own.idHelp} />
          <PickInput
            form={form}
            name="metric"
            label={own.metric}
            options={[
              ['', own.chooseMetric],
              ...[...metrics]
                .map(([id, label]): [string, string] => [id, `${label} (${id})`])
                .sort((a, b) => a[1].localeCompare(b[1], language)),
            ]}
          />
          <PickInput
            form={form}
            name="kind"
            label={own.kind}
            options={kinds.map((kind) => [kind, wordIn(own.kinds, kind)])}
          />
        </>
      )}
    </>
  );
}
