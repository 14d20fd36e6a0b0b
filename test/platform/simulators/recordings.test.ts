import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { csvAmounts, csvValues } from '../../../simulators/recording/csv-amounts.ts';
import { csvReadings } from '../../../simulators/recording/csv-readings.ts';
import { inOrder } from '../../../simulators/recording/in-order.ts';
import { lineOf, recordedMessages } from '../../../simulators/recording/recorded-messages.ts';
import { parseScenario, playScenario } from '../../../simulators/scenario.ts';
import type { SentMessage } from '../../../simulators/wire.ts';
import { village, withDevice } from '../../unit/simulators/village.ts';

const places: Record<string, { site: string; device: string }> = {
  a: { site: 'one', device: 'a' },
  b: { site: 'two', device: 'b' },
};
const gas = { site: 'home', device: 'gas-uk', metric: 'gas.volume' };

test('a recorded scenario is read back as it was played, byte by byte', async () => {
  const scenario = parseScenario(
    'name: bad\nfrom: 2026-03-02T08:00:00Z\nlasts: 2h\nfaults: [{ kind: malformed, site: mairie, size: 0.5 }]',
    'bad.yaml',
  );
  const played = [...playScenario(scenario, { territory: village })];
  const { messages, bad } = await read(played.map(lineOf).join('\n'), recordedMessages);
  expect(played.length).toBe(216);
  expect(messages).toEqual(played);
  expect(bad).toEqual([]);
});

test('a recorded scenario of a device that speaks in bytes is read back, byte by byte', async () => {
  const scenario = parseScenario(
    'name: bytes\nfrom: 2026-03-02T08:00:00Z\nlasts: 2h\nfaults: [{ kind: malformed, device: sparkplug, size: 0.5 }]',
    'bytes.yaml',
  );
  const territory = withDevice({ id: 'sparkplug', type: 'climate', address: 'sparkplug:village/mairie/salon' });
  const played = [...playScenario(scenario, { territory })];
  const { messages, bad } = await read(played.map(lineOf).join('\n'), recordedMessages);
  const bytes = played.filter(({ payload }) => payload instanceof Uint8Array);
  expect(bytes.length).toBeGreaterThan(8); // twelve, less those that break into text
  expect(bytes.every(({ topic }) => topic.startsWith('spBv1.0/village/'))).toBe(true);
  expect(messages).toEqual(played);
  expect(bad).toEqual([]);
});

test('bad lines of a recording are told with file and line, the rest is played', async () => {
  const text = [
    '{"time":"2026-03-01T10:00:00+01:00","topic":"a","payload":{"metrics":{"x":1}}}',
    'not json',
    '{"time":"2026-03-01 10:00","topic":"a","payload":"p"}',
    '{"time":1772359200000,"payload":"p"}',
    '',
    '{"time":1772359200000,"topic":"b","payload":"12.5"}',
    '{"time":1772359200000,"topic":"b","payload":"%","encoding":"base64"}',
    '{"time":1772359200000,"topic":"b","payload":"b","encoding":"hex"}',
  ].join('\r\n');
  const { messages, bad } = await read(text, recordedMessages);
  expect(messages).toEqual([
    { time: Date.UTC(2026, 2, 1, 9), topic: 'a', payload: '{"metrics":{"x":1}}' },
    { time: 1772359200000, topic: 'b', payload: '12.5' },
  ]);
  expect(bad).toEqual([
    'FILE:2 is not JSON',
    'FILE:3 time "2026-03-01 10:00" is neither ISO 8601 with an offset nor epoch ms',
    'FILE:4 lacks topic',
    'FILE:7 payload is not base64, as its encoding says',
    'FILE:8 encoding "hex" is not base64',
  ]);
});

