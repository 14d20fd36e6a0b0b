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
  { name: 'simulate', summary: 'plays a scenario, live or as a recording', load: () => import('./simulate.ts') },
  { name: 'replay', summary: 'plays recorded messages or CSV to a broker', load: () => import('./replay.ts') },
  { name: 'bench', summary: 'the performance figures beside their peers', load: () => import('./bench.ts') },
];
