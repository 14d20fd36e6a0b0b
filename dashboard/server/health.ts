import type { Express } from 'express';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Health } from '../../gateway/domain/health.ts';
import type { Readiness } from '../contract/running.ts';
import type { ServerParts } from './server-parts.ts';

export interface Measures extends Disposable {
  /** One request of a route was answered. */
  answered(route: string, status: number, seconds: number): void;
}

/** `/healthz`, `/readyz` and `/metrics`, outside the API: open to all, so they name nobody's organisation or device. */
export function mountHealth(app: Express, { health, noticing }: Pick<ServerParts, 'health' | 'noticing'>): Measures {
  const register = new Registry();
  collectDefaultMetrics({ register, prefix: 'vigie_' });
  for (const { name, help, value } of gauges) {
    new Gauge({
      name,
      help,
      registers: [register],
      collect() {
        this.set(value(health()));
      },
    });
  }
  for (const { name, help, value } of totals) {
    new Counter({
      name,
      help,
      registers: [register],
      collect() {
        this.reset();
        this.inc(value(health()));
      },
    });
  }
  for (const { name, help, state } of notices) {
    new (state === 'waiting' ? Gauge : Counter)({
      name,
      help,
      registers: [register],
      collect() {
        this.reset();
        this.inc(noticing.counts()[state]);
      },
    });
  }
  registerParts(register, health);
  const requests = new Histogram({
    name: 'vigie_http_request_seconds',
    help: 'Time to answer a request of the API, by path of the description',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2],
    registers: [register],
  });

  app.get('/healthz', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  app.get('/readyz', (_request, response) => {
    const { backfill, intakeAccepts, store, judgement } = health();
    const ready = backfill >= 1 && intakeAccepts;
    response
      .set('Cache-Control', 'no-store')
      .status(ready ? 200 : 503)
      .json({ ready, backfill, intakeAccepts, store: { ...store }, judgement: { ...judgement } } satisfies Readiness);
  });
  app.get('/metrics', async (_request, response) => {
    response.set('Content-Type', register.contentType).send(await register.metrics());
  });

  return {
    answered: (route, status, seconds) => requests.observe({ route, status: String(status) }, seconds),
    [Symbol.dispose]: () => register.clear(),
  };
}

/** Figures in several parts, by label; nothing of what is not there. */
function registerParts(register: Registry, health: () => Health): void {
  for (const { name, help, label, values } of parted) {
    const Kind = name.endsWith('_total') ? Counter : Gauge;
    new Kind({
      name,
      help,
      labelNames: [label],
      registers: [register],
      collect() {
        this.reset();
        for (const [part, value] of Object.entries(values(health()))) this.inc({ [label]: part }, value);
      },
    });
  }
}

interface Parted extends Omit<Measure, 'value'> {
  readonly label: string;
  /** by the label's value */
  readonly values: (health: Health) => Readonly<Record<string, number>>;
}

const parted: readonly Parted[] = [
  {
    name: 'vigie_traps_total',
    help: 'SNMP notifications received, by what became of them; storm, waiting and journal were left out',
    label: 'outcome',
    values: ({ traps }) =>
      traps === undefined
        ? {}
        : {
            taken: traps.taken,
            unknown: traps.unknown,
            refused: traps.refused,
            storm: traps.leftOutInStorm,
            waiting: traps.leftOutWaiting,
            journal: traps.leftOutByJournal,
          },
  },
  {
    name: 'vigie_collector_devices',
    help: 'Devices that Vigie asks, by how they answer; behind: what they are reached through is down',
    label: 'state',
    values: ({ collector }) => collector?.devices ?? {},
  },
  {
    name: 'vigie_collector_askings',
    help: 'Askings at this moment: running, or waiting for their turn',
    label: 'state',
    values: ({ collector }) =>
      collector === undefined ? {} : { running: collector.asking, waiting: collector.waiting },
  },
];

const notices = [
  { name: 'vigie_notices_waiting', help: 'Notices that wait for their hour or for another try', state: 'waiting' },
  { name: 'vigie_notices_sent_total', help: 'Notices sent', state: 'sent' },
  { name: 'vigie_notices_failed_total', help: 'Notices given up', state: 'failed' },
] as const;

interface Measure {
  readonly name: string;
  readonly help: string;
  readonly value: (health: Health) => number;
}

const gauges: readonly Measure[] = [
  { name: 'vigie_backfill_ratio', help: 'History filled in, 0 to 1', value: ({ backfill }) => backfill },
  { name: 'vigie_intake_accepts', help: '1 while messages are taken', value: (health) => Number(health.intakeAccepts) },
  { name: 'vigie_store_up', help: '1 while the store answers', value: ({ store }) => Number(store.ok) },
  {
    name: 'vigie_store_behind_entries',
    help: 'Journal entries the store has yet to keep',
    value: ({ store }) => store.behind,
  },
  {
    name: 'vigie_judgement_up',
    help: '1 while everything is judged',
    value: ({ judgement }) => Number(judgement.ok),
  },
  {
    name: 'vigie_judgement_behind_entries',
    help: 'Journal entries yet to be judged',
    value: ({ judgement }) => judgement.behind,
  },
  { name: 'vigie_journal_bytes', help: 'Size of the journal', value: ({ journal }) => journal.bytes },
  {
    name: 'vigie_journal_quota_bytes',
    help: 'Largest size of the journal',
    value: ({ journal }) => journal.quotaBytes,
  },
  {
    name: 'vigie_journal_hours_left',
    help: 'Until the journal is full, at this rate',
    value: ({ journal }) => journal.hoursLeft,
  },
  { name: 'vigie_clients', help: 'MQTT clients connected', value: ({ counters }) => counters.clients },
];

const totals: readonly Measure[] = [
  { name: 'vigie_messages_total', help: 'Messages accepted', value: ({ counters }) => counters.messages },
  { name: 'vigie_readings_total', help: 'Readings accepted', value: ({ counters }) => counters.readings },
  { name: 'vigie_refused_total', help: 'Messages refused', value: ({ counters }) => counters.refused },
  {
    name: 'vigie_traps_received_total',
    help: 'SNMP notifications received',
    value: ({ traps }) => traps?.received ?? 0,
  },
  { name: 'vigie_collector_asked_total', help: 'Askings begun', value: ({ collector }) => collector?.asked ?? 0 },
  {
    name: 'vigie_collector_failed_total',
    help: 'Askings that found trouble: no answer, or one that says no',
    value: ({ collector }) => collector?.failed ?? 0,
  },
  { name: 'vigie_unknown_total', help: 'Messages of unknown devices', value: ({ counters }) => counters.unknown },
];
