import type { ComponentChildren } from 'preact';
import type { AlertStatistics } from '../../contract/alerts.ts';
import { Listing } from '../parts/listing.tsx';
import { changeQuery, usePlace } from '../router.ts';
import { ruleStatisticsWordsOf } from '../texts/rule-statistics.ts';
import { say } from '../texts/words.ts';
import { useAsk, useTitle, useVoice, useWorld } from '../world.ts';
import { nameOf } from './written.ts';

const bys = ['rule', 'device', 'organisation'] as const;
const periods = ['30', '90', '365'] as const;
const rowsAtMost = 100;
const dayMs = 86_400_000;

/** How alerts went by rule, device or organisation, with what each figure counts. */
export function RuleStatistics({ views }: { views: ComponentChildren }) {
  const { api } = useWorld();
  const { format, language } = useVoice();
  const own = ruleStatisticsWordsOf(language);
  const { query } = usePlace();
  const by = bys.find((one) => one === query.get('par')) ?? 'rule';
  const period = periods.find((one) => one === query.get('jours')) ?? '90';
  useTitle(own.title);
  const asked = useAsk(`alert statistics ${by} ${period} ${language}`, async (signal) => {
    const from = Math.floor(api.serverNow() - Number(period) * dayMs);
    const [{ items }, names] = await Promise.all([api.alertStatistics(by, signal, from), namesOf(signal)]);
    return { items, names };
  });

  async function namesOf(signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    if (by === 'organisation') return new Map((await api.organisations(signal)).map(({ id, name }) => [id, name]));
    if (by === 'device') {
      const [devices, sites] = await Promise.all([api.devices({}, signal), api.sites({}, signal)]);
      const places = new Map(sites.map(({ id, name }) => [id, name]));
      return new Map(devices.map(({ id, name, site }) => [id, `${places.get(site) ?? site}, ${name}`]));
    }
    // what only says a difference has no name of its own
    const named = (await api.rules(signal)).map((rule) => [rule.id, nameOf(rule, language)] as const);
    return new Map(named.filter(([id, name]) => id !== name));
  }

  const known = asked.value;
  const hrefs = { rule: '/regles?regle=', device: '/devices/', organisation: '/organisations/' };
  const [first, ...rest] = own.heads;
  const cells = (one: AlertStatistics): [string, string][] => [
    [first ?? '', format.number(one.number)],
    [rest[0] ?? '', format.number(one.active)],
    [rest[1] ?? '', timeText(one.toAcknowledgeMs, one.acknowledged)],
    [rest[2] ?? '', timeText(one.toResolveMs, one.over)],
    [
      rest[3] ?? '',
      one.falseAlarms === 0
        ? own.no
        : say(own.rate, { rate: format.percent(one.falseAlarmRate), count: format.number(one.falseAlarms) }),
    ],
  ];
  function timeText(median: number | null, count: number): string {
    return median === null ? '–' : say(own.of, { median: format.duration(median), count: format.number(count) });
  }
  const between = (
    <>
      {views}
      <div class="inbox-filters">
        <div class="field">
          <label for="statistics-by">{own.by}</label>
          <select id="statistics-by" value={by} onChange={(event) => changeQuery({ par: event.currentTarget.value })}>
            {bys.map((one) => (
              <option value={one} key={one}>
                {own.bys[one]}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="statistics-period">{own.period}</label>
          <select
            id="statistics-period"
            value={period}
            onChange={(event) => changeQuery({ jours: event.currentTarget.value })}
          >
            {periods.map((one) => (
              <option value={one} key={one}>
                {own.periods[one]}
              </option>
            ))}
          </select>
        </div>
      </div>
    </>
  );
  return (
    <>
      <Listing
        id="alert-statistics"
        level={1}
        title={own.title}
        lead={own.lead}
        between={between}
        asked={{ ...asked, value: known?.items.slice(0, rowsAtMost) }}
        none={own.none}
        heads={[own.bys[by].replace(/^./, (letter) => letter.toUpperCase()), ...own.heads]}
        row={(one) => (
          <tr key={one.key}>
            <th scope="row">
              <a href={`${hrefs[by]}${encodeURIComponent(one.key)}`}>{known?.names.get(one.key) ?? one.key}</a>
            </th>
            {cells(one).map(([head, text]) => (
              <td key={head} data-head={head}>
                {text}
              </td>
            ))}
          </tr>
        )}
      >
        {(known?.items.length ?? 0) > rowsAtMost && <p class="soft">{say(own.more, { count: rowsAtMost })}</p>}
      </Listing>
      <section aria-labelledby="definitions">
        <h2 id="definitions">{own.definitions}</h2>
        <dl class="rule-definitions">
          {own.defined.map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd class="soft">{text}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}
