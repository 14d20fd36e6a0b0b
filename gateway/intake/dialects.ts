import type { Dialect } from './dialect.ts';
import type { Directory } from './directory.ts';
import { createLineProtocol } from './line-protocol.ts';
import { createSparkplug, type Publish } from './sparkplug.ts';
import { zigbee2mqtt } from './zigbee2mqtt.ts';

/** Every foreign dialect; the first whose topic matches reads a message. A new one is one file and one line here. */
export function createDialects({ directory, publish }: { directory: Directory; publish: Publish }): readonly Dialect[] {
  return [createLineProtocol(directory), createSparkplug(publish), zigbee2mqtt];
}
