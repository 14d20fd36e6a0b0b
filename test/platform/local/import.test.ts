import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { createTerritoryState } from '../../../gateway/state/create-territory-state.ts';
import { openState } from '../../../gateway/state/open-state.ts';
import { emptyFolder } from '../../support/folder.ts';
import { smallTerritory } from '../../support/territory.ts';
import { productionFolder, runVigie, startVigie } from '../../support/vigie.ts';

const program = join(import.meta.dirname, '../../../vigie.ts');
const minute = 60_000;
const begin = Date.UTC(2025, 0, 1);

test('an import that was killed goes on where it was, and keeps exactly what an uninterrupted one keeps', async () => {
  await using folder = await emptyFolder();
  const [killed, whole] = [await dataFolder(folder.path, 'killed'), await dataFolder(folder.path, 'whole')];
  const file = join(folder.path, 'long.csv');
  const rows = 150_000;
  // a long last column makes many pieces of few lines
  const lines = Array.from({ length: rows }, (_, row) => {
    const device = ['tartas-air', 'dax-air'][row % 2];
    return `${new Date(begin + row * minute).toISOString()},${device},air.co2,${400 + (row % 900)},${'x'.repeat(120)}`;
  });
  await writeFile(file, `time,device,metric,value,comment\n${lines.join('\n')}\n`);

  const child = spawn(process.execPath, [program, 'import', file, '--data', killed], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const state = new DatabaseSync(join(killed, 'state.sqlite'), { readOnly: true, timeout: 5_000 });
  const position = () => Number(state.prepare('select max(position) as p from imports').get()?.p ?? 0);
  while (position() === 0) {
    expect(child.exitCode, 'the import ended before it could be killed').toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  child.kill('SIGKILL');
  expect((await ended)[1]).toBe('SIGKILL');
  const reached = position();
  state.close();
  expect(reached).toBeGreaterThan(0);

  const again = await runVigie(['import', file, '--data', killed]);
  expect(again).toMatchObject({ code: 0, stderr: '' });
  expect(again.stdout).toMatch(/^150000 readings taken, 0 bad lines, went on at line [1-9]\d{3,}\n$/);
  const once_ = await runVigie(['import', file, '--data', whole, '--json']);
  expect(JSON.parse(once_.stdout)).toEqual({ taken: rows, bad: 0 });
  const exported = await Promise.all([killed, whole].map((data) => exportedFrom(data)));
  expect(exported[0]?.split('\n').length).toBe(rows + 2);
  expect(exported[0] === exported[1]).toBe(true);
  // once more changes nothing
  expect((await runVigie(['import', file, '--data', whole])).stdout).toBe('150000 readings taken, 0 bad lines\n');
  expect((await exportedFrom(whole)) === exported[1]).toBe(true);
});

test('a hostile CSV: what can be read is taken, each bad line is told with its number and reason', async () => {
  await using folder = await emptyFolder();
  const data = await dataFolder(folder.path, 'data');
  const file = join(folder.path, 'bad.csv');
  const good = '2026-03-01T10:00:00Z';
  const lines = [
    '\uFEFFvalue,Metric, device ,time,note\r',
    `21.5,air.temperature,tartas-air,${good},plain\r`,
    `"22.5","air.temperature","tartas-air","2026-03-01 12:00:00+01:00","with ""quotes"", and commas"`,
    ` 4.2e2 , air.co2 , tartas-air , 1772359200000 ,`,
    '',
    `nan,air.co2,tartas-air,${good},`,
    `1,air.co2,tartas-air,2026-03-01T10:00:00,`,
    `1,air.co2,tartas-air,2026-02-30T10:00:00Z,`,
    `1,air.co2,tartas-air,1772359200,`,
    `1,air.co2,tartas-air,2199-01-01T00:00:00Z,`,
    `1,air.co2,no\u0007body,${good},`,
    `2,air.co2,no\u0007body,${good},`,
    `1,water.volume,tartas-air,${good},`,
    `1,air.co2`,
    `1e999,air.co2,tartas-air,${good},`,
    `${'9'.repeat(70_000)},air.co2,tartas-air,${good},`,
    `\u0000\u0001\u0002`,
    `500,air.co2,dax-air,${good},last line without an end`,
  ];
  await writeFile(file, lines.join('\n'));
  const { code, stdout, stderr } = await runVigie(['import', file, '--data', data]);
  expect({ code, stdout }).toEqual({ code: 0, stdout: '4 readings taken, 12 bad lines\n' });
  expect(stderr.trimEnd().split('\n')).toEqual([
    `${file}:6 value "nan" is not a number`,
    `${file}:7 time "2026-03-01T10:00:00" is neither ISO 8601 with an offset nor epoch ms`,
    `${file}:8 time "2026-02-30T10:00:00Z" is neither ISO 8601 with an offset nor epoch ms`,
    `${file}:9 time "1772359200" is neither ISO 8601 with an offset nor epoch ms`,
    `${file}:10 the time is more than 5 minutes ahead`,
    `${file}:14 has 2 columns where the header has 4 or more`,
    `${file}:15 the value is not a finite number`,
    `${file}:16 the line is too long`,
    `${file}:17 has 1 columns where the header has 4 or more`,
    `${file}:11 device "no?body" is not in the territory (and 1 lines more)`,
    `${file}:13 metric "water.volume" is none of a air-quality`,
  ]);
  expect((await exportedFrom(data)).trimEnd().split('\n')).toEqual([
    'time,device,metric,instance,value',
    '2026-03-01T10:00:00.000Z,dax-air,air.co2,,500',
    '2026-03-01T10:00:00.000Z,tartas-air,air.co2,,420',
    '2026-03-01T10:00:00.000Z,tartas-air,air.temperature,,21.5',
    '2026-03-01T11:00:00.000Z,tartas-air,air.temperature,,22.5',
  ]);
});

test('of very many bad lines the first twenty are told, and how many there were', async () => {
  await using folder = await emptyFolder();
  const data = await dataFolder(folder.path, 'data');
  const file = join(folder.path, 'bad.csv');
  await writeFile(file, `time,device,metric,value\n${'x,y,z,1\n'.repeat(5_000)}`);
  const { code, stdout, stderr } = await runVigie(['import', file, '--data', data]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  const lines = stderr.trimEnd().split('\n');
  expect(lines).toHaveLength(22);
  expect(lines.slice(-2)).toEqual([
    '… and 4980 more bad lines',
    `vigie import: nothing could be taken from ${file}, 5000 bad lines`,
  ]);
});

test('what export writes, import takes in again, as CSV and as Parquet, instances and odd values too', async () => {
  await using folder = await emptyFolder();
  const data = await dataFolder(folder.path, 'first');
  const file = join(folder.path, 'messages.jsonl');
  const messages = [
    {
      time: begin,
      topic: 'vigie/v1/mairie-tartas/tartas-air',
      payload: '{"metrics":{"air.co2":{"salle, \\"nord\\"":401,"sud":402}}}',
    },
    {
      time: begin,
      topic: 'vigie/v1/mairie-tartas/tartas-air',
      payload: { time: begin + 1, metrics: { 'air.co2': 0.1 + 0.2 } },
    },
    { time: '2025-01-01T00:00:05Z', topic: 'vigie/v1/mairie-tartas/tartas-eau/water.volume', payload: 123456.7891 },
    { time: begin, topic: 'zigbee2mqtt/salon', payload: '{}' },
    { topic: 'vigie/v1/mairie-tartas/tartas-air', payload: '{"metrics":{"air.co2":1}}' },
  ];
  await writeFile(file, `${messages.map((one) => JSON.stringify(one)).join('\n')}\nnot json\n`);
  const taken = await runVigie(['import', file, '--data', data]);
  expect(taken).toMatchObject({ code: 0, stdout: '4 readings taken, 3 bad lines\n' });
  expect(taken.stderr.trimEnd().split('\n')).toEqual([
    `${file}:4 has no native topic vigie/v1/<site>/<device>`,
    `${file}:5 has no time, neither in the payload nor beside it`,
    `${file}:6 is no JSON object {time, topic, payload}`,
  ]);
  const first = await exportedFrom(data);
  expect(first.split('\n')).toHaveLength(4 + 2);
  for (const format of ['csv', 'parquet']) {
    const out = join(folder.path, `out.${format}`);
    const exported = await runVigie(['export', '--data', data, '--out', out, '--json']);
    expect(JSON.parse(exported.stdout)).toEqual({ readings: 4, series: 4 });
    const other = await dataFolder(folder.path, `other-${format}`);
    expect(await runVigie(['import', out, '--data', other, '--json'])).toMatchObject({ code: 0, stderr: '' });
    expect(await exportedFrom(other), format).toBe(first);
  }
});

test('export gives what was asked for: devices, metrics, a span; what has no readings is told', async () => {
  await using folder = await emptyFolder();
  const data = await dataFolder(folder.path, 'data');
  const file = join(folder.path, 'some.csv');
  const lines = ['tartas-air', 'dax-air'].flatMap((device) =>
    ['air.co2', 'air.humidity'].flatMap((metric) =>
      [0, 1, 2].map((day) => `${begin + day * 86_400_000},${device},${metric},${day}`),
    ),
  );
  await writeFile(file, `time,device,metric,value\n${lines.join('\n')}\n`);
  await runVigie(['import', file, '--data', data]);
  const asked = [
    '--device',
    'tartas-air',
    '--device',
    'dax-air',
    '--metric',
    'air.co2',
    '--from',
    '2025-01-02',
    '--to',
    '2025-01-03',
  ];
  const { code, stdout } = await runVigie(['export', ...asked, '--data', data]);
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout:
      'time,device,metric,instance,value\n2025-01-02T00:00:00.000Z,dax-air,air.co2,,1\n2025-01-02T00:00:00.000Z,tartas-air,air.co2,,1\n',
  });
  const wrong = await runVigie(['export', '--device', 'tartas-aire', '--metric', 'air.co3', '--data', data]);
  expect(wrong).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'vigie export: device "tartas-aire" has no readings here\nvigie export: metric "air.co3" has no readings here\n',
  });
});

