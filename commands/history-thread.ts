import { parentPort, workerData } from 'node:worker_threads';
import type { Territory } from '../devices/territory.ts';
import { type Column, history } from '../simulators/history.ts';

/** What the simulated past is asked for: from ≤ time < to, epoch ms. */
export interface HistorySettings {
  readonly territory: Territory;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
}

/** Half an hour, and a battery or a radio once a day, keep the demonstration's thirteen months under ten million readings. */
const everyMs = 30 * 60_000;
const daily = new Set(['battery.level', 'radio.rssi']);
const rowsPerDay = 86_400_000 / everyMs;
/** Readings of one answer. */
const chunk = 65_536;

/*
 * Calculates the demonstration's past on a thread of its own, so that MQTT, HTTP and sockets go on, and so that its
 * memory goes with it. Each message asks for the next columns; an empty answer is the end.
 */
if (parentPort === null) throw new Error('history-thread.ts runs as a worker only');
const port = parentPort;
const settings: HistorySettings = workerData;
const columns = history(settings.territory, { ...settings, everyMs });
port.on('message', () => port.postMessage(nextColumns()));

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
