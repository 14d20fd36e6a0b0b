#!/usr/bin/env node
import { CommandError } from './commands/command.ts';
import { commands } from './commands/commands.ts';

const [name = '--help', ...args] = process.argv.slice(2);

// glibc keeps freed memory in an arena a thread: with two arenas the platform needs a third less. A trim threshold that is set
// no longer grows with the largest block ever freed (mallopt(3)). V8 would let short-lived objects take 100 MB before it looks.
// All are read at the start only, and measured as they run.
const youngMb = '--max-semi-space-size=8';
const runsLong = name === 'demo' || name === 'start' || name === 'bench';
if (runsLong && process.platform === 'linux' && process.env.MALLOC_ARENA_MAX === undefined && process.execve) {
  const again = [process.execPath, youngMb, ...process.execArgv, ...process.argv.slice(1)];
  process.execve(process.execPath, again, { ...process.env, MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072' });
}

if (name === '--help' || name === '-h' || name === 'help') {
  process.stdout.write(overview());
} else if (name === '--version') {
  const { version } = await import('./commands/platform/version.ts');
  process.stdout.write(`${version}\n`);
} else {
  const command = commands.find((one) => one.name === name);
  if (command === undefined) {
    process.stderr.write(`vigie: there is no command "${name}": vigie --help lists them\n`);
    process.exit(2);
  }
  try {
    const { run } = await command.load();
    process.exitCode = await run(args);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    for (const line of error.lines) process.stderr.write(`${line}\n`);
    process.exitCode = error.exitCode;
  }
}

function overview(): string {
  const width = Math.max(...commands.map((one) => one.name.length));
  const lines = commands.map((one) => `  vigie ${one.name.padEnd(width)}  ${one.summary}`);
  return `Vigie watches public buildings and the machines that serve them.\n\n${lines.join('\n')}\n\nvigie COMMAND --help says more.\n`;
}
