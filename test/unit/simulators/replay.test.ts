import { expect, test } from 'vitest';
import { replay } from '../../../simulators/replay.ts';
import type { SentMessage } from '../../../simulators/wire.ts';

const messages: SentMessage[] = [0, 1000, 1000, 61_000, 200_000_000].map((time) => ({
  time,
  topic: 't',
  payload: `${time}`,
}));

test('a replay keeps the pace of the recording, divided by its speed', async () => {
  const clock = virtualClock();
  const sent: [number, string][] = [];
  const publish = async ({ payload }: SentMessage) => void sent.push([clock.now(), String(payload)]);
  const end = await replay(messages, { publish, speed: 10, ...clock });
  expect(sent).toEqual([
    [0, '0'],
    [100, '1000'],
    [100, '1000'],
    [6100, '61000'],
    [20_000_000, '200000000'],
  ]);
  expect(end).toEqual({ sent: 5, time: 200_000_000 });
});

test('as quickly as possible means no waiting and never more in flight than allowed', async () => {
  let flying = 0;
  let most = 0;
  const publish = async () => {
    most = Math.max(most, ++flying);
    await new Promise((resolve) => setImmediate(resolve));
    flying--;
  };
  const many = Array.from({ length: 1000 }, (_, i) => ({ time: i * 1e6, topic: 't', payload: '' }));
  const seen: number[] = [];
  const sleep = () => Promise.reject(new Error('it slept'));
  const end = await replay(many, {
    publish,
    speed: 'max',
    inFlight: 7,
    sleep,
    onProgress: ({ sent }) => seen.push(sent),
  });
  expect(end.sent).toBe(1000);
  expect(most).toBe(7);
  expect(flying).toBe(0);
  expect(seen.at(-1)).toBe(1000);
});

test('the first failure to publish ends the replay', async () => {
  const publish = ({ payload }: SentMessage) =>
    payload === '1000' ? Promise.reject(new Error('refused')) : Promise.resolve();
  await expect(replay(messages, { publish, speed: 1, ...virtualClock() })).rejects.toThrow('refused');
});

function virtualClock() {
  let time = 0;
  return {
    now: () => time,
    sleep: async (ms: number) => {
      time += ms;
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
