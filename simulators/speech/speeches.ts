import { catalogue } from '../../devices/catalogue.ts';
import type { Payload } from '../../devices/device-type.ts';
import type { Device, Territory } from '../../devices/territory.ts';
import type { Sample } from '../wire.ts';
import { chirpstack } from './chirpstack.ts';
import { createHomeAssistantSpeech } from './home-assistant.ts';
import { native } from './native.ts';
import { shelly } from './shelly.ts';
import { createSparkplugSpeech } from './sparkplug.ts';
import type { Speak, Speaker, Spoken } from './speech.ts';
import { tasmota } from './tasmota.ts';
import { theThingsStack } from './the-things-stack.ts';
import { zigbee2mqtt } from './zigbee2mqtt.ts';

/** How a territory's devices speak, each in its own dialect. */
export interface Speeches {
  say(device: string, samples: readonly Sample[]): readonly Spoken[];
  /** a message that a client of the territory received */
  hear(topic: string): void;
}

/**
 * Gives every device the dialect of its address (`tasmota:…`), or else the one that its type's payload is in. What comes by
 * radio goes through The Things Stack where the device's client publishes on its topics, else through ChirpStack. Made anew
 * for each player: some dialects remember what they have said.
 */
export function createSpeeches({ devices, clients }: Pick<Territory, 'devices' | 'clients'>): Speeches {
  const sparkplug = createSparkplugSpeech();
  const homeAssistant = createHomeAssistantSpeech();
  const known = new Map<string, { readonly speaker: Speaker; readonly speak: Speak }>();

  function lorawanOf({ client = '' }: Device): Speak {
    const filters = clients.get(client)?.publish ?? [];
    return filters.some((filter) => filter.startsWith('v3/')) ? theThingsStack : chirpstack;
  }

  function speechOf(device: Device): Speak {
    const dialect = device.address?.slice(0, device.address.indexOf(':'));
    switch (dialect) {
      case 'native':
        return native;
      case 'homeassistant':
        return homeAssistant;
      case 'lorawan':
        return lorawanOf(device);
      case 'shelly':
        return shelly;
      case 'sparkplug':
        return sparkplug.speak;
      case 'tasmota':
        return tasmota;
      case 'zigbee2mqtt':
        return zigbee2mqtt;
      default: {
        const source = catalogue.get(device.type)?.source;
        const payload = source?.kind === 'mqtt' ? source.payload : 'native';
        return payload === 'lorawan' || payload === 'milesight' ? lorawanOf(device) : byPayload[payload];
      }
    }
  }

  return {
    say(id, samples) {
      let found = known.get(id);
      if (found === undefined) {
        const device = devices.get(id);
        if (device === undefined) throw new Error(`device "${id}" is not in the territory that speaks`);
        found = { speaker: speakerOf(device), speak: speechOf(device) };
        known.set(id, found);
      }
      return found.speak(found.speaker, samples);
    },
    hear: (topic) => sparkplug.hear(topic),
  };
}

const byPayload: Readonly<Record<Exclude<Payload, 'lorawan' | 'milesight'>, Speak>> = {
  native,
  shelly,
  tasmota,
  zigbee2mqtt,
};

function speakerOf({ id, site, type, address, coefficients }: Device): Speaker {
  return {
    ...{ site, type, device: id },
    ...(address !== undefined && { address }),
    ...(coefficients?.pulse !== undefined && { pulse: coefficients.pulse }),
  };
}
