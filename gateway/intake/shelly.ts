import type { Fields } from '../../devices/fields.ts';
import { quote } from '../../devices/message.ts';
import { isRecord } from '../../devices/record.ts';
import { type Dialect, parseObject, textOf } from './dialect.ts';
import { readUp } from './up.ts';

/** Components remembered as counting both directions; beyond them the oldest is forgotten. */
const remembered = 10_000;

/**
 * Shelly of the second generation and later: `<prefix>/events/rpc` tells what has changed (NotifyStatus) or everything
 * (NotifyFullStatus), `<prefix>/status/<component>` one component, `<prefix>/online` true or, as the last will, false. A
 * device's address is `shelly:<prefix>`; its fields are the components (`em:0`, `switch:0`), energies in Wh.
 */
export function createShelly(): Dialect {
  const returns = createReturns();

  return {
    id: 'shelly',
    topic:
      /^(?!zigbee2mqtt\/)(.+)\/(?:(events\/rpc)|(online)|status\/([a-z][a-z0-9_]*:\d+|wifi|sys|cloud|mqtt|ble|ws|eth))$/,
    read({ groups: [prefix = '', rpc, online, component = ''], payload, allows }, say) {
      if (payload.length === 0) return undefined;
      const address = `shelly:${prefix}`;
      if (online !== '') {
        const saying = readUp(textOf(payload), ['true', 'false']);
        return typeof saying === 'string' ? saying : say(address, saying);
      }
      const body = parseObject(payload);
      if (typeof body === 'string') return body;
      // who may not speak for the device changes nothing of what is remembered of it
      if (!allows(address)) return say(address, { fields: {}, partial: true });
      if (rpc === '') return say(address, { fields: returns.heed(prefix, { [component]: body }), partial: true });
      const { method, params } = body;
      if (method === 'NotifyEvent') return undefined; // buttons, firmware, scripts
      if (method !== 'NotifyStatus' && method !== 'NotifyFullStatus') {
        return `method ${quote(method)} is none of NotifyStatus, NotifyFullStatus and NotifyEvent`;
      }
      if (!isRecord(params)) return `${method} without params`;
      const time = timeOf(params);
      return say(address, {
        fields: returns.heed(prefix, params),
        partial: method === 'NotifyStatus',
        ...(time !== undefined && { time }),
      });
    },
  };
}

/** `ts` is in seconds, and null while the device has no time; a full status tells the time of its system too. */
function timeOf({ ts, sys }: Record<string, unknown>): number | undefined {
  if (typeof ts === 'number') return Math.round(ts * 1000);
  const unixtime = isRecord(sys) ? sys.unixtime : undefined;
  return typeof unixtime === 'number' ? unixtime * 1000 : undefined;
}

/**
 * A switch's `aenergy` counts both directions, so that its consumption is known only beside `ret_aenergy`, where it has
 * one. A partial update may bring the one without the other: then it says nothing of the consumption.
 */
function createReturns() {
  const counting = new Set<string>();

  return {
    heed(prefix: string, fields: Fields): Fields {
      let heeded: Record<string, unknown> | undefined;
      for (const [component, status] of Object.entries(fields)) {
        if (!isRecord(status) || !component.startsWith('switch:')) continue;
        const key = `${prefix}/${component}`;
        if (status.ret_aenergy != null) {
          counting.add(key);
          for (const oldest of counting) {
            if (counting.size <= remembered) break;
            counting.delete(oldest);
          }
        } else if (counting.has(key)) {
          heeded ??= { ...fields };
          heeded[component] = { ...status, aenergy: undefined };
        }
      }
      return heeded ?? fields;
    },
  };
}
