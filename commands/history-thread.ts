import { parentPort, workerData } from 'node:worker_threads';
import type { Territory } from '../devices/territory.ts';
import { demoWorks } from '../simulators/demo/works.ts';
import { type Column, createHistory } from '../simulators/history.ts';

/** Whose past the thread calculates. */
export interface HistorySettings {
  readonly territory: Territory;
  readonly seed: number;
}

/** Begins a span (from ≤ time < to, epoch ms), or asks for the next columns of the one that has begun. */
export type HistoryQuestion = { readonly from: number; readonly to: number } | 'next';

/** Half an hour, and a battery or a radio once a day, keep the demonstration's thirteen months under ten million readings. */
const everyMs = 30 * 60_000;
const daily = new Set(['battery.level', 'radio.rssi']);
const rowsPerDay = 86_400_000 / everyMs;
/** Readings of one answer. */
const chunk = 65_536;

/*
 * Calculates the demonstration's past on a thread of its own, so that MQTT, HTTP and sockets go on, and so that its
 * memory goes with it. Each 'next' is answered by columns; an empty answer is the end of the span.
 */
if (parentPort === null) throw new Error('history-thread.ts runs as a worker only');
const port = parentPort;
const settings: HistorySettings = workerData;
const past = createHistory(settings.territory, { seed: settings.seed, works: demoWorks });
let columns: Iterator<Column> = [].values();
port.on('message', (question: HistoryQuestion) => {
  if (question === 'next') port.postMessage(nextColumns());
  else columns = past({ ...question, everyMs });
});

function nextColumns(): Column[] {
  const answer: Column[] = [];
  for (let readings = 0; readings < chunk; ) {
    const { done, value } = columns.next();
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
