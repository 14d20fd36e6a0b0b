import { appendFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { expect, test } from 'vitest';
import { emptyFolder } from '../../support/folder.ts';
import { freePort, productionFolder, runVigie, startVigie } from '../../support/vigie.ts';

const minute = 60_000;

test('a backup taken under load and restored elsewhere gives the same answers, with every reading acknowledged before it', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  const target = join(folder.path, 'backup');
  const begin = Date.UTC(2026, 0, 1);
  let before: unknown[];
  let acknowledged = 0;
  {
    await using vigie = await startVigie(place);
    const session = await vigie.session();
    const history = join(folder.path, 'history.csv');
    const lines = Array.from({ length: 20_000 }, (_, row) => `${begin + row * minute},eau,water.volume,${row}`);
    await writeFile(history, `time,device,metric,value\n${lines.join('\n')}\n`);
    await runVigie(['import', history, '--config', place.config]);
    const parts = join(folder.path, 'data/store/parts');
    await expect.poll(async () => (await readdir(parts)).length, { timeout: 30_000 }).toBe(1);
    const person = ['--role', 'responsable', '--organisation', 'tartas'];
    await runVigie(['user', 'add', 'mairie@tartas.fr', ...person, '--config', place.config]);

    const mqtt = await connectAsync(`mqtt://127.0.0.1:${place.mqtt}`, { username: 'tartas', password: 'tartas' });
    const since = Date.now() - 3_600_000;
    let isEnding = false;
    const load = (async () => {
      while (!isEnding) {
        const [time, value] = [since + acknowledged, acknowledged];
        await mqtt.publishAsync('vigie/v1/mairie/air', JSON.stringify({ time, metrics: { 'air.co2': value } }), {
          qos: 1,
        });
        acknowledged++;
      }
    })();
    await expect.poll(() => acknowledged, { timeout: 30_000 }).toBeGreaterThan(50);
    const atBackup = acknowledged;
    const done = await runVigie(['backup', target, '--config', place.config, '--json']);
    const result = JSON.parse(done.stdout);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    isEnding = true;
    await load;
    expect(acknowledged).toBeGreaterThan(atBackup);
    acknowledged = atBackup;
    expect(result.contains).toMatchObject({ users: 2, store: { inParts: 20_000 } });
    await mqtt.endAsync();
    before = await answers(vigie, session, begin);
    await vigie.kill('SIGKILL');
  }
  expect((await stat(target)).mode & 0o777).toBe(0o700);
  expect((await stat(join(target, 'state.sqlite'))).mode & 0o777).toBe(0o600);
  expect((await readdir(folder.path)).filter((name) => name.startsWith('backup'))).toEqual(['backup']);

  const elsewhere = join(folder.path, 'elsewhere');
  await mkdir(elsewhere);
  const http = await freePort();
  const config = join(elsewhere, 'vigie.yaml');
  await writeFile(
    config,
    `data: ./data\nhttp: { listen: "127.0.0.1:${http}" }\nmqtt: { listen: "127.0.0.1:${await freePort()}" }\nlog: { level: warn }\n`,
  );
  const restored = await runVigie(['restore', target, '--config', config]);
  expect(restored).toMatchObject({ code: 0, stderr: '' });
  expect((await runVigie(['restore', target, '--config', config])).stderr).toMatch(/is not empty/);
  await using again = await startVigie({ config, http, mqtt: 0 });
  const session = await again.session();
  expect(await answers(again, session, begin)).toEqual(before);
  const read = `/readings?device=air&metric=air.co2&from=0&to=${Date.now()}`;
  await expect
    .poll(async () => (await again.ask(session, read)).body.values.length, { timeout: 20_000 })
    .toBeGreaterThanOrEqual(acknowledged);
  const { values } = (await again.ask(session, read)).body;
  expect(values).toEqual(values.map((_: number, at: number) => at));
});

test('a backup that was damaged, a folder that is none, a folder in use: one line a mistake, and nothing is restored', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  {
    await using vigie = await startVigie(place);
    await vigie.kill('SIGTERM');
  }
  const at = ['--config', place.config];
  const target = join(folder.path, 'backup');
  expect(await runVigie(['backup', target, ...at])).toMatchObject({ code: 0, stderr: '' });
  expect((await runVigie(['backup', target, ...at])).stderr).toMatch(/backup is not empty/);
  const empty = join(folder.path, 'new');
  expect((await runVigie(['restore', join(folder.path, 'territory'), '--data', empty])).stderr).toMatch(
    /manifest\.json cannot be read: \S+territory is no whole backup of Vigie/,
  );
  await appendFile(join(target, 'journal.sqlite'), 'x');
  await rm(join(target, 'state.sqlite'));
  await writeFile(join(target, 'store/parts/2026-01.g1.parquet'), 'x');
  const damaged = await runVigie(['restore', target, '--data', empty]);
  expect(damaged).toMatchObject({ code: 1, stdout: '' });
  expect(damaged.stderr.trimEnd().split('\n')).toEqual([
    `${join(target, 'journal.sqlite')} is not what was backed up`,
    `${join(target, 'state.sqlite')} is missing`,
    `${join(target, 'store/parts/2026-01.g1.parquet')} is not of the backup`,
  ]);
  const manifest = await readFile(join(target, 'manifest.json'), 'utf8');
  for (const hostile of [
    manifest.replace('state.sqlite', '../../state.sqlite'),
    manifest.replace('"format": 1', '"format": 2'),
    '{',
    '',
  ]) {
    await writeFile(join(target, 'manifest.json'), hostile);
    const refused = await runVigie(['restore', target, '--data', empty]);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/is not the manifest of a backup that this Vigie can read\n$/);
  }
  await expect(stat(empty)).rejects.toThrow('ENOENT');
});

/** What people see of what the backup holds. */
async function answers(vigie: Awaited<ReturnType<typeof startVigie>>, session: Record<string, string>, begin: number) {
  const paths = [
    '/users',
    '/tokens',
    '/organisations',
    '/sites',
    '/readings/latest?device=eau',
    '/discovery',
    '/refused',
  ];
  const curves = ['1h', '1d'].map(
    (step) => `/readings?device=eau&metric=water.volume&from=${begin}&to=${begin + 20_000 * minute}&step=${step}`,
  );
  const all = await Promise.all([...paths, ...curves].map((path) => vigie.ask(session, path)));
  expect(all.map(({ status }) => status)).toEqual(all.map(() => 200));
  expect(all.at(-1)?.body.values.length).toBeGreaterThan(10);
  return all.map(({ body }) => body);
}
