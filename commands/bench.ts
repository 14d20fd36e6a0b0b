import { CommandError, parseCommand } from './command.ts';

const benches: Record<string, { says: string; run: () => Promise<void> }> = {
  road: {
    says: 'MQTT QoS 1 to durable, stored and queryable, beside bare aedes',
    run: async () => (await import('../bench/road.ts')).benchRoad(),
  },
  live: {
    says: 'the same with live running',
    run: async () => (await import('../bench/road.ts')).benchRoad({ live: true }),
  },
  influxdb: {
    says: 'MQTT QoS 1 to durable and in a local InfluxDB 1.6, beside line protocol sent straight to it',
    run: async () => (await import('../bench/influxdb.ts')).benchInfluxDb(),
  },
  charts: {
    says: 'a year of one series through the API, from InfluxDB and from the embedded store',
    run: async () => (await import('../bench/charts.ts')).benchCharts(),
  },
  store: {
    says: 'bytes a reading and queries, beside VictoriaMetrics and InfluxDB, stamps on the grid',
    run: async () => void (await (await import('../bench/store.ts')).benchStore()),
  },
  jitter: {
    says: 'the same with stamps off the grid by milliseconds',
    run: async () => void (await (await import('../bench/store.ts')).benchStore({ jitterMs: 999 })),
  },
  import: {
    says: 'vigie import of 15 million readings, beside DuckDB copying the same file into a bare table',
    run: async () => (await import('../bench/import.ts')).benchImport(),
  },
  memory: {
    says: 'the demonstration’s memory from its first start, ten minutes long',
    run: async () => (await import('../bench/demonstration.ts')).benchMemory(),
  },
  install: {
    says: 'from npm ci on a fresh clone to the first live value',
    run: async () => (await import('../bench/demonstration.ts')).benchInstall(),
  },
  dialects: {
    says: 'decoding on one core, each dialect beside JSON.parse alone',
    run: async () => (await import('../bench/dialects.ts')).benchDialects(),
  },
  detection: {
    says: 'judgement on one core, and the Numenta benchmark beside its published detectors',
    run: async () => (await import('../bench/detection.ts')).benchDetection(),
  },
  alerts: {
    says: 'from a reading that breaks a rule to its notice at a webhook and in a mail, at 2,000 other readings/s',
    run: async () => (await import('../bench/alerts.ts')).benchAlerts(),
  },
  storm: {
    says: '5,000 alerts at once, raised and cleared: the longest turn of the main thread, beside doing nothing',
    run: async () => (await import('../bench/storm.ts')).benchStorm(),
  },
  usual: {
    says: 'what the kinds that know the usual cost a reading on one core, and a series in memory',
    run: async () => (await import('../bench/usual.ts')).benchUsual(),
  },
  year: {
    says: 'thirty simulated buildings over a year with labelled faults: told, delays, false alerts, readings/s',
    run: async () => (await import('../bench/year.ts')).benchYear(),
  },
  polling: {
    says: 'devices polled a second over SNMP, beside prometheus-snmp-exporter and net-snmp alone',
    run: async () => (await import('../bench/polling.ts')).benchPolling(),
  },
  estate: {
    says: '10,000 simulated devices each minute: how late polls are, memory',
    run: async () => (await import('../bench/estate.ts')).benchEstate(),
  },
  traps: {
    says: 'traps of SNMP v2c into the journal, beside net-snmp’s receiver that counts them',
    run: async () => (await import('../bench/traps.ts')).benchTraps(),
  },
  grid: {
    says: 'the first reading of a whole Avamar grid and its refreshes, beside its pages alone',
    run: async () => (await import('../bench/grid.ts')).benchGrid(),
  },
  latency: {
    says: 'from publish to a Socket.IO client at 2,000 readings/s',
    run: async () => (await import('../bench/latency.ts')).benchLatency(),
  },
  console: {
    says: 'a wall console in Chromium: first load, 300 tiles at 50 changes/s, an hour of virtual time',
    run: async () => (await import('../bench/screens/console.ts')).benchConsole(),
  },
  watchers: {
    says: '500 sockets watching at 2,000 readings/s: delay, processor',
    run: async () => (await import('../bench/screens/watchers.ts')).benchWatchers(),
  },
  call: {
    says: 'the page for a call with 540 organisations and 5,000 devices: the server’s time',
    run: async () => (await import('../bench/screens/call.ts')).benchCall(),
  },
};

const help = `vigie bench [NAME…]

Measures, each figure beside its peer in the same run; without a name all of them.

${Object.entries(benches)
  .map(([name, { says }]) => `  ${name.padEnd(9)} ${says}`)
  .join('\n')}
`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseCommand('bench', {
    args,
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const unknown = positionals.find((name) => !Object.hasOwn(benches, name));
  if (unknown !== undefined) {
    throw new CommandError(2, [`vigie bench: there is no "${unknown}": ${Object.keys(benches).join(', ')}`]);
  }
  for (const [name, bench] of Object.entries(benches)) {
    if (positionals.length === 0 || positionals.includes(name)) await bench.run();
  }
  return 0;
}
