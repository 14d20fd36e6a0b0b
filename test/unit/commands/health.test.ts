import { expect, test, vi } from 'vitest';
import { createHealth } from '../../../commands/platform/health.ts';

const judgement = { position: 0, trouble: undefined, toLearn: 0, behind: 0 };
const intake = { accepts: () => true, counters: { messages: 0, readings: 0, refused: 0, unknown: 0 } };

test('a store in trouble is written into the log once, and once when it works again', async () => {
  vi.useFakeTimers();
  const said: string[] = [];
  let trouble: string | undefined = 'No space left on device';
  using health = createHealth({
    disk: {
      use: async () => ({
        bytes: 0,
        quotaBytes: 1,
        hoursLeft: 1,
        behind: 0,
        judgement,
        store: { position: 0, trouble },
      }),
    },
    intake,
    connections: () => 0,
    backfill: 1,
    log: {
      error: (fields: object, message: string) => said.push(`${JSON.stringify(fields)} ${message}`),
      info: (_: object, message: string) => said.push(message),
    },
  });
  await vi.advanceTimersByTimeAsync(6_000);
  expect(health.read().store).toEqual({ ok: false, message: 'No space left on device', behind: 0 });
  trouble = undefined;
  await vi.advanceTimersByTimeAsync(6_000);
  vi.useRealTimers();
  expect(said).toEqual([
    '{"reason":"No space left on device"} the store takes nothing: readings wait in the journal',
    'the store takes readings again',
  ]);
});

test('a journal that passes half of its quota is written into the log once, with the hours left, and again the next time', async () => {
  vi.useFakeTimers();
  const said: string[] = [];
  let bytes = 50;
  using _health = createHealth({
    disk: {
      use: async () => ({
        bytes,
        quotaBytes: 100,
        hoursLeft: 7,
        behind: 0,
        judgement,
        store: { position: 0, trouble: undefined },
      }),
    },
    intake,
    connections: () => 0,
    backfill: 1,
    log: {
      error: (fields: object, message: string) => said.push(`${JSON.stringify(fields)} ${message}`),
      info: () => {},
    },
  });
  for (const next of [51, 52, 49, 60]) {
    await vi.advanceTimersByTimeAsync(4_000);
    bytes = next;
  }
  await vi.advanceTimersByTimeAsync(4_000);
  vi.useRealTimers();
  const says = 'the journal is half full: at its quota nothing is acknowledged';
  expect(said).toEqual([
    `{"bytes":51,"quotaBytes":100,"hoursLeft":7} ${says}`,
    `{"bytes":60,"quotaBytes":100,"hoursLeft":7} ${says}`,
  ]);
});
