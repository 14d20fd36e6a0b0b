import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { VigieError } from '../../gateway/domain/error.ts';

const askedEveryMs = 50;

/**
 * Takes the data folder for this process alone, waiting for so long at most; undefined when another has it. It is an
 * operating system's lock that SQLite takes on an empty file: a process that is killed holds it no more.
 */
export async function lockFolder(folder: string, waitMs: number): Promise<Disposable | undefined> {
  const until = performance.now() + waitMs;
  const file = join(folder, 'lock');
  closeSync(openSync(file, 'a', 0o600));
  const database = new DatabaseSync(file);
  for (;;) {
    if (isTaken(database)) return { [Symbol.dispose]: () => database.close() };
    if (performance.now() >= until) {
      database.close();
      return undefined;
    }
    await pause(askedEveryMs);
  }
}

/** Takes the folder for a Vigie that starts: a command that works on the files there has a moment to end. Throws `VigieError`. */
export async function holdFolder(folder: string): Promise<Disposable> {
  const lock = await lockFolder(folder, 5_000);
  if (lock !== undefined) return lock;
  throw new VigieError(
    'conflict',
    `${folder} is in use: another Vigie or a command runs on this folder, stop that one first`,
  );
}

function isTaken(database: DatabaseSync): boolean {
  try {
    database.exec('begin exclusive');
    return true;
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === 5) return false; // SQLITE_BUSY
    database.close();
    throw error;
  }
}
