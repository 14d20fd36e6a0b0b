import { parseInstant } from '../../devices/instant.ts';
import { quote } from '../../devices/message.ts';
import { type Dialect, parseObject, textOf } from './dialect.ts';
import { readUp } from './up.ts';
import { nameTiers } from './zlinky.ts';

/** Keys that say only that a device lives. */
const signsOfLife = new Set(['linkquality', 'last_seen', 'update', 'update_available']);

/**
 * Zigbee2MQTT: flat JSON on `zigbee2mqtt/<friendly name>`, whose name may hold slashes; a device's address is
 * `zigbee2mqtt:<friendly name>`. `last_seen` is its time where it is sent. `…/availability` says whether it is up, and
 * `bridge/state` whether Zigbee2MQTT itself is: a device with the address `zigbee2mqtt:bridge`, parent of the others.
 */
export const zigbee2mqtt: Dialect = {
  id: 'zigbee2mqtt',
  repeats: true, // `cache_state_send_on_startup`
  topic: /^zigbee2mqtt\/(.+?)(?:\/(availability|(?:set|get)(?:\/.*)?))?$/,
  read({ groups: [name = '', about = ''], payload }, say) {
    if (payload.length === 0) return undefined; // a retained message was taken back
    if (name === 'bridge/state') return availability('bridge');
    if (name.startsWith('bridge/')) return undefined; // its inventory, log and requests
    if (about === 'availability') return availability(name);
    if (about !== '') return undefined; // commands
    const fields = parseObject(payload);
    if (typeof fields === 'string') return fields;
    const time = parseInstant(fields.last_seen);
    return say(`zigbee2mqtt:${name}`, {
      fields: nameTiers(fields),
      ...(typeof time === 'number' && { time }),
      partial: Object.keys(fields).every((key) => signsOfLife.has(key)),
    });

    function availability(of: string): string | undefined {
      const text = textOf(payload);
      const body = text.startsWith('{') ? parseObject(payload) : { state: text }; // before 1.29 the word stood alone
      if (typeof body === 'string') return body;
      const state = typeof body.state === 'string' ? body.state : quote(body.state);
      const saying = readUp(state, ['online', 'offline']);
      return typeof saying === 'string' ? saying : say(`zigbee2mqtt:${of}`, saying);
    }
  },
};