test('a CSV of readings becomes one message a device and time', async () => {
  const text = [
    '\uFEFFtime,device,metric,value',
    '2026-03-01T10:00:00Z,a,air.co2,700',
    '2026-03-01T10:00:00Z,a,air.temperature,20.5',
    '2026-03-01T10:00:00Z,b,air.co2,nan',
    '2026-03-01T10:00:00,a,air.co2,1',
    '1772359800000,c,air.co2,1',
    '1772359800000,b,air.co2,5e2',
  ].join('\n');
  const { messages, bad } = await read(text, (file, onBad) =>
    csvReadings(file, { locate: (device) => places[device], onBad }),
  );
  expect(messages.map((m) => [m.time, m.topic, JSON.parse(String(m.payload)).metrics])).toEqual([
    [Date.UTC(2026, 2, 1, 10), 'vigie/v1/one/a', { 'air.co2': 700, 'air.temperature': 20.5 }],
    [1772359800000, 'vigie/v1/two/b', { 'air.co2': 500 }],
  ]);
  expect(bad).toEqual([
    'FILE:4 value "nan" is not a number',
    'FILE:5 time "2026-03-01T10:00:00" is neither ISO 8601 with an offset nor epoch ms',
    'FILE:6 the site of device "c" is unknown',
  ]);
});

test('a CSV with another header is refused by its first line', async () => {
  const { messages, bad } = await read('date;value\n1;2', (file, onBad) =>
    csvReadings(file, { locate: () => undefined, onBad }),
  );
  expect(messages).toEqual([]);
  expect(bad).toEqual(['FILE:1 the header lacks time, device, metric, value: expected time,device,metric,value']);
});

test('amounts become an index: 0 at the first start, the sum at each end, standing still over a gap', async () => {
  const text = [
    'start,value',
    '2020-04-01 01:00:00+00:00,0.1',
    '2020-04-01 02:00:00+00:00,0.2',
    '2020-04-01 03:00:00+00:00,oops',
    '2020-04-01 02:00:00+00:00,9',
    '2020-04-01 06:00:00+00:00,1',
  ].join('\n');
  const { messages, bad } = await read(text, (file, onBad) => csvAmounts(file, gas, onBad));
  const hour = (time: number) => (time - Date.UTC(2020, 3, 1)) / 3_600_000;
  expect(messages.map((m) => [hour(m.time), JSON.parse(String(m.payload)).metrics['gas.volume']])).toEqual([
    [1, 0],
    [2, 0.1],
    [3, 0.3],
    [6, 0.3],
    [7, 1.3],
  ]);
  expect(messages[0]!.topic).toBe('vigie/v1/home/gas-uk');
  expect(bad).toEqual([
    'FILE:4 value "oops" is not a number',
    'FILE:5 start "2020-04-01 02:00:00+00:00" is not later than the row before',
  ]);
});

test('amounts of days in local time keep their offset, and an incomplete last day is left out', async () => {
  const text =
    'start,value\n2015-11-22T00:00:00-06:00,10\n2015-11-23T00:00:00-06:00,20\n2015-11-24T00:00:00-06:00,nan\n';
  const { messages } = await read(text, (file, onBad) => csvAmounts(file, gas, onBad));
  expect(messages.map((m) => new Date(m.time).toISOString())).toEqual([
    '2015-11-22T06:00:00.000Z',
    '2015-11-23T06:00:00.000Z',
    '2015-11-24T06:00:00.000Z',
  ]);
});

test('several recordings are played as one, in the order of time', async () => {
  const { messages } = await read('start,value\n2020-04-01T00:00:00Z,1\n2020-04-01T02:00:00Z,2\n', (file, onBad) =>
    inOrder([csvAmounts(file, gas, onBad), csvValues(file, { ...gas, metric: 'x.y' }, onBad)]),
  );
  expect(messages.map((m) => [new Date(m.time).getUTCHours(), JSON.parse(String(m.payload)).metrics])).toEqual([
    [0, { 'gas.volume': 0 }],
    [0, { 'x.y': 1 }],
    [2, { 'gas.volume': 1 }],
    [2, { 'x.y': 2 }],
    [4, { 'gas.volume': 3 }],
  ]);
});

/** What a reader makes of a file with this text; FILE stands for its path in what was told. */
async function read(
  text: string,
  reader: (file: string, onBad: (reason: string) => void) => AsyncIterable<SentMessage>,
): Promise<{ messages: SentMessage[]; bad: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-recording-'));
  try {
    const file = join(folder, 'recording');
    await writeFile(file, text);
    const bad: string[] = [];
    const messages = await Array.fromAsync(reader(file, (reason) => bad.push(reason.replace(file, 'FILE'))));
    return { messages, bad };
  } finally {
    await rm(folder, { recursive: true });
  }
}