test('a running Vigie takes an import in, shows its newest readings at once, and gives them out again', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  await using vigie = await startVigie(place);
  const file = join(folder.path, 'some.csv');
  await writeFile(file, `time,device,metric,value\n${begin},air,air.co2,612\n${begin + minute},air,air.co2,613\n`);
  const at = ['--config', place.config];
  expect(await runVigie(['import', file, ...at])).toMatchObject({ code: 0, stdout: '2 readings taken, 0 bad lines\n' });
  const session = await vigie.session();
  expect((await vigie.ask(session, '/readings/latest?device=air')).body.items).toMatchObject([{ value: 613 }]);
  const { stdout } = await runVigie(['export', ...at]);
  expect(stdout.trimEnd().split('\n').slice(1)).toEqual([
    '2025-01-01T00:00:00.000Z,air,air.co2,,612',
    '2025-01-01T00:01:00.000Z,air,air.co2,,613',
  ]);
  const { body } = await vigie.ask(session, '/audit');
  expect(body.items.find((one: { action: string }) => one.action === 'readings.import')).toMatchObject({
    who: 'commande locale',
    subject: 'some.csv',
    details: '2 readings, 0 bad lines',
  });
});

test('a file that is none of readings is one line and changes nothing', async () => {
  await using folder = await emptyFolder();
  const data = await dataFolder(folder.path, 'data');
  const write = async (name: string, text: string) => {
    const path = join(folder.path, name);
    await writeFile(path, text);
    return path;
  };
  const cases: [string, number, RegExp][] = [
    [join(folder.path, 'absent.csv'), 2, /cannot be read \(ENOENT\)/],
    [folder.path, 2, /cannot be read \(EISDIR\)/],
    [await write('empty.csv', ''), 1, /:1 is empty: expected time,device,metric/],
    [await write('head.csv', 'time,device,value\n1,2,3\n'), 1, /:1 the header lacks metric/],
    [await write('twice.csv', 'time,time,device,metric,value\n'), 1, /:1 the header names time twice/],
    [await write('a.parquet', 'PAR1 this is none'), 1, /cannot be read as Parquet/],
    [await write('a.xlsx', 'x'), 2, /is neither \.csv, \.parquet, \.jsonl nor \.ndjson/],
    [await write('binary.jsonl', '\u0000\u0001'), 1, /is no JSON object/],
  ];
  for (const [file, code, says] of cases) {
    const ended = await runVigie(['import', file, '--data', data]);
    expect(ended, file).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(says) });
    expect(ended.stderr, file).not.toMatch(/\n {4}at /);
  }
  expect(existsSync(join(data, 'vigie.sock'))).toBe(false);
});

async function exportedFrom(data: string): Promise<string> {
  const out = `${data}.${Math.random()}.csv`;
  const { code, stderr } = await runVigie(['export', '--data', data, '--out', out]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return readFile(out, 'utf8');
}

/** A data folder whose territory is the small one. */
async function dataFolder(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path);
  await using state = openState({ file: join(path, 'state.sqlite') });
  await createTerritoryState(state).replaceFiles(smallTerritory());
  return path;
}
