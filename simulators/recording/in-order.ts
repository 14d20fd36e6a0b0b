import type { SentMessage } from '../wire.ts';

/** Several recordings, each in the order of time, as one. */
export async function* inOrder(sources: readonly AsyncIterable<SentMessage>[]): AsyncGenerator<SentMessage> {
  const readers = sources.map((source) => source[Symbol.asyncIterator]());
  const heads = await Promise.all(readers.map((reader) => reader.next()));
  try {
    for (;;) {
      let next = -1;
      let earliest = Number.POSITIVE_INFINITY;
      for (const [i, head] of heads.entries()) {
        if (!head.done && head.value.time < earliest) {
          earliest = head.value.time;
          next = i;
        }
      }
      const head = heads[next];
      const reader = readers[next];
      if (head === undefined || head.done || reader === undefined) return;
      yield head.value;
      heads[next] = await reader.next();
    }
  } finally {
    await Promise.all(readers.map((reader) => reader.return?.()));
  }
}
