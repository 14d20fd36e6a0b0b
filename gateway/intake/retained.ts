/** Topics remembered of one connection; whatever is retained beyond them is taken for a repetition. */
const topicsAtMost = 10_000;
/** Mosquitto 2.0 says what it keeps twice when its bridge comes back, once before and once after the answer: so long. */
const twiceWithinMs = 60_000;

/** A retained message as the broker meets it. */
export interface RetainedMessage {
  readonly topic: string;
  readonly payload: string | Uint8Array;
}

/**
 * Finds the retained messages that another broker may have kept, nobody knows how long, among those that are said now with
 * the same flag: a bridge sends each topic's kept message as the first of that topic on its connection.
 */
export function createRetained(onFull: () => void, atMost = topicsAtMost) {
  const connections = new WeakMap<object, Map<number, { since: number; payload: number }>>();

  return {
    /** Whether a message with the retain flag may be old; `now` is any clock in ms. */
    isRepeated(connection: object, { topic, payload }: RetainedMessage, now: number): boolean {
      let topics = connections.get(connection);
      if (topics === undefined) {
        topics = new Map();
        connections.set(connection, topics);
      }
      const known = topics.get(hashOf(topic));
      if (known !== undefined) {
        if (now - known.since >= twiceWithinMs) return false;
        // beside the one before, not the first: between the two times a new message may have passed
        const isSame = known.payload === hashOf(payload);
        known.payload = hashOf(payload);
        return isSame;
      }
      if (topics.size < atMost) topics.set(hashOf(topic), { since: now, payload: hashOf(payload) });
      else onFull();
      return true;
    },
  };
}

/** FNV-1a in 32 bits: on a connection with a thousand topics two of them share theirs once in 8,600 times. */
function hashOf(text: string | Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    const unit = typeof text === 'string' ? text.charCodeAt(at) : (text[at] ?? 0);
    hash = Math.imul(hash ^ unit, 0x01000193);
  }
  return hash;
}
