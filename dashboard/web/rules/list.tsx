import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Rule } from '../../contract/rules.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Listing } from '../parts/listing.tsx';
import { Sure } from '../parts/sure.tsx';
import { changeQuery, usePlace } from '../router.ts';
import { ruleEditorWordsOf } from '../texts/rule-editor.ts';
import { ruleWordsOf } from '../texts/rules.ts';
import { say } from '../texts/words.ts';
import { useAsk, useTitle, useVoice, useWorld } from '../world.ts';
import { Condition } from './condition.tsx';
import { metricOf } from './in-words.ts';
import { baseOf } from './known.ts';
import { QuieterDialog } from './quieter.tsx';
import { nameOf, namesIn, placeOf, placeText } from './written.ts';

const origins = ['type', 'territory', 'made'] as const;

/** Every rule with where it comes from and how its alerts went; staff changes it, makes it quieter and deletes those made here. */
export function RuleList({ isStaff, views }: { isStaff: boolean; views: ComponentChildren }) {
  const { api, types } = useWorld();
  const { format, language } = useVoice();
  const own = ruleWordsOf(language);
  const editor = ruleEditorWordsOf(language);
  const { query } = usePlace();
  const [open, setOpen] = useState<{ rule: Rule; to: 'quieter' | 'remove' }>();
  useTitle(own.title);
  const asked = useAsk('rules', async (signal) => {
    const [rules, counts] = await Promise.all([api.rules(signal), api.alertStatistics('rule', signal)]);
    const isNamed = (key: string) => rules.some((rule) => rule[key] !== undefined);
    const [organisations, sites, devices] = await Promise.all([
      isNamed('organisation') ? api.organisations(signal) : [],
      isNamed('site') ? api.sites({}, signal) : [],
      isNamed('device') ? api.devices({}, signal) : [],
    ]);
    return { rules, counts: new Map(counts.items.map((one) => [one.key, one])), organisations, sites, devices };
  });
  const { rules = [], devices = [], ...places } = asked.value ?? {};
  const names = namesIn({ ...places, devices }, types, language);
  const text = (query.get('q') ?? '').toLowerCase();
  const [origin, one] = [query.get('origine'), query.get('regle')];
  /** the rule with the name that what it differs from has */
  const named = (rule: Rule) =>
    nameOf(rule.say === undefined ? (baseOf(rule, rules, devices) ?? rule) : rule, language);
  const found = asked.value?.rules.filter(
    (rule) =>
      (one === null || rule.id === one) &&
      (origin === null || rule.origin === origin) &&
      `${named(rule)} ${rule.key} ${rule.metric ?? ''} ${placeOf(rule)} ${placeText(rule, names)}`
        .toLowerCase()
        .includes(text),
  );
  // what several device types share stands once, until somebody looks closer
  const groups = text === '' && one === null ? grouped(found) : found?.map((rule): Group => [rule]);
  const done = () => {
    setOpen(undefined);
    asked.again();
  };
  const between = (
    <>
      {views}
      <div class="inbox-filters">
        <label>
          <span class="unseen">{own.search}</span>
          <input
            type="search"
            placeholder={own.search}
            value={query.get('q') ?? ''}
            onInput={(event) =>
              changeQuery({ q: event.currentTarget.value || undefined, regle: undefined, fait: undefined })
            }
          />
        </label>
        <label>
          <span class="unseen">{own.anyOrigin}</span>
          <select
            value={origin ?? ''}
            onChange={(event) => changeQuery({ origine: event.currentTarget.value || undefined })}
          >
            <option value="">{own.anyOrigin}</option>
            {origins.map((from) => (
              <option value={from} key={from}>
                {own.origins[from]}
              </option>
            ))}
          </select>
        </label>
        {one !== null && <a href="/regles">{own.all}</a>}
      </div>
    </>
  );
  return (
    <div class="rule-list">
      {query.get('fait') === 'oui' && (
        <p role="status" class="rule-saved">
          {editor.saved}
        </p>
      )}
      <Listing
        id="rules"
        level={1}
        title={own.title}
        lead={own.lead}
        between={between}
        asked={{ ...asked, value: groups }}
        none={own.none}
        heads={own.heads}
        {...(isStaff && {
          deed: own.deed,
          action: (
            <a class="button button-main" href="/regles?nouvelle=oui">
              {editor.new}
            </a>
          ),
        })}
        row={(group) => {
          const [rule] = group;
          const counted = asked.value?.counts.get(rule.id);
          const base = rule.kind === undefined ? baseOf(rule, rules, devices) : undefined;
          const metric = base?.metric ?? rule.metric;
          return (
            <tr key={`${rule.origin} ${rule.key}`}>
              <th scope="row">{named(rule)}</th>
              <td class="details">
                {metricOf(types, metric)?.label[language]}{' '}
                <span class="soft rule-was nowrap">{String(metric ?? '')}</span>
              </td>
              <td class="details">
                {rule.off === true ? own.off : <Condition rule={rule} base={base} metric={metricOf(types, metric)} />}
              </td>
              <td class="details">
                {placeText(rule, names) || own.everywhere}
                {group.length > 1 && (
                  <span class="soft">
                    {' '}
                    {say(group.length === 2 ? own.another : own.others, { count: group.length - 1 })}
                  </span>
                )}
              </td>
              <td class="soft">{rule.by ?? own.origins[rule.origin]}</td>
              <td data-head={own.heads[5]}>{format.number(counted?.number ?? 0)}</td>
              <td data-head={own.heads[6]}>{format.number(counted?.falseAlarms ?? 0)}</td>
              {isStaff && group.length > 1 && (
                <td class="num">
                  <a class="quiet" href={`/regles?regle=${encodeURIComponent(rule.id)}`}>
                    {say(own.each, { count: group.length })} <span class="unseen">{named(rule)}</span>
                  </a>
                </td>
              )}
              {isStaff && group.length === 1 && (
                <td class="num">
                  <a
                    class="quiet"
                    href={`/regles?modifier=${encodeURIComponent(rule.key)}`}
                    aria-label={say(editor.changeOf, { rule: `${named(rule)}, ${rule.key}` })}
                  >
                    {own.deed}
                  </a>
                  {rule.off !== true && (
                    <button
                      type="button"
                      class="quiet"
                      aria-label={say(own.quieterOf, { rule: rule.key })}
                      onClick={() => setOpen({ rule, to: 'quieter' })}
                    >
                      {own.quieter}
                    </button>
                  )}
                  {rule.origin === 'made' && (
                    <button
                      type="button"
                      class="quiet"
                      aria-label={`${own.remove} ${rule.key}`}
                      onClick={() => setOpen({ rule, to: 'remove' })}
                    >
                      {own.remove}
                    </button>
                  )}
                </td>
              )}
            </tr>
          );
        }}
      >
        {open?.to === 'quieter' && <QuieterDialog rule={open.rule} closed={() => setOpen(undefined)} done={done} />}
        {open?.to === 'remove' && (
          <Dialog title={named(open.rule)} closed={() => setOpen(undefined)}>
            <Sure question={own.removeSure} deed={own.remove} act={() => api.removeRule(open.rule.key)} done={done} />
          </Dialog>
        )}
      </Listing>
    </div>
  );
}

type Group = readonly [Rule, ...Rule[]];

/** Rules of device types that differ in nothing but the type, beside each other. */
function grouped(rules: readonly Rule[] | undefined): readonly Group[] | undefined {
  if (rules === undefined) return undefined;
  const alike = Map.groupBy(rules, ({ key, type, ...rest }) =>
    rest.origin === 'type' ? JSON.stringify(rest) : `${rest.origin} ${key} ${String(type)}`,
  );
  return [...alike.values()].flatMap(([first, ...others]): Group[] =>
    first === undefined ? [] : [[first, ...others]],
  );
}
