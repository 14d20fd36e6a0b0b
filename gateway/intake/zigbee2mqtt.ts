import { parseInstant } from '../../devices/instant.ts';
import { type Dialect, parseObject } from './dialect.ts';

/**
 * Zigbee2MQTT: flat JSON on `zigbee2mqtt/<friendly name>`, whose name may hold slashes; a device's address is
 * `zigbee2mqtt:<friendly name>`. `last_seen` is its time where it is sent.
 */
export const zigbee2mqtt: Dialect = {
  id: 'zigbee2mqtt',
  topic: /^zigbee2mqtt\/(?!bridge(?:\/|$))(.+?)(?<!\/(?:availability|set|get))$/,
  read({ groups: [name = ''], payload }, say) {
    const fields = parseObject(payload);
    if (typeof fields === 'string') return fields;
    const time = parseInstant(fields.last_seen);
    return say(`zigbee2mqtt:${name}`, { fields, ...(typeof time === 'number' && { time }) });
  },
};
