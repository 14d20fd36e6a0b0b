import { useState } from 'preact/hooks';
import type { Rule } from '../../contract/rules.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Listing } from '../parts/listing.tsx';
import { Sure } from '../parts/sure.tsx';
import { changeQuery, usePlace } from '../router.ts';
import { ruleWordsOf } from '../texts/rules.ts';
import { say } from '../texts/words.ts';
import { useAsk, useTitle, useVoice, useWorld } from '../world.ts';
import { QuieterDialog } from './quieter.tsx';
import { conditionOf, nameOf, placeOf } from './written.ts';
import '../style/lists.css';
import '../style/inbox.css';

const origins = ['type', 'territory', 'made'] as const;

/** Every rule with where it comes from and how its alerts went; staff makes it quieter and deletes those made here. */
export function RulesPage(_: { id: string }) {
  const { api, session } = useWorld();
  const { format, language } = useVoice();
  const own = ruleWordsOf(language);
  const { query } = usePlace();
  const [open, setOpen] = useState<{ rule: Rule; to: 'quieter' | 'remove' }>();
  useTitle(own.title);
  const staff = session.role === 'technician' || session.role === 'administrator';
  const asked = useAsk('rules', async (signal) => {
    const [rules, counts] = await Promise.all([api.rules(signal), api.alertStatistics('rule', signal)]);
    return { rules, counts: new Map(counts.items.map((one) => [one.key, one])) };
  });
  const text = (query.get('q') ?? '').toLowerCase();
  const [origin, one] = [query.get('origine'), query.get('regle')];
  const found = asked.value?.rules.filter(
    (rule) =>
      (one === null || rule.id === one) &&
      (origin === null || rule.origin === origin) &&
      `${nameOf(rule, language)} ${rule.key} ${rule.metric ?? ''} ${placeOf(rule)}`.toLowerCase().includes(text),
  );
  const done = () => {
    setOpen(undefined);
    asked.again();
  };
  return (
    <div class="lists">
      <div class="inbox-filters">
        <label>
          <span class="unseen">{own.search}</span>
          <input
            type="search"
            placeholder={own.search}
            value={query.get('q') ?? ''}
            onInput={(event) => changeQuery({ q: event.currentTarget.value || undefined, regle: undefined })}
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
      </div>
      <Listing
        id="rules"
        level={1}
        title={own.title}
        lead={own.lead}
        asked={{ ...asked, value: found }}
        none={own.none}
        heads={own.heads}
        {...(staff && { deed: own.deed })}
        row={(rule) => {
          const counted = asked.value?.counts.get(rule.id);
          const hold = typeof rule.for === 'string' ? `, ${say(own.during, { time: rule.for })}` : '';
          return (
            <tr key={`${rule.origin} ${rule.key}`}>
              <th scope="row">{nameOf(rule, language)}</th>
              <td class="soft">{String(rule.metric ?? '')}</td>
              <td class="details">{rule.off === true ? own.off : `${conditionOf(rule)}${hold}`}</td>
              <td class="details">{placeOf(rule) || own.everywhere}</td>
              <td class="soft">{rule.by ?? own.origins[rule.origin]}</td>
              <td>{format.number(counted?.number ?? 0)}</td>
              <td>{format.number(counted?.falseAlarms ?? 0)}</td>
              {staff && (
                <td class="num">
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
          <Dialog title={open.rule.key} closed={() => setOpen(undefined)}>
            <Sure question={own.removeSure} deed={own.remove} act={() => api.removeRule(open.rule.key)} done={done} />
          </Dialog>
        )}
      </Listing>
    </div>
  );
}
