import { parentPort, workerData } from 'node:worker_threads';
import type { Territory } from '../devices/territory.ts';
import { estatePast } from '../simulators/demo/past.ts';
import { demoWorks } from '../simulators/demo/works.ts';
import { type Column, createHistory } from '../simulators/history.ts';

export interface HistorySettings {
  readonly territory: Territory;
  readonly seed: number;
  /** where the past ends, epoch ms */
  readonly end: number;
}

/** Begin with a span (from ≤ time < to, epoch ms), or go on with it; the answer is columns, empty at its end. */
export type HistoryQuestion = { readonly begin: { readonly from: number; readonly to: number } } | 'next';

/** Half an hour keeps the demonstration's thirteen months under ten million readings, where what changes slowly comes more rarely. */
const everyMs = 30 * 60_000;
const rowsPerDay = 86_400_000 / everyMs;
const oneRowIn: ReadonlyMap<string, number> = new Map([
  ['battery.level', rowsPerDay],
  ['radio.rssi', rowsPerDay],
  ['air.humidity', 2],
  ['air.pm25', 2],
  ['air.tvoc', 2],
]);
/** Readings of one answer. */
const chunk = 65_536;

/*
 * Calculates the demonstration's past on a thread of its own, so that MQTT, HTTP and sockets go on, and so that its
 * memory goes with it.
 */
if (parentPort === null) throw new Error('history-thread.ts runs as a worker only');
const port = parentPort;
const { territory, seed, end }: HistorySettings = workerData;
const past = createHistory(territory, { seed, works: demoWorks });
let columns: Generator<Column> | undefined;
port.on('message', (question: HistoryQuestion) => {
  if (question !== 'next') columns = pastOf(question.begin);
  port.postMessage(columns === undefined ? [] : nextOf(columns));
});

function* pastOf(span: { from: number; to: number }): Generator<Column> {
  yield* past({ ...span, everyMs });
  yield* estatePast(territory, span, { seed, end });
}

function nextOf(coming: Generator<Column>): Column[] {
  const answer: Column[] = [];
  for (let readings = 0; readings < chunk; ) {
    const { done, value } = coming.next();
    if (done) break;
    const rows = value.instance === undefined ? oneRowIn.get(value.metric) : undefined;
    const column = rows === undefined ? value : thinned(value, rows);
    readings += column.times.length;
    answer.push(column);
  }
  return answer;
}

function thinned(column: Column, oneIn: number): Column {
  const some = (values: Float64Array) => values.filter((_, row) => row % oneIn === 0);
  return { ...column, times: some(column.times), values: some(column.values) };
}
