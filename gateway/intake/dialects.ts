import { chirpstack } from './chirpstack.ts';
import type { Dialect } from './dialect.ts';
import type { Directory } from './directory.ts';
import { createHomeAssistant, type HomeAssistant } from './home-assistant.ts';
import { createLineProtocol } from './line-protocol.ts';
import { createShelly } from './shelly.ts';
import { snmp } from './snmp.ts';
import { createSparkplug, type Publish } from './sparkplug.ts';
import { tasmota } from './tasmota.ts';
import { theThingsStack } from './the-things-stack.ts';
import { zigbee2mqtt } from './zigbee2mqtt.ts';

/** The foreign dialects, and the one of them that describes devices. */
export interface Dialects {
  readonly all: readonly Dialect[];
  readonly homeAssistant: HomeAssistant;
}

/** Every foreign dialect; the first whose topic matches reads a message. A new one is one file and one line here. */
export function createDialects({ directory, publish }: { directory: Directory; publish: Publish }): Dialects {
  const own = [
    chirpstack,
    createLineProtocol(directory),
    createShelly(),
    snmp,
    createSparkplug(publish, directory),
    tasmota,
    theThingsStack,
    zigbee2mqtt,
  ];
  const homeAssistant = createHomeAssistant((topic) => own.some((dialect) => dialect.topic.exec(topic) !== null));
  return { all: [...own, homeAssistant], homeAssistant };
}
