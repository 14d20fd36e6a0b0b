import { useMemo, useState } from 'preact/hooks';
import type { BackTest } from '../../contract/rules.ts';
import type { Metric } from '../../contract/territory.ts';
import { bridgeOf, type Curves, type Plan } from '../charts/curves.ts';
import { Plot } from '../charts/plot.tsx';
import { ChartTable } from '../charts/table.tsx';
import type { View } from '../charts/view.ts';
import { Trouble } from '../parts/trouble.tsx';
import { scaleFor } from '../texts/format.ts';
import { ruleTryWordsOf } from '../texts/rule-tries.ts';
import { say } from '../texts/words.ts';
import { toneOf } from '../tones.ts';
import { useAsk, useVoice, useWorld } from '../world.ts';
import type { Written } from './draft.ts';
import type { Territory } from './place-fields.tsx';
import { curveOf, levelsOf, marksOf, seriesOf, type TriedSeries, type TryDays } from './tries.ts';
import '../style/charts.css';

interface Props {
  readonly report: BackTest;
  readonly rule: Written;
  readonly days: TryDays;
  readonly metric: Metric;
  readonly territory: Territory;
  readonly series: TriedSeries;
  readonly name: string;
}

/** A series over the time of a trial, the alerts of both rules above it; its numbers as a table and a sentence. */
export function TryChart({ report, rule, days, metric, territory, series, name }: Props) {
  const { api } = useWorld();
  const { words, format, language } = useVoice();
  const own = ruleTryWordsOf(language);
  const [tabled, setTabled] = useState(false);
  const [caret, setCaret] = useState<number>();
  const { step, fn, factor, unit, shows } = curveOf(metric, rule, days);
  const { device, instance } = series;
  const [from, to] = [Date.parse(report.from), Date.parse(report.to)];
  const asked = useAsk(`${seriesOf(series)} ${from} ${to} ${step}`, (signal) =>
    api.readings(
      { device, metric: metric.id, ...(instance !== undefined && { instance }), from, to, step, fn },
      signal,
    ),
  );
  const site = territory.sites.find(({ id }) => id === territory.devices.find((one) => one.id === device)?.site);
  const known = territory.devices.find((one) => one.id === device);
  const label = say(own.chart, { metric: metric.label[language], device: name });
  const title = `${format.moment(from)} – ${format.moment(to)}`;
  const view: View = {
    ...{ period: days <= 7 ? 'week' : days <= 31 ? 'month' : 'year', from, to, before: undefined },
    ...{ comparison: 'none', timeZone: site?.timeZone ?? 'Europe/Paris', coarse: false, running: false },
  };
  const drawn = useMemo(() => {
    if (asked.value === undefined) return undefined;
    const { times, values } = asked.value;
    const curve = { name, values: values.map((value) => (value === null ? null : value * factor)) };
    const curves: Curves = { starts: times, beforeStarts: [], curves: [curve], before: [], bridge: bridgeOf([curve]) };
    const levels = levelsOf(rule);
    const numbers = curve.values.filter((value) => value !== null);
    const biggest = [...numbers, ...levels.map(({ value }) => value)].reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    return {
      ...{ curves, numbers, scale: scaleFor(unit, biggest, metric.resolution) },
      marks: marksOf(report, seriesOf(series), { starts: times, levels }),
    };
  }, [asked.value]);
  const plan = useMemo((): Plan => {
    // what a counter counts in an hour is a level
    const { range, ...about } = metric;
    const shown: Metric = metric.kind === 'counter' ? { ...about, kind: 'gauge', unit } : metric;
    const devices = known === undefined ? [] : [{ device: known, everyMs: 0, metric: metric.id }];
    return { key: seriesOf(series), metric: shown, devices };
  }, [metric, unit]);
  if (asked.error !== undefined) return <Trouble error={asked.error} again={asked.again} />;
  const count = (number: number) =>
    number === 0 ? own.alertsNone : number === 1 ? own.alertsOne : say(own.alerts, { count: format.number(number) });
  const numbers = drawn?.numbers ?? [];
  const sentence =
    drawn === undefined || numbers.length === 0 || metric.kind === 'state'
      ? undefined
      : say(own.sentence, {
          ...{ metric: metric.label[language], device: name, given: count(series.given), today: count(series.today) },
          min: format.text(
            numbers.reduce((a, b) => Math.min(a, b)),
            drawn.scale,
          ),
          max: format.text(
            numbers.reduce((a, b) => Math.max(a, b)),
            drawn.scale,
          ),
          mean: format.text(numbers.reduce((a, b) => a + b, 0) / numbers.length, drawn.scale),
        });
  return (
    <figure class={`chart rule-chart tone-${toneOf(metric.id)}`} aria-labelledby="try-chart" aria-busy={asked.waiting}>
      <div class="chart-head">
        <h3 id="try-chart">{label}</h3>
      </div>
      <figcaption>
        <p>{sentence ?? (drawn === undefined ? words.loading : '')}</p>
        <p>{say(own[shows], { step: own.steps[step] })}</p>
      </figcaption>
      {drawn === undefined ? (
        <div class="chart-body chart-bone bone" />
      ) : numbers.length === 0 ? (
        <p class="chart-empty">{own.noCurve}</p>
      ) : (
        <>
          <ul class="legend">
            <li>
              <svg width="26" height="12" aria-hidden="true">
                <rect width="26" height="12" fill="currentColor" />
              </svg>
              {own.given}
            </li>
            <li>
              <svg width="26" height="12" aria-hidden="true">
                <rect x="1" y="1" width="24" height="10" fill="none" stroke="currentColor" stroke-width="2" />
              </svg>
              {own.today}
            </li>
            {drawn.marks.levels.length > 0 && (
              <li>
                <svg width="26" height="12" aria-hidden="true">
                  <line x2="26" y1="6" y2="6" stroke="currentColor" stroke-dasharray="6 4" />
                </svg>
                {own.level}
              </li>
            )}
          </ul>
          <div class="chart-body">
            {tabled ? (
              <ChartTable
                plan={plan}
                curves={drawn.curves}
                view={view}
                scale={drawn.scale}
                label={label}
                title={title}
              />
            ) : (
              <Plot
                plan={plan}
                shown={drawn.curves}
                view={view}
                scale={drawn.scale}
                caret={caret}
                setCaret={setCaret}
                label={label}
                title={title}
                marks={drawn.marks}
              />
            )}
            <div class="chart-actions">
              <button type="button" class="quiet" aria-pressed={tabled} onClick={() => setTabled(!tabled)}>
                {words.table}
              </button>
            </div>
          </div>
        </>
      )}
    </figure>
  );
}
