import { expect, test, vi } from 'vitest';
import { createHealth } from '../../../commands/platform/health.ts';

test('a store in trouble is written into the log once, and once when it works again', async () => {
  vi.useFakeTimers();
  const said: string[] = [];
  let trouble: string | undefined = 'No space left on device';
  using health = createHealth({
    disk: {
      use: async () => ({ bytes: 0, quotaBytes: 1, hoursLeft: 1, behind: 0, store: { position: 0, trouble } }),
    },
    intake: { accepts: () => true, counters: { messages: 0, readings: 0, refused: 0, unknown: 0 } },
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
