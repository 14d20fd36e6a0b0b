import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readings } from '../gateway/domain/reading.ts';
import type { Series } from '../gateway/domain/series.ts';

/** A store that readings are put into and asked from: ours, or a peer in its own process. The queries resolve with the number of rows. */
export interface Contestant extends AsyncDisposable {
  readonly name: string;
  write(readings: Readings): Promise<void>;
  /** Everything on disk and merged as far as the engine goes. */
  settle(now: number): Promise<void>;
  bytes(): number;
  yearByDay(series: Series, to: number): Promise<number>;
  lastDay(series: Series, to: number): Promise<number>;
  latest(series: readonly Series[], to: number): Promise<number>;
}

/** A peer's program, ended when it is disposed of; its own words are shown only if it ends by itself. */
export function startProgram(path: string, args: readonly string[]): AsyncDisposable & { readonly pid: number } {
  const child = spawn(path, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    said = (said + text.toString()).slice(-2000);
  });
  const exited = once(child, 'exit');
  let wanted = false;
  exited.then(
    ([code]) => {
      if (!wanted) process.stderr.write(`${path} ended with ${code}: ${said}\n`);
    },
    () => {},
  );
  return {
    pid: child.pid ?? 0,
    [Symbol.asyncDispose]: async () => {
      wanted = true;
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** A request that must succeed. */
export async function ask(url: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
  return response;
}
