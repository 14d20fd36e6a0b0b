import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { VigieError } from '../../gateway/domain/error.ts';
import type { Holdings } from './manifest.ts';

/** What the SQLite files of a folder hold; they are read, never written. */
export function countDatabases(folder: string): Omit<Holdings, 'store'> {
  const state = counts(join(folder, 'state.sqlite'), {
    users: 'select count(*) as n from users',
    territory: 'select count(*) as n from territory',
    clients: 'select count(*) as n from clients',
  });
  const journal = counts(join(folder, 'journal.sqlite'), {
    series: 'select count(*) as n from series',
    entries: 'select count(*) as n from entry',
    lastSeq: 'select coalesce(max(seq), 0) as n from entry',
  });
  return { users: state.users, territory: state.territory, clients: state.clients, journal };
}

function counts<K extends string>(file: string, questions: Record<K, string>): Record<K, number> {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const sound = Object.values(database.prepare('pragma quick_check(1)').get() ?? {})[0];
    if (sound !== 'ok') throw new VigieError('unavailable', `${file} is damaged: ${sound}`);
    const entries = Object.entries<string>(questions).map(([name, sql]) => [
      name,
      Number(database.prepare(sql).get()?.n),
    ]);
    // fromEntries forgets the names of its keys
    return Object.fromEntries(entries) as Record<K, number>;
  } finally {
    database.close();
  }
}
