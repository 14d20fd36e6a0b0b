import { useState } from 'preact/hooks';
import type { BackTest } from '../../contract/rules.ts';
import type { Metric } from '../../contract/territory.ts';
import { State } from '../parts/state.tsx';
import { scaleFor } from '../texts/format.ts';
import { ruleTryWordsOf } from '../texts/rule-tries.ts';
import { say } from '../texts/words.ts';
import { useVoice } from '../world.ts';
import type { Written } from './draft.ts';
import type { Territory } from './place-fields.tsx';
import { seriesOf, type TryDays, triedOf, triedSeries } from './tries.ts';
import { TryChart } from './try-chart.tsx';

const rowsAtMost = 100;

/** What a trial found: in one sentence, over the curve of a series, and alert by alert with why. */
export function TryResult(props: {
  report: BackTest;
  rule: Written;
  days: TryDays;
  metric: Metric | undefined;
  territory: Territory;
}) {
  const { report, rule, days, metric, territory } = props;
  const { words, format, language } = useVoice();
  const own = ruleTryWordsOf(language);
  const series = triedSeries(report);
  const [chosen, choose] = useState<string>();
  const names = new Map(territory.devices.map((one) => [one.id, one.name]));
  const sites = new Map(territory.sites.map((one) => [one.id, one.name]));
  const siteOf = new Map(territory.devices.map((one) => [one.id, one.site]));
  const nameOf = ({ device, instance }: { device: string; instance?: string | undefined }) =>
    [`${sites.get(siteOf.get(device) ?? '') ?? ''}, ${names.get(device) ?? device}`.replace(/^, /, ''), instance]
      .filter((part) => part !== undefined && part !== '')
      .join(' · ');
  const count = (number: number) =>
    number === 0 ? own.alertsNone : number === 1 ? own.alertsOne : say(own.alerts, { count: format.number(number) });
  if (report.series === 0) return <p role="status">{own.noSeries}</p>;
  if (report.readings === 0) return <p role="status">{own.noReadings}</p>;
  // many short ones may fall into one long one of today's: those are neither new nor gone, and not the same
  const isSame = report.appear === 0 && report.vanish === 0 && report.alerts.length === report.today.length;
  const period = own.periods[days];
  const rows = triedOf(report);
  const shown = series.find((one) => seriesOf(one) === chosen) ?? series[0] ?? quietSeries(rule, territory);
  const unit = metric?.unit ?? '';
  return (
    <div class="rule-try-result">
      <p role="status" class="rule-try-sentence">
        {isSame
          ? say(own.same, { period, given: count(report.alerts.length + report.left) })
          : say(own.differs, {
              ...{ period, given: count(report.alerts.length), today: count(report.today.length) },
              ...{ appear: format.number(report.appear), vanish: format.number(report.vanish) },
            })}
      </p>
      <p class="soft">
        {say(report.series === 1 ? own.judgedOne : own.judged, {
          series: format.number(report.series),
          readings: format.number(report.readings),
        })}
      </p>
      {series.length > 1 && (
        <div class="field rule-try-which">
          <label for="try-which">{own.which}</label>
          <select
            id="try-which"
            value={shown && seriesOf(shown)}
            onChange={(event) => choose(event.currentTarget.value)}
          >
            {series.map((one) => (
              <option value={seriesOf(one)} key={seriesOf(one)}>
                {say(own.option, { name: nameOf(one), given: one.given, today: one.today })}
              </option>
            ))}
          </select>
        </div>
      )}
      {shown !== undefined && metric !== undefined && (
        <TryChart
          key={`${seriesOf(shown)} ${report.from} ${report.to}`}
          {...{ report, rule, days, metric, territory, series: shown, name: nameOf(shown) }}
        />
      )}
      {rows.length > 0 && (
        <section aria-labelledby="try-list">
          <h3 id="try-list">{own.list}</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
          <section class="table-scroll list-sheet stack" tabIndex={0} aria-label={`${words.table}, ${own.list}`}>
            <table>
              <thead>
                <tr>
                  {own.heads.map((head) => (
                    <th scope="col" key={head}>
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.slice(0, rowsAtMost).map(({ alert, is }) => (
                  <tr key={`${is} ${alert.id} ${alert.since}`}>
                    <th scope="row">
                      <State is={alert.severity} />{' '}
                      <time dateTime={alert.since}>{format.moment(Date.parse(alert.since))}</time>
                    </th>
                    <td>
                      {alert.until === undefined
                        ? own.still
                        : format.duration(Date.parse(alert.until) - Date.parse(alert.since))}
                    </td>
                    <td class="details">
                      <a href={`/devices/${alert.device}`}>{nameOf(alert)}</a>
                    </td>
                    <td class="nowrap">
                      {alert.value === null
                        ? ''
                        : format.text(alert.value, scaleFor(unit, alert.value, metric?.resolution))}
                    </td>
                    <td class="details">
                      {alert.reason[language]}
                      {alert.cause !== undefined && ` (${own.cause})`}
                    </td>
                    <td>{own.is[is]}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          {rows.length + report.left > rowsAtMost && (
            <p class="soft">
              {say(own.left, { count: format.number(rows.length + report.left - Math.min(rows.length, rowsAtMost)) })}
            </p>
          )}
        </section>
      )}
    </div>
  );
}

/** Where neither rule told anything, the one device that the rule names is drawn. */
function quietSeries(rule: Written, { devices }: Territory) {
  const device = devices.find(({ id }) => id === rule.device)?.id;
  const instance = typeof rule.instance === 'string' ? rule.instance : undefined;
  return device === undefined ? undefined : { device, instance, given: 0, today: 0 };
}
