import type { Scale } from '../texts/format.ts';
import { useVoice } from '../world.ts';
import type { Curves, Plan } from './curves.ts';
import { bucketName, periodTitle } from './phrases.ts';
import { valueText } from './state-curves.ts';
import type { View } from './view.ts';

/** The chart's numbers as a table, in the unit of the drawing. */
export function ChartTable(props: {
  plan: Plan;
  curves: Curves;
  view: View;
  scale: Scale;
  label: string;
  title?: string;
}) {
  const { plan, curves, view, scale, label } = props;
  const { words, format } = useVoice();
  const counter = plan.metric.kind === 'counter';
  const behind = curves.before.length === 1 ? curves.before[0] : undefined;
  const unit = format.unit(scale.unit);
  const cellText = (value: number) =>
    plan.metric.kind === 'state'
      ? valueText(plan.metric, value, scale, words, format)
      : format.show(value, scale).number;
  const cell = (value: number | null | undefined) =>
    value === null || value === undefined ? <span class="soft">{words.missing}</span> : cellText(value);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="table-scroll" tabIndex={0} aria-label={`${words.table}, ${label}`}>
      <table>
        <caption class="unseen">{`${label}, ${props.title ?? periodTitle(view, format)}${unit === '' ? '' : ` (${unit})`}`}</caption>
        <thead>
          <tr>
            <th scope="col">{words.when}</th>
            {curves.curves.map(({ name }) => (
              <th scope="col" class="num" key={name}>
                {curves.curves.length > 1 ? name : label} <span class="unit">{unit}</span>
              </th>
            ))}
            {behind && (
              <th scope="col" class="num">
                {words.comparisons[view.comparison]} <span class="unit">{unit}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {curves.starts.map((start, index) => (
            <tr key={start}>
              <th scope="row">{bucketName(view.period, counter, start, view, format)}</th>
              {curves.curves.map(({ name, values }) => (
                <td class="num" key={name}>
                  {cell(values[index])}
                </td>
              ))}
              {behind && <td class="num">{cell(behind.values[index])}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
