import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { type Agent, startAgent } from '../simulators/snmp/agent.ts';
import { type Recording, readSnmprec } from '../simulators/snmp/snmprec.ts';
import { createBadLines } from './bad-lines.ts';
import { CommandError, stopAsked } from './command.ts';

const defaultListen = '127.0.0.1:1161';
const Listen = z.string().regex(/^[^:\s]+:\d{1,5}$/);

/** Answers as the SNMP agents of recordings until it is asked to stop; bad lines are told as `file:line reason`. */
export async function answerRecordings(
  files: readonly string[],
  options: {
    readonly listen?: string | undefined;
    readonly community?: string | undefined;
    readonly json?: boolean | undefined;
  },
): Promise<number> {
  const other = files.find((file) => !file.endsWith('.snmprec'));
  if (other !== undefined)
    throw wrong(`${basename(other)} is played to a broker: replay .snmprec recordings by themselves`);
  if (options.community !== undefined && files.length > 1) throw wrong('--community is for a single recording');
  const [host, port] = placeOf(options.listen ?? defaultListen);
  const bad = createBadLines();
  const recordings = new Map<string, Recording>();
  for (const file of files) {
    const name = options.community ?? basename(file, '.snmprec');
    if (recordings.has(name)) throw wrong(`two recordings are named ${name}`);
    const recording = readSnmprec(textOf(file), file);
    for (const reason of recording.skipped) bad.tell(reason);
    recordings.set(name, recording);
  }
  bad.end();
  const empty = files.filter((_, i) => [...recordings.values()][i]?.objects.length === 0);
  if (empty.length > 0) throw new CommandError(1, [`vigie replay: nothing can be answered of ${empty.join(', ')}`]);

  const stop = stopAsked();
  await using agent = await startOn(host, port, recordings);
  for (const [community, { objects }] of recordings) {
    const told = { listen: `${host}:${agent.port}`, community, objects: objects.length };
    process.stdout.write(
      options.json
        ? `${JSON.stringify(told)}\n`
        : `${told.listen} answers ${told.objects} objects to the community ${community}\n`,
    );
  }
  await stop;
  return 0;
}

async function startOn(host: string, port: number, recordings: ReadonlyMap<string, Recording>): Promise<Agent> {
  try {
    return await startAgent({ recordings, host, port });
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
    const reasons: Record<string, string> = {
      EADDRINUSE: 'is taken by another program: choose another port',
      EACCES: 'may not be opened by this account: choose a port above 1023',
    };
    const reason = reasons[String(error.code)] ?? `cannot be opened (${String(error.code)})`;
    throw new CommandError(1, [`vigie replay: ${host}:${port} ${reason}`]);
  }
}

function placeOf(written: string): [host: string, port: number] {
  const [host = '', digits] = Listen.safeParse(written).data?.split(':') ?? [];
  const port = Number(digits);
  if (digits === undefined || port > 65_535) throw wrong(`--listen "${written}" is no place, as ${defaultListen}`);
  return [host, port];
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw wrong(`${file} cannot be read`);
  }
}

function wrong(message: string): CommandError {
  return new CommandError(2, [`vigie replay: ${message}`]);
}
