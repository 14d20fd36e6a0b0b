import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { isRecord } from '../../../devices/record.ts';
import { emptyFolder } from '../../support/folder.ts';
import { startInfluxDb } from '../../support/influxdb.ts';
import { productionFolder, runVigie, startVigie } from '../../support/vigie.ts';

const patient = { timeout: 30_000, interval: 100 };
// several waits of half a minute at most stand in one test
vi.setConfig({ testTimeout: 180_000 });
const begin = Date.UTC(2026, 2, 1, 10);
const asked = `/readings?device=air&metric=air.co2&from=${begin}&to=${begin + 3_600_000}`;

test('with its InfluxDB away Vigie starts, takes readings, shows them live and says so; once there, all arrive, each once', async () => {
  await using folder = await emptyFolder();
  await using influxDb = await startInfluxDb();
  await influxDb.stop();
  const place = await productionFolder(folder.path, { yaml: `store: influxdb://${influxDb.host}/vigie\n` });
  {
    await using vigie = await startVigie(place);
    const session = await vigie.session();
    const ready = await fetch(`${vigie.url}/readyz`);
    expect(ready.status).toBe(200);
    await expect
      .poll(() => storeOf(vigie.url), patient)
      .toMatchObject({ ok: false, message: expect.stringMatching(/^InfluxDB at .* does not answer \(ECONNREFUSED\)/) });
    for (let n = 0; n < 20; n++) {
      const reading = { device: 'air', time: begin + n * 60_000, metrics: { 'air.co2': 600 + n } };
      expect((await vigie.ask(session, '/readings', reading)).status).toBe(204);
    }
    expect((await vigie.ask(session, '/readings/latest?device=air')).body.items).toMatchObject([{ value: 619 }]);
    const answer = await vigie.ask(session, asked);
    expect(answer.status).toBe(503);
    expect(answer.body).toMatchObject({ title: 'Unavailable', detail: expect.stringContaining('does not answer') });

    // what waits outlives a crash
    await vigie.kill('SIGKILL');
  }
  {
    await using vigie = await startVigie(place);
    const session = await vigie.session();
    await influxDb.start();
    await expect.poll(async () => (await vigie.ask(session, asked)).body.values?.length, patient).toBe(20);
    await expect.poll(() => storeOf(vigie.url), patient).toEqual({ ok: true, behind: 0 });
    const series = await influxDb.ask('SHOW SERIES', { db: 'vigie' });
    expect(series).toContain('air,device=air,organisation=tartas,site=mairie,type=air-quality');
    await vigie.kill('SIGKILL');
  }
  await using vigie = await startVigie(place);
  const session = await vigie.session();
  // nothing waits in the journal any more: the newest reading comes from InfluxDB
  await expect
    .poll(async () => (await vigie.ask(session, '/readings/latest?device=air')).body.items[0]?.value, patient)
    .toBe(619);
  const { body } = await vigie.ask(session, asked);
  expect(body.values).toEqual(Array.from({ length: 20 }, (_, n) => 600 + n));
});

test('vigie check judges the address of the store and its secrets, and shows no password', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path, {
    yaml: 'store: influxdb://vigie:motdepasse@influx:8086\ninfluxdb: { token: abc, tokenFile: ./missing }\n',
  });
  const wrong = await runVigie(['check', '--config', place.config]);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toMatch(
    /vigie\.yaml:6 store "influxdb:\/\/vigie:…@influx:8086" must name the database .* as in influxdb:\/\/host:8086\/database/,
  );
  expect(wrong.stderr).toMatch(/vigie\.yaml:7 influxdb\.tokenFile stands beside influxdb\.token: give one of the two/);
  expect(wrong.stderr).toMatch(/influxdb\.tokenFile ".*missing" cannot be read/);
  expect(wrong.stderr).not.toMatch(/\n\s+at /);

  await writeFile(join(folder.path, 'token'), 'geheim\n');
  const env = {
    VIGIE_STORE: 'influxdb://vigie:motdepasse@influx/vigie',
    VIGIE_INFLUXDB_TOKEN_FILE: join(folder.path, 'token'),
  };
  await using other = await emptyFolder();
  const yaml = await productionFolder(other.path);
  const right = await runVigie(['check', '--config', yaml.config], env);
  expect(right.stderr).toBe('');
  expect(right.stdout).toContain('influxdb://vigie:…@influx/vigie');
  expect(right.stdout).not.toMatch(/motdepasse|geheim/);
});

/** What /readyz says of the store. */
async function storeOf(url: string): Promise<unknown> {
  const body: unknown = await (await fetch(`${url}/readyz`)).json();
  return isRecord(body) ? body.store : undefined;
}
