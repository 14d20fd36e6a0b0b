import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Batch } from '../../../gateway/domain/journal.ts';
import type { Series } from '../../../gateway/domain/series.ts';
import { JournalFull, openJournal } from '../../../gateway/journal/journal.ts';
import { emptyFolder } from '../../support/folder.ts';

const now = () => Date.UTC(2026, 2, 1);
const series = (device: string): Series => ({
  organisation: 'o',
  site: 's',
  device,
  type: 't',
  metric: 'm',
  instance: '',
});

function batch(ids: readonly number[], more: Partial<Batch> = {}): Batch {
  return {
    acceptedAt: now(),
    newSeries: [],
    readings: {
      series: Int32Array.from(ids),
      times: Float64Array.from(ids, (_, row) => now() + row),
      values: Float64Array.from(ids, (id, row) => id + row / 8),
    },
    refused: [],
    unknown: [],
    announced: [],
    ...more,
  };
}

test('what was appended is read in order from any cursor, after a reopening too', async () => {
  await using folder = await emptyFolder();
  const options = { file: join(folder.path, 'j.sqlite'), quotaBytes: 1e8, now };
  const first = openJournal(options);
  first.append(batch([0, 1], { newSeries: [series('a'), series('b')] }));
  first.append(batch([1]));
  first.close();

  const again = openJournal(options);
  expect(again.series().map((one) => one.device)).toEqual(['a', 'b']);
  expect(again.read(0, 1_000).map(({ seq, readings }) => [seq, [...readings.series], [...readings.values]])).toEqual([
    [1, [0, 1], [0, 1.125]],
    [2, [1], [1]],
  ]);
  expect(again.read(1, 1_000).map((entry) => entry.seq)).toEqual([2]);
  again.close();
});

test('trimming takes only what every reader has passed, and numbers never come back', async () => {
  const journal = openJournal({ file: ':memory:', quotaBytes: 1e8, now });
  for (let i = 0; i < 5; i++) journal.append(batch([0], i === 0 ? { newSeries: [series('a')] } : {}));
  journal.moveCursor('store', 4);
  journal.moveCursor('detect', 2);
  journal.trim();
  expect(journal.read(0, 100).map((entry) => entry.seq)).toEqual([3, 4, 5]);
  journal.moveCursor('store', 5);
  journal.moveCursor('detect', 5);
  journal.trim();
  expect(journal.append(batch([0]))).toBe(6);
  journal.moveCursor('detect', 1); // a cursor never goes back
  expect(journal.cursor('detect')).toBe(5);
  journal.close();
});

test('a journal that was lost goes on behind what the store already has', () => {
  const journal = openJournal({ file: ':memory:', quotaBytes: 1e8, now });
  journal.continueAfter(41);
  expect(journal.append(batch([0], { newSeries: [series('a')] }))).toBe(42);
  journal.continueAfter(10);
  expect(journal.append(batch([0]))).toBe(43);
  journal.close();
});

