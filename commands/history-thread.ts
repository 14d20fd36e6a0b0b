import { parentPort, workerData } from 'node:worker_threads';
import type { Territory } from '../devices/territory.ts';
import { demoWorks } from '../simulators/demo/works.ts';
import { type Column, createHistory } from '../simulators/history.ts';

export interface HistorySettings {
  readonly territory: Territory;
  readonly seed: number;
}

/** Begin with a span (from ≤ time < to, epoch ms), or go on with it; the answer is columns, empty at its end. */
export type HistoryQuestion = { readonly begin: { readonly from: number; readonly to: number } } | 'next';

/** Half an hour, and a battery or a radio once a day, keep the demonstration's thirteen months under ten million readings. */
const everyMs = 30 * 60_000;
const daily = new Set(['battery.level', 'radio.rssi']);
const rowsPerDay = 86_400_000 / everyMs;
/** Readings of one answer. */
const chunk = 65_536;

/*
 * Calculates the demonstration's past on a thread of its own, so that MQTT, HTTP and sockets go on, and so that its
 * memory goes with it.
 */
if (parentPort === null) throw new Error('history-thread.ts runs as a worker only');
const port = parentPort;
const { territory, seed }: HistorySettings = workerData;
const past = createHistory(territory, { seed, works: demoWorks });
let columns: Generator<Column> | undefined;
port.on('message', (question: HistoryQuestion) => {
  if (question !== 'next') columns = past({ ...question.begin, everyMs });
  port.postMessage(columns === undefined ? [] : nextOf(columns));
});

function nextOf(coming: Generator<Column>): Column[] {
  const answer: Column[] = [];
  for (let readings = 0; readings < chunk; ) {
    const { done, value } = coming.next();
    if (done) break;
    const column = daily.has(value.metric) ? onceADay(value) : value;
    readings += column.times.length;
    answer.push(column);
  }
  return answer;
}

function onceADay(column: Column): Column {
  const daysFirst = (values: Float64Array) => values.filter((_, row) => row % rowsPerDay === 0);
  return { ...column, times: daysFirst(column.times), values: daysFirst(column.values) };
}
