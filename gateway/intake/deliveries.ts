import type { Aedes, PublishPacket } from 'aedes';

/** Bytes on their way to subscribers at most; what comes while they wait is left out. */
const waitingBytesAtMost = 16 * 2 ** 20;
/** What a message costs beside its payload. */
const overheadBytes = 1_024;
const warnEveryMs = 60_000;

/**
 * Hands publishes on to subscribers without ever making a publisher wait for them: the journal has the message, what
 * subscribers hear is a copy. Until `begin` nothing is handed on, as there is nobody to match.
 */
export function createDeliveries(aedes: Aedes, onLeftOut: () => void) {
  const deliver = aedes.publish.bind(aedes);
  let hasBegun = false;
  let waitingBytes = 0;
  let warnedAt = Number.NEGATIVE_INFINITY;

  function handOn(packet: PublishPacket, rest: readonly unknown[]): void {
    if (waitingBytes >= waitingBytesAtMost) {
      if (performance.now() - warnedAt > warnEveryMs) {
        warnedAt = performance.now();
        onLeftOut();
      }
      return;
    }
    const bytes = packet.payload.length + overheadBytes;
    waitingBytes += bytes;
    const delivered = () => {
      waitingBytes -= bytes;
    };
    Reflect.apply(deliver, aedes, [packet, ...rest.filter((one) => typeof one !== 'function'), delivered]);
  }

  aedes.publish = (packet: PublishPacket, ...rest: unknown[]) => {
    if (packet.topic.startsWith('$SYS/')) {
      Reflect.apply(deliver, aedes, [packet, ...rest]);
      return;
    }
    if (hasBegun && packet.topic !== refusedTopic) handOn(packet, rest);
    const done = rest.at(-1);
    if (typeof done === 'function') done();
  };

  return {
    begin(): void {
      hasBegun = true;
    },
  };
}

/** The topic of a publish that was acknowledged and refused: it reaches nobody. */
export const refusedTopic = '$refused';
