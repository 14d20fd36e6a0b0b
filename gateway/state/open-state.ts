import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setImmediate as breath } from 'node:timers/promises';
import { Kysely, type KyselyPlugin, type SqliteDatabase, SqliteDialect } from 'kysely';
import { folded } from '../calculate/folded.ts';
import { VigieError } from '../domain/error.ts';
import { migrate } from './migrate.ts';
import type { Schema } from './schema.ts';

export type State = Kysely<Schema>;

const keptStatements = 200;
const breathEveryMs = 20;

/** Opens, or makes, the database of accounts, territory and settings, at its newest version; `destroy()` closes it. */
export function openState({ file }: { file: string }): State {
  // Passwords' hashes are for this account of the machine alone; SQLite gives its -wal and -shm the same mode.
  if (file !== ':memory:') closeSync(openSync(file, 'a', 0o600));
  const database = new DatabaseSync(file, { timeout: 5_000 });
  try {
    // NORMAL: a commit survives the process's death; only a power cut may take the last ones, never tear the file.
    database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on');
    // SQLite's own lower() knows ASCII alone
    database.function('folded', { deterministic: true }, (text) => folded(String(text)));
    migrate(database, file);
  } catch (error) {
    database.close();
    throw error;
  }
  const dialect = new SqliteDialect({ database: asKyselyWants(database) });
  return new Kysely<Schema>({ dialect, plugins: [breathing()] });
}

/** `node:sqlite` answers at once: without a pause now and then nobody else of this thread is served until a long transaction ends. */
function breathing(): KyselyPlugin {
  let breathedAt = performance.now();
  return {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      if (performance.now() - breathedAt > breathEveryMs) {
        await breath();
        breathedAt = performance.now();
      }
      return result;
    },
  };
}

/** Kysely asks a statement whether it returns rows; `node:sqlite` says which columns it returns. */
function asKyselyWants(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, StatementSync>();
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = prepared.get(sql) ?? database.prepare(sql);
      if (!prepared.has(sql)) {
        const oldest = prepared.keys().next().value;
        if (prepared.size >= keptStatements && oldest !== undefined) prepared.delete(oldest);
        prepared.set(sql, statement);
      }
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => told(() => statement.all(...inputs(parameters))),
        run(parameters) {
          // SQLite has rolled back by itself when the disk was full
          if (sql === 'rollback' && !database.isTransaction) return { changes: 0, lastInsertRowid: 0 };
          return told(() => statement.run(...inputs(parameters)));
        },
        iterate: (parameters) => statement.iterate(...inputs(parameters)),
      };
    },
  };
}

const sqliteFull = 13; // sqlite.org/rescode.html

/** A full disk is no bug: the caller may come again once there is room. */
function told<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const isFull = cause instanceof Error && 'errcode' in cause && cause.errcode === sqliteFull;
    throw isFull ? new VigieError('unavailable', 'the disk of the data folder is full: make room on it') : cause;
  }
}

function inputs(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') {
      return value;
    }
    throw new TypeError(`state: a parameter is a ${typeof value}, which SQLite does not keep`);
  });
}
