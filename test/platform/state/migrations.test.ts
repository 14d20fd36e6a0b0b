import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { migrate } from '../../../gateway/state/migrate.ts';
import { migrations } from '../../../gateway/state/migrations/all.ts';
import { openState } from '../../../gateway/state/open-state.ts';

test('a database of every earlier version comes to the same tables as a new one', () => {
  const fresh = tablesOf(at(migrations.length));
  expect(fresh.length).toBeGreaterThan(7);
  for (let version = 0; version < migrations.length; version++) {
    const database = at(version);
    migrate(database, 'state.sqlite');
    expect(tablesOf(database), `from version ${version}`).toEqual(fresh);
  }
});

test('a database that a newer Vigie wrote is refused and left as it is', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'vigie-'));
  const file = join(folder.path, 'state.sqlite');
  await openState({ file }).destroy();
  const database = new DatabaseSync(file);
  database.exec('pragma user_version = 99');
  database.close();
  expect(() => openState({ file })).toThrow(
    `${file} is at version 99 and this Vigie knows ${migrations.length}: start the newer Vigie that wrote it, or restore a backup`,
  );
});

test('a step that fails half-way changes nothing', () => {
  const database = at(0);
  const steps = ['create table one (x any) strict', 'create table two (x any) strict; insert into nowhere values (1)'];
  expect(() => migrate(database, 'state.sqlite', steps)).toThrow('step 2 of its migration failed');
  expect(tablesOf(database).map(({ name }) => name)).toEqual(['one']);
  expect(database.prepare('pragma user_version').get()).toEqual({ user_version: 1 });
});

function at(version: number): DatabaseSync {
  const database = new DatabaseSync(':memory:');
  migrate(database, 'state.sqlite', migrations.slice(0, version));
  return database;
}

function tablesOf(database: DatabaseSync) {
  return database.prepare('select name, sql from sqlite_schema order by name').all();
}
