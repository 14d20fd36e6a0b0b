import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { connectParts, serveParts } from '../../../commands/platform/remote.ts';
import { before } from '../../../commands/platform/upkeep.ts';

const counter = {
  count: (a: number, b: number): number => a + b,
  fail(): void {
    throw new Error('the disk is full: make room');
  },
  never: () => new Promise<void>(() => {}),
};

test('calls are answered with values and errors with their words; the end of the thread fails what waits and what comes', async () => {
  const { port1, port2 } = new MessageChannel();
  serveParts(port1, { counter });
  const parts = connectParts(port2);
  const remote = parts.part<typeof counter>('counter');
  expect(await Promise.all([remote.count(1, 2), remote.count(3, 4)])).toEqual([3, 7]);
  await expect(remote.fail()).rejects.toThrow('the disk is full: make room');
  await expect(parts.part<typeof counter>('nobody').count(1, 2)).rejects.toThrow('there is no nobody.count');
  const waiting = remote.never();
  parts.end(new Error('the disk thread ended'));
  await expect(waiting).rejects.toThrow('the disk thread ended');
  await expect(remote.count(1, 2)).rejects.toThrow('the disk thread ended');
  port1.close();
});

test('retention counts days and months back from now', () => {
  const now = Date.UTC(2026, 2, 15, 12);
  expect(before(now, { count: 30, unit: 'd' })).toBe(Date.UTC(2026, 1, 13, 12));
  expect(before(now, { count: 36, unit: 'mo' })).toBe(Date.UTC(2023, 2, 15, 12));
});
