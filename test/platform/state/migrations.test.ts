import { mkdtempDisposable, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { createAudit } from '../../../gateway/state/create-audit.ts';
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

test('what the database holds is for its owner alone, and is there again after a restart', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'vigie-'));
  const file = join(folder.path, 'state.sqlite');
  const line = { time: 1, who: 'admin@demo', action: 'token.add', subject: 't-1', details: '' } as const;
  const first = openState({ file });
  await createAudit(first).record(line);
  for (const name of await readdir(folder.path)) {
    expect((await stat(join(folder.path, name))).mode & 0o077, name).toBe(0);
  }
  await first.destroy();
  await using second = openState({ file });
  expect((await createAudit(second).list({ limit: 10 })).items).toEqual([{ id: 1, ...line }]);
});

test('the audit forgets what is older than its time', async () => {
  await using state = openState({ file: ':memory:' });
  const audit = createAudit(state);
  const line = { who: 'admin@demo', action: 'token.add', subject: 't-1', details: '' } as const;
  for (const time of [1, 2, 3]) await audit.record({ time, ...line });
  expect(await audit.purge(3)).toBe(2);
  expect((await audit.list({ limit: 10 })).items).toMatchObject([{ time: 3 }]);
});
