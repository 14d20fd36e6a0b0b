/** A command: a file of this folder whose `run` takes the words behind its name and answers the exit code. */
interface Command {
  readonly name: string;
  readonly summary: string;
  load(): Promise<{ run(args: string[]): Promise<number> }>;
}

/** Every command, in the order of --help; a command's file is loaded when it is called. */
export const commands: readonly Command[] = [
  { name: 'demo', summary: 'the whole platform with simulated buildings', load: () => import('./demo.ts') },
  { name: 'start', summary: 'production, with --config vigie.yaml', load: () => import('./start.ts') },
  {
    name: 'check',
    summary: 'finds every mistake of a configuration and its territory',
    load: () => import('./check.ts'),
  },
  { name: 'territory', summary: 'applies or exports the territory as code', load: () => import('./territory.ts') },
  { name: 'client', summary: 'MQTT clients: add, list, revoke', load: () => import('./client.ts') },
  { name: 'user', summary: 'local accounts: add, list, disable, password, remove', load: () => import('./user.ts') },
  {
    name: 'import',
    summary: 'readings of a CSV, Parquet or JSON lines file, resumable',
    load: () => import('./import.ts'),
  },
  { name: 'tickets', summary: 'takes the history of another helpdesk in', load: () => import('./tickets.ts') },
  { name: 'export', summary: 'readings as CSV or Parquet', load: () => import('./export.ts') },
  { name: 'backup', summary: 'a consistent copy, while Vigie runs', load: () => import('./backup.ts') },
  { name: 'restore', summary: 'a backup into an empty data folder', load: () => import('./restore.ts') },
  { name: 'simulate', summary: 'plays a scenario, live or as a recording', load: () => import('./simulate.ts') },
  {
    name: 'replay',
    summary: 'plays recorded messages or CSV to a broker, or answers as a recorded SNMP agent',
    load: () => import('./replay.ts'),
  },
  {
    name: 'backtest',
    summary: 'which alerts rules would have raised on the stored history',
    load: () => import('./backtest.ts'),
  },
  {
    name: 'score',
    summary: 'what is surprising in a CSV of timestamp,value',
    load: () => import('./score.ts'),
  },
  {
    name: 'probe',
    summary: 'asks one device once over SNMP: its type and why, its values',
    load: () => import('./probe.ts'),
  },
  {
    name: 'savings',
    summary: 'what works saved, from a meter and the outdoor temperature',
    load: () => import('./savings.ts'),
  },
  {
    name: 'discover',
    summary: 'looks through a range of addresses for what answers over SNMP',
    load: () => import('./discover.ts'),
  },
  { name: 'bench', summary: 'the performance figures beside their peers', load: () => import('./bench.ts') },
];
