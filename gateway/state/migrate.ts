import type { DatabaseSync } from 'node:sqlite';
import { VigieError } from '../domain/error.ts';
import { migrations } from './migrations/all.ts';

/** Brings a database to the newest version, each step in its own transaction; refuses one that a newer Vigie wrote. */
export function migrate(database: DatabaseSync, file: string, steps: readonly string[] = migrations): void {
  const version = Number(database.prepare('pragma user_version').get()?.user_version ?? 0);
  if (version > steps.length) {
    throw new VigieError(
      'unavailable',
      `${file} is at version ${version} and this Vigie knows ${steps.length}: start the newer Vigie that wrote it, or restore a backup`,
    );
  }
  for (const [index, step] of steps.entries()) {
    if (index < version) continue;
    database.exec('begin immediate');
    try {
      database.exec(step);
      database.exec(`pragma user_version = ${index + 1}`);
      database.exec('commit');
    } catch (cause) {
      database.exec('rollback');
      throw new VigieError('unavailable', `${file}: step ${index + 1} of its migration failed, nothing was changed`, {
        cause,
      });
    }
  }
}
