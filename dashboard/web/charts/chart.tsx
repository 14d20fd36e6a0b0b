import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import type { Site } from '../../contract/territory.ts';
import { Amount } from '../parts/amount.tsx';
import { type Scale, scaleFor } from '../texts/format.ts';
import { toneOf } from '../tones.ts';
import { useAsk, useNow, useSeen, useVoice, useWorld } from '../world.ts';
import { csvOf } from './csv.ts';
import { type Curves, loadCurves, type Plan } from './curves.ts';
import { download } from './download.ts';
import { Legend } from './legend.tsx';
import { consumptionSentence, levelSentence, totalsOf } from './phrases.ts';
import { Plot } from './plot.tsx';
import { stateSentence } from './state-curves.ts';
import { ChartTable } from './table.tsx';
import type { View } from './view.ts';

interface Props {
  plan: Plan;
  view: View;
  place: Pick<Site, 'name'>;
  /** the page already says which device it is */
  nameless?: boolean;
}

/** One chart with everything behind it: the sentence, the value under the caret, the table, the file. */
export function ChartFigure({ plan, view, place, nameless = false }: Props) {
  const { api } = useWorld();
  const { words, format, language } = useVoice();
  const { ref, seen } = useSeen<HTMLElement>(1200);
  const now = useNow(60_000);
  const id = useId();
  const [tabled, setTabled] = useState(false);
  const [caret, setCaret] = useState<number>();
  const counter = plan.metric.kind === 'counter';

  // A running period is asked again with each minute; a past one is asked once.
  const minute = view.running ? Math.floor(now / 60_000) : 0;
  const period = `${plan.key} ${view.period} ${view.from} ${view.comparison}`;
  const asked = useAsk(`${seen} ${period} ${minute}`, async (signal) =>
    seen ? { period, curves: await loadCurves(api, plan, view, signal) } : undefined,
  );
  const curves = asked.value?.period === period ? asked.value.curves : undefined;
  const kept = useRef<{ curves: Curves; view: View }>(undefined);
  if (curves !== undefined) kept.current = { curves, view };
  // another period begins without a caret
  useEffect(() => setCaret(undefined), [period]);

  const shown = kept.current;
  const scale = useMemo(() => scaleOf(shown?.curves, plan), [shown?.curves, plan]);
  const label = plan.metric.label[language];
  const device = plan.devices.length === 1 && !nameless ? plan.devices[0]?.device.name : undefined;
  const totals = shown && counter ? totalsOf(shown.curves, shown.view.to, now) : undefined;
  const totalScale = scaleFor(plan.metric.unit, totals?.total ?? 0, plan.metric.resolution);
  const sentences =
    shown === undefined
      ? []
      : totals !== undefined
        ? [
            consumptionSentence({
              view: shown.view,
              metric: plan.metric,
              place: place.name,
              totals,
              scale: totalScale,
              words,
              format,
            }),
          ]
        : plan.metric.kind === 'state'
          ? [stateSentence({ view: shown.view, metric: plan.metric, curves: shown.curves, words, format })]
          : [levelSentence({ view: shown.view, metric: plan.metric, curves: shown.curves, scale, words, format })];
  const empty = shown?.curves.curves.every(({ values }) => values.every((value) => value === null)) ?? false;
  const failed = asked.error !== undefined && curves === undefined && !asked.waiting;

  function save() {
    if (shown === undefined) return;
    const { starts, beforeStarts, curves: lines, before } = shown.curves;
    const stamp = (time: number | undefined) =>
      time === undefined ? '' : format.date(time, { dateStyle: 'short', timeStyle: 'short' }, view.timeZone);
    const unit = format.unit(plan.metric.unit.replace('m3', 'm³'));
    const inUnit = unit === '' ? '' : ` (${unit})`;
    const named = (name: string) => (lines.length > 1 ? `${label}, ${name}${inUnit}` : `${label}${inUnit}`);
    const head = [words.startOf, ...lines.map(({ name }) => named(name))];
    const other =
      before.length > 0
        ? [words.startOf, ...before.map(({ name }) => `${named(name)}, ${words.compareLabel[view.comparison]}`)]
        : [];
    const rows = starts.map((start, index) => [
      stamp(start),
      ...lines.map(({ values }) => values[index] ?? null),
      ...(before.length > 0 ? [stamp(beforeStarts[index]), ...before.map(({ values }) => values[index] ?? null)] : []),
    ]);
    const name = `${place.name}-${plan.metric.id}-${view.period}-${new Date(view.from + 43_200_000).toISOString().slice(0, 10)}.csv`;
    download(plainName(name), csvOf([[...head, ...other], ...rows], language));
  }

  return (
    <figure
      class={`chart tone-${toneOf(plan.metric.id)}`}
      ref={ref}
      aria-labelledby={`${id}-title`}
      aria-busy={asked.waiting}
    >
      <div class="chart-head">
        <h3 id={`${id}-title`}>
          {label}
          {device && <span class="chart-device">{device}</span>}
        </h3>
        {totals && (
          <p class="chart-total">
            <Amount value={totals.total} scale={totalScale} />
          </p>
        )}
      </div>
      <figcaption>
        {sentences.length === 0 ? <span class="bone bone-line" /> : sentences.map((text) => <p key={text}>{text}</p>)}
      </figcaption>
      {failed ? (
        <div class="chart-empty" role="alert">
          <p>{words.unreachable}</p>
          <button type="button" class="button" onClick={asked.again}>
            {words.retry}
          </button>
        </div>
      ) : shown === undefined ? (
        <div class="chart-body chart-bone bone" />
      ) : empty ? (
        <div class="chart-empty">
          <p>{words.noDataChart}</p>
          <p class="soft">{words.noDataHelp}</p>
        </div>
      ) : (
        <>
          <Legend plan={plan} curves={shown.curves} view={shown.view} />
          <div class="chart-body">
            {tabled ? (
              <ChartTable plan={plan} curves={shown.curves} view={shown.view} scale={scale} label={label} />
            ) : (
              <Plot
                plan={plan}
                shown={shown.curves}
                view={shown.view}
                scale={scale}
                caret={caret}
                setCaret={setCaret}
                label={label}
              />
            )}
            <div class="chart-actions">
              <button type="button" class="quiet" aria-pressed={tabled} onClick={() => setTabled(!tabled)}>
                {words.table}
              </button>
              <button type="button" class="quiet" onClick={save}>
                {words.download}
              </button>
            </div>
          </div>
        </>
      )}
    </figure>
  );
}

function scaleOf(curves: Curves | undefined, plan: Plan): Scale {
  let biggest = 0;
  for (const { values } of [...(curves?.curves ?? []), ...(curves?.before ?? [])])
    for (const value of values) if (value !== null && Math.abs(value) > biggest) biggest = Math.abs(value);
  return scaleFor(plan.metric.unit, biggest, plan.metric.resolution);
}

/** A file's name that every system takes: École de Bégaar is ecole-de-begaar. */
function plainName(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-');
}
