import type { Publisher } from './publisher.ts';
import type { SentMessage } from './wire.ts';

/** A bounded queue before a broker. */
export interface Outbox {
  /** takes a message to send; when the queue is full the oldest unsent one is dropped and counted */
  put(message: SentMessage): void;
  readonly counts: { readonly published: number; readonly dropped: number; readonly waiting: number };
}

/** Sends in order with at most `inFlight` messages unacknowledged and at most `capacity` waiting. */
export function createOutbox(publisher: Publisher, { capacity = 1000, inFlight = 16 } = {}): Outbox {
  const waiting: SentMessage[] = [];
  const counts = { published: 0, dropped: 0, waiting: 0 };
  let flying = 0;

  function pump(): void {
    while (flying < inFlight) {
      const message = waiting.shift();
      if (message === undefined) break;
      flying++;
      publisher
        .publish(message.topic, message.payload)
        .then(
          () => counts.published++,
          () => counts.dropped++, // only when the client is closing: nobody waits for it any more
        )
        .finally(() => {
          flying--;
          pump();
        });
    }
    counts.waiting = waiting.length + flying;
  }

  return {
    counts,
    put(message) {
      if (waiting.length >= capacity) {
        waiting.shift();
        counts.dropped++;
      }
      waiting.push(message);
      pump();
    },
  };
}
