/** Topics remembered of one connection; whatever is retained beyond them is taken for a repetition. */
const topicsAtMost = 10_000;

/**
 * Tells a retained message that another broker kept, nobody knows how long, from one that its device says now with the
 * same flag: a bridge sends each topic's kept message once, as the first of that topic on its connection.
 */
export function createRetained(onFull: () => void, atMost = topicsAtMost) {
  const topics = new WeakMap<object, Set<number>>();

  return {
    /** Whether a message with the retain flag may be old: it is the first of its topic on this connection. */
    isRepeated(connection: object, topic: string): boolean {
      let known = topics.get(connection);
      if (known === undefined) {
        known = new Set();
        topics.set(connection, known);
      }
      const hash = hashOf(topic);
      if (known.has(hash)) return false;
      if (known.size < atMost) known.add(hash);
      else onFull();
      return true;
    },
  };
}

/** FNV-1a in 32 bits: on a connection with a thousand topics two of them share theirs once in 8,600 times. */
function hashOf(topic: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < topic.length; at++) hash = Math.imul(hash ^ topic.charCodeAt(at), 0x01000193);
  return hash;
}
