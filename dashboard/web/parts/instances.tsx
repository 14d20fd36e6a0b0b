import { useState } from 'preact/hooks';
import type { Device, DeviceType, Metric, MetricTable } from '../../contract/territory.ts';
import { type InstanceRow, type Order, rowsOf, sortedRows } from '../instances.ts';
import { usePlace } from '../router.ts';
import { stateInWords } from '../states.ts';
import { scaleFor } from '../texts/format.ts';
import { say } from '../texts/words.ts';
import { useReadings, useVoice, useWorld } from '../world.ts';
import { Amount } from './amount.tsx';
import { State, StateWord } from './state.tsx';
import '../style/instances.css';

const rowsAtFirst = 50;

interface Props {
  device: Device;
  type: DeviceType;
  now: number;
}

/** What a device has several times, a table each: disks, interfaces, networks, services, with their values of the moment. */
export function Instances({ device, type, now }: Props) {
  const { link } = useWorld();
  useReadings([device.id]);
  const readings = [...(link.of(device.id)?.values() ?? [])];
  return (
    <>
      {type.tables.map((table) => {
        const rows = rowsOf(table, readings);
        // a device without tunnels or lone disks needs no empty sheet that says so
        return rows.length > 0 && <Sheet key={table.id} {...{ device, type, table, rows, now }} />;
      })}
    </>
  );
}

function Sheet({ device, type, table, rows, now }: Props & { table: MetricTable; rows: InstanceRow[] }) {
  const { words, format, language } = useVoice();
  const { query } = usePlace();
  const [order, setOrder] = useState<Order>();
  const [whole, setWhole] = useState(false);
  const id = `table-${table.id.replace('.', '-')}`;
  const metrics = table.metrics.flatMap((one) => type.metrics.find((metric) => metric.id === one) ?? []);
  // states first: a name, how it is, then its numbers
  const columns = [...metrics.filter(isState), ...metrics.filter((metric) => !isState(metric))];
  const quietBefore = Math.max(...rows.map(({ time }) => time)) - type.silentAfterMs;
  const sorted = sortedRows(rows, order, { metrics, quietBefore, language });
  const shown = whole ? sorted : sorted.slice(0, rowsAtFirst);
  const scales = new Map(columns.map((metric) => [metric.id, columnScale(metric, rows)]));

  // beneath its own title a column need not say it again
  const labelOf = ({ label }: Metric) => (label[language] === table.label[language] ? words.state : label[language]);
  const head = (by: string, label: string, isNumber: boolean) => {
    const now = order?.by === by ? (order.descending ? 'descending' : 'ascending') : 'none';
    return (
      <th scope="col" class={isNumber ? 'num' : undefined} aria-sort={now} key={by}>
        <button
          type="button"
          class="sort"
          title={say(words.sortBy, { column: label })}
          onClick={() => setOrder(nextOrder(order, by, isNumber))}
        >
          {label}
          <span aria-hidden="true" class="sort-mark">
            {now === 'none' ? '' : now === 'ascending' ? '▴' : '▾'}
          </span>
        </button>
      </th>
    );
  };
  return (
    <div class="instances">
      <div class="list-head">
        <h2 id={id}>
          {table.label[language]} <span class="soft instances-count">{format.number(rows.length)}</span>
        </h2>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section class="table-scroll" tabIndex={0} aria-labelledby={id}>
        <table>
          <thead>
            <tr>
              {head('', words.instance, false)}
              {columns.map((metric) => head(metric.id, labelOf(metric), !isState(metric)))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => {
              const quiet = row.time < quietBefore;
              const here = query.get('ligne') === `${table.id}/${row.name}`;
              return (
                <tr key={row.name} class={quiet ? 'row-quiet' : undefined}>
                  <th scope="row">
                    <a href={curvesOf(device.id, table.id, row.name)} aria-current={here ? 'true' : undefined}>
                      {row.name}
                    </a>
                    {quiet && <State is="silent" word={say(words.goneFor, { age: format.duration(now - row.time) })} />}
                  </th>
                  {columns.map((metric) => (
                    <Cell
                      key={metric.id}
                      metric={metric}
                      label={labelOf(metric)}
                      value={row.values.get(metric.id)}
                      quiet={quiet}
                      scales={scales}
                    />
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      {shown.length < sorted.length && (
        <button type="button" class="button" onClick={() => setWhole(true)}>
          {say(words.showAllInstances, { count: format.number(sorted.length) })}
        </button>
      )}
    </div>
  );
}

interface CellProps {
  metric: Metric;
  label: string;
  value: number | undefined;
  quiet: boolean;
  scales: ReadonlyMap<string, ReturnType<typeof scaleFor>>;
}

function Cell({ metric, label, value, quiet, scales }: CellProps) {
  const { words } = useVoice();
  if (isState(metric)) {
    const state = value === undefined ? undefined : stateInWords(metric, value, words);
    return (
      <td data-head={label}>
        {state === undefined ? <span class="soft">{words.unknown}</span> : <StateWord state={state} old={quiet} />}
      </td>
    );
  }
  const scale = scales.get(metric.id) ?? scaleFor(metric.unit, 0, metric.resolution);
  return (
    <td class="num" data-head={label}>
      <Amount value={value} scale={scale} old={quiet} />
    </td>
  );
}

function isState({ kind }: Metric): boolean {
  return kind === 'state';
}

/** One unit for a whole column, so that its numbers compare. */
function columnScale(metric: Metric, rows: readonly InstanceRow[]) {
  const biggest = Math.max(0, ...rows.map(({ values }) => Math.abs(values.get(metric.id) ?? 0)));
  return scaleFor(metric.unit, biggest, metric.resolution);
}

/** A name rises first, a number falls first; the third click goes back to what is worst. */
function nextOrder(order: Order, by: string, isNumber: boolean): Order {
  if (order?.by !== by) return { by, descending: isNumber };
  return order.descending === isNumber ? { by, descending: !isNumber } : undefined;
}

function curvesOf(device: string, table: string, instance: string): string {
  return `/devices/${device}?ligne=${encodeURIComponent(`${table}/${instance}`)}`;
}