test('a reader that is known and has not begun keeps everything, and one that has begun is not set back', () => {
  const journal = openJournal({ file: ':memory:', quotaBytes: 1e8, now });
  journal.begin('store', 0);
  journal.begin('judgement', 0);
  for (const id of [0, 1, 2]) journal.append(batch([id]));
  journal.keepCheckpoint('judgement', 3, '{}');
  journal.trim();
  expect(journal.read(0, 1e6).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  journal.begin('judgement', 1);
  expect(journal.cursor('judgement')).toBe(3);
  journal.moveCursor('store', 2);
  journal.trim();
  expect(journal.read(0, 1e6).map(({ seq }) => seq)).toEqual([3]);
  journal.close();
});

test('the pieces of a checkpoint are of the generation that it names, and a piece written again takes its place', () => {
  const journal = openJournal({ file: ':memory:', quotaBytes: 1e8, now });
  for (const generation of [0, 1]) {
    for (const number of [2, 0, 1])
      journal.keepPart('judgement', { generation, number, body: `${generation}.${number}` });
  }
  journal.keepPart('judgement', { generation: 0, number: 1, body: 'anew' });
  journal.keepPart('other', { generation: 0, number: 0, body: 'of another reader' });
  expect(journal.parts('judgement', 0, 2)).toEqual(['0.0', 'anew']);
  expect(journal.parts('judgement', 1, 3)).toEqual(['1.0', '1.1', '1.2']);
  journal.close();
});

test('at its quota the journal refuses in words and takes again once trimmed', () => {
  const journal = openJournal({ file: ':memory:', quotaBytes: 600_000, now });
  const large = batch(Array.from({ length: 4_000 }, () => 0));
  journal.append({ ...large, newSeries: [series('a')] });
  let appended = 1;
  expect(() => {
    for (; appended < 100; appended++) journal.append(large);
  }).toThrow(JournalFull);
  expect(appended).toBeGreaterThan(3);
  expect(journal.use().bytes).toBeGreaterThanOrEqual(600_000);
  expect(journal.use().hoursLeft).toBe(0);
  journal.moveCursor('store', journal.lastSeq());
  journal.trim();
  expect(journal.append(large)).toBe(appended + 1);
  journal.close();
});

test('a batch is kept whole or not at all: readings, refused and unknown messages share one commit', () => {
  const journal = openJournal({ file: ':memory:', quotaBytes: 1e8, now });
  const payload = new TextEncoder().encode('{"metrics":{"air.co2":1}}');
  const broken = { time: now(), client: 'c', topic: 't', reason: 'why', payload: Symbol('no bytes') };
  // a row that SQLite cannot bind stands for any failure in the middle of a commit
  expect(() => journal.append(batch([0], { newSeries: [series('a')], refused: [broken as never] }))).toThrow();
  expect(journal.read(0, 10)).toEqual([]);
  expect(journal.series()).toEqual([]);
  journal.append(
    batch([], {
      refused: [{ time: 1, client: 'c', topic: 'bad', reason: 'why', payload }],
      unknown: [{ time: 2, client: 'c', address: 'native:s/d', topic: 'vigie/v1/s/d', payload }],
    }),
  );
  expect(journal.inbox.refused({ limit: 10 }).items).toMatchObject([{ topic: 'bad', reason: 'why' }]);
  expect(journal.inbox.discovered({ limit: 10 }).items).toMatchObject([
    { address: 'native:s/d', messages: 1, topic: 'vigie/v1/s/d', ignored: false },
  ]);
  journal.close();
});

test('what waits for people stays bounded: the oldest goes first, an ignored device keeps nothing', () => {
  const journal = openJournal({ file: ':memory:', quotaBytes: 1e9, now });
  const unknown = (device: number, count: number) =>
    Array.from({ length: count }, (_, i) => ({
      time: device * 1_000 + i,
      client: 'c',
      address: `native:s/d${device}`,
      topic: `vigie/v1/s/d${device}`,
      payload: new Uint8Array([i & 255]),
    }));
  journal.append(batch([], { unknown: unknown(0, 300) }));
  const [device] = journal.inbox.discovered({ limit: 1 }).items;
  expect(device?.messages).toBe(300);
  const kept = journal.inbox.kept(device?.id ?? 0)?.messages ?? [];
  expect(kept.length).toBe(200);
  expect(kept[0]?.time).toBe(100);
  journal.inbox.ignore(device?.id ?? 0);
  journal.append(batch([], { unknown: unknown(0, 5) }));
  expect(journal.inbox.kept(device?.id ?? 0)?.messages).toEqual([]);
  journal.append(batch([], { unknown: Array.from({ length: 1_200 }, (_, i) => unknown(i + 1, 1)).flat() }));
  let devices = 0;
  let before: number | null = Number.MAX_SAFE_INTEGER;
  while (before !== null) {
    const page: { items: readonly unknown[]; next: number | null } = journal.inbox.discovered({ limit: 100, before });
    devices += page.items.length;
    before = page.next;
  }
  expect(devices).toBe(1_000);
  expect(journal.inbox.discovered({ limit: 1_000 }).next).toBeNull();
  const refused = Array.from({ length: 200 }, (_, i) => ({
    time: i,
    client: 'c',
    topic: 't',
    reason: 'r',
    payload: new Uint8Array(1),
  }));
  for (let i = 0; i < 60; i++) journal.append(batch([], { refused }));
  const keptRefused = journal.inbox.refused({ limit: 20_000 }).items.length;
  expect(keptRefused).toBeLessThanOrEqual(10_000);
  expect(keptRefused).toBeGreaterThan(9_000);
  journal.close();
});

test('a client that floods what waits for people takes nothing from the others', () => {
  const journal = openJournal({ file: ':memory:', quotaBytes: 1e9, now });
  const unknown = (client: string, device: number, bytes = 1) => ({
    time: device,
    client,
    address: `native:${client}/d${device}`,
    topic: `vigie/v1/${client}/d${device}`,
    payload: new Uint8Array(bytes),
  });
  const refused = (client: string, bytes = 1) => ({
    time: 1,
    client,
    topic: 't',
    reason: 'r',
    payload: new Uint8Array(bytes),
  });
  const flood = 2_500;
  const modest = {
    unknown: [1, 2, 3].map((device) => unknown('quiet', device)),
    refused: [refused('quiet'), refused('quiet')],
  };
  journal.append(batch([], modest));
  journal.append(batch([], { unknown: Array.from({ length: flood }, (_, i) => unknown('loud', i + 10)) }));
  for (let i = 0; i < 60; i++)
    journal.append(batch([], { refused: Array.from({ length: 200 }, () => refused('loud')) }));
  // 96 MB of each
  for (let i = 0; i < 12; i++) {
    const many = Array.from({ length: 128 }, (_, n) => unknown('loud', 10 + flood - n, 65_536));
    journal.append(batch([], { unknown: many, refused: many.map(() => refused('loud', 65_536)) }));
  }
  const devices = journal.inbox.discovered({ limit: 2_000 }).items;
  expect(devices).toHaveLength(1_000);
  const quiet = devices.filter(({ client }) => client === 'quiet');
  expect(quiet.map(({ id }) => journal.inbox.kept(id)?.messages.length)).toEqual([1, 1, 1]);
  expect(journal.inbox.refused({ limit: 20_000 }).items.filter(({ client }) => client === 'quiet')).toHaveLength(2);
  journal.close();
});

test('unknown messages fill no disk: 64 MB of payloads at most, the newest stay, and small talk is never cut short', () => {
  const journal = openJournal({ file: ':memory:', quotaBytes: 1e9, now });
  const send = (device: number, count: number, bytes: number) => {
    const unknown = Array.from({ length: count }, (_, i) => ({
      time: i,
      client: 'c',
      address: `native:s/d${device}`,
      topic: `vigie/v1/s/d${device}`,
      payload: new Uint8Array(bytes),
    }));
    journal.append(batch([], { unknown }));
  };
  const kept = () =>
    journal.inbox.discovered({ limit: 100 }).items.map(({ id }) => journal.inbox.kept(id)?.messages.length ?? 0);
  for (let round = 0; round < 6; round++) send(0, 200, 65_536);
  expect(kept()).toEqual([200]);
  for (let device = 1; device <= 8; device++) send(device, 200, 65_536);
  const [newest = 0, ...others] = kept();
  expect(newest).toBe(200);
  const total = newest + others.reduce((sum, count) => sum + count, 0);
  expect(total * 65_536).toBeLessThanOrEqual(64 * 2 ** 20);
  expect(total).toBeGreaterThan(400);
  journal.close();
});

test('readers that stop and start anywhere see every reading once and in order', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.record({ is: fc.constant('append' as const), rows: fc.integer({ min: 1, max: 20 }) }),
          fc.record({ is: fc.constant('read' as const), reader: fc.nat(2), limit: fc.integer({ min: 1, max: 30 }) }),
          fc.record({ is: fc.constant('trim' as const) }),
        ),
        { maxLength: 60 },
      ),
      (steps) => {
        const journal = openJournal({ file: ':memory:', quotaBytes: 1e8, now });
        const readers = ['a', 'b', 'c'];
        for (const reader of readers) journal.moveCursor(reader, 0);
        const seen = new Map<string, number[]>(readers.map((reader) => [reader, []]));
        const written: number[] = [];
        const read = (reader: string, limit: number) => {
          const entries = journal.read(journal.cursor(reader), limit);
          for (const entry of entries) seen.get(reader)?.push(...entry.readings.values);
          journal.moveCursor(reader, entries.at(-1)?.seq ?? 0);
          return entries.length;
        };
        for (const step of steps) {
          if (step.is === 'append') {
            const values = Float64Array.from({ length: step.rows }, (_, row) => written.length + row);
            written.push(...values);
            journal.append(
              batch([], {
                readings: { series: new Int32Array(step.rows), times: new Float64Array(step.rows), values },
              }),
            );
          } else if (step.is === 'read') read(readers[step.reader] ?? 'a', step.limit);
          else journal.trim();
        }
        for (const reader of readers) {
          while (read(reader, 10) > 0);
          expect(seen.get(reader)).toEqual(written);
        }
        journal.close();
      },
    ),
    { numRuns: 100 },
  );
});
