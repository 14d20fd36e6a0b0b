import type { Dialect } from './dialect.ts';
import { zigbee2mqtt } from './zigbee2mqtt.ts';

/** Every foreign dialect; the first whose topic matches reads a message. A new one is one file and one line here. */
export function createDialects(): readonly Dialect[] {
  return [zigbee2mqtt];
}
