import { once } from 'node:events';
import { statSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { VigieError } from '../../gateway/domain/error.ts';
import { CommandError } from '../command.ts';
import { connectParts } from '../platform/remote.ts';
import { version } from '../platform/version.ts';
import { lockFolder } from './folder-lock.ts';
import { openFiles } from './open-files.ts';
import type { Operations } from './operations/operations.ts';
import type { Place } from './place.ts';
import { socketPath } from './socket-path.ts';
import { socketPort } from './socket-port.ts';

/** A Vigie that starts answers within this, another command has ended within it. */
const patienceMs = 15_000;
const triedEveryMs = 100;

export type Opened = AsyncDisposable & {
  readonly operations: Operations;
  /** a running Vigie answers; else the files themselves are open */
  readonly isRunning: boolean;
};

/** Does some work on a Vigie, the running one or its files; trouble of the world ends the command with one line. */
export async function onVigie<T>(
  place: Place,
  needs: 'state' | 'readings',
  work: (operations: Operations, isRunning: boolean) => Promise<T>,
): Promise<T> {
  try {
    await using vigie = await openVigie(place, needs);
    return await work(vigie.operations, vigie.isRunning);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const isWorld = error instanceof VigieError || /^(E[A-Z]+|ERR_SQLITE_ERROR|conflict|unavailable)$/.test(code);
    // an error of DuckDB or of the journal has come over a thread: its words are all that is left of it
    const isDisk =
      error instanceof Error &&
      /^(IO Error|Out of Memory Error|TransactionContext Error|the journal has)/.test(error.message);
    if (!(isWorld || isDisk) || !(error instanceof Error)) throw error;
    // what was asked for cannot be, whatever the world does
    throw new CommandError(code === 'invalid' ? 2 : 1, [`vigie ${place.command}: ${error.message.split('\n')[0]}`]);
  }
}

/** The Vigie of a data folder: exactly one of the running process and the files, whichever it is. */
async function openVigie(place: Place, needs: 'state' | 'readings'): Promise<Opened> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const running = await askRunning(place.folder);
    if (running !== undefined) return running;
    mustBeOwn(place.folder);
    const isLate = performance.now() > until;
    const lock = await lockFolder(place.folder, 0);
    if (lock !== undefined) {
      const opened = await underLock(lock, place, needs).catch((error: unknown) => {
        // a Vigie that starts has opened its store, and takes the lock next
        if (isLate || !(error instanceof Error && 'code' in error && error.code === 'conflict')) throw error;
      });
      if (opened !== undefined) return opened;
    }
    if (isLate) {
      throw new VigieError('unavailable', `${place.folder} is in use by a Vigie that does not answer: try again later`);
    }
    await pause(triedEveryMs);
  }
}

/** Files that root makes in somebody's folder would keep that account out. */
function mustBeOwn(folder: string): void {
  if (process.getuid?.() !== 0 || statSync(folder).uid === 0) return;
  throw new VigieError(
    'unavailable',
    `no Vigie runs on ${folder}: run the command as the account that the folder belongs to`,
  );
}

async function underLock(lock: Disposable, place: Place, needs: 'state' | 'readings'): Promise<Opened> {
  await using stack = new AsyncDisposableStack();
  stack.use(lock);
  const operations = stack.use(await openFiles(place, needs));
  const owned = stack.move();
  return { operations, isRunning: false, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** The process that answers on the folder's socket; undefined when none does. */
async function askRunning(folder: string): Promise<Opened | undefined> {
  using at = socketPath(folder);
  const socket = connect(at.path);
  try {
    await once(socket, 'connect');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return undefined; // none, or a remain of one that was killed
    const reason =
      code === 'EACCES' ? 'belongs to another account: run the command as the account of Vigie' : String(error);
    throw new VigieError('unavailable', `the socket of ${folder} ${reason}`);
  }
  const port = socketPort(socket);
  const greeted = new Promise<unknown>((resolve) => port.on('message', resolve));
  const parts = connectParts(port);
  const gone = new Promise<never>((_, reject) => {
    socket.on('error', () => {}); // told by its close
    socket.on('close', () => reject(new VigieError('unavailable', 'Vigie ended before it had answered')));
  });
  gone.catch((error: Error) => parts.end(error));
  const silent = setTimeout(() => socket.destroy(), patienceMs);
  const greeting = await Promise.race([greeted, gone]);
  clearTimeout(silent);
  const spoken = typeof greeting === 'object' && greeting !== null && 'vigie' in greeting ? greeting.vigie : 'another';
  if (spoken !== version) {
    socket.destroy();
    throw new VigieError('conflict', `the running Vigie is ${spoken}, this command ${version}: restart Vigie`);
  }
  const operations: Operations = {
    territory: parts.part('territory'),
    clients: parts.part('clients'),
    users: parts.part('users'),
    readings: parts.part('readings'),
    copies: parts.part('copies'),
    discovery: parts.part('discovery'),
    tickets: parts.part('tickets'),
  };
  return {
    operations,
    isRunning: true,
    async [Symbol.asyncDispose]() {
      socket.destroy();
    },
  };
}
