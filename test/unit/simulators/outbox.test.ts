import { expect, test } from 'vitest';
import { createOutbox } from '../../../simulators/outbox.ts';
import type { Publisher } from '../../../simulators/publisher.ts';

test('while nothing is acknowledged the newest messages are kept and the oldest dropped, counted', async () => {
  const { publisher, taken, acknowledge } = slowBroker();
  const outbox = createOutbox(publisher, { capacity: 3, inFlight: 2 });
  for (let i = 1; i <= 9; i++) outbox.put({ time: i, topic: 't', payload: `${i}` });
  expect(taken).toEqual(['1', '2']);
  expect(outbox.counts).toEqual({ published: 0, dropped: 4, waiting: 5 });
  for (let i = 0; i < 5; i++) await acknowledge();
  expect(taken).toEqual(['1', '2', '7', '8', '9']);
  expect(outbox.counts).toEqual({ published: 5, dropped: 4, waiting: 0 });
});

/** A broker that acknowledges one message at a time, when told to. */
function slowBroker() {
  const taken: string[] = [];
  const unanswered: (() => void)[] = [];
  const publisher: Publisher = {
    connected: true,
    ready: async () => undefined,
    publish: (_topic, payload) => {
      taken.push(String(payload));
      return new Promise((resolve) => unanswered.push(resolve));
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
  const acknowledge = async () => {
    unanswered.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { publisher, taken, acknowledge };
}
