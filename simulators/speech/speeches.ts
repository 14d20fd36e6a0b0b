import type { Payload } from '../../devices/device-type.ts';
import { chirpstack } from './chirpstack.ts';
import { native } from './native.ts';
import { shelly } from './shelly.ts';
import type { Speak } from './speech.ts';
import { tasmota } from './tasmota.ts';
import { zigbee2mqtt } from './zigbee2mqtt.ts';

/** How devices speak, by the payload that their type describes. */
export const speeches: Readonly<Record<Payload, Speak>> = {
  lorawan: chirpstack,
  milesight: chirpstack,
  native,
  shelly,
  tasmota,
  zigbee2mqtt,
};
