import { isUtf8 } from 'node:buffer';
import type { DeviceType, Payload } from '../../devices/device-type.ts';
import { decodeNative, parseNativeTopic } from '../../devices/message.ts';
import { createReader } from '../../devices/reader.ts';
import { SnmpFound } from '../../devices/snmp-found.ts';
import type { Recognised } from '../domain/inbox.ts';
import { parseObject, type Saying, textOf } from './dialect.ts';
import type { Dialects } from './dialects.ts';

/** Under which addresses devices are found whose types describe a payload. */
const addresses: Readonly<Record<Payload, readonly string[]>> = {
  lorawan: ['lorawan'],
  milesight: ['lorawan'],
  native: ['native', 'homeassistant', 'influx', 'sparkplug'],
  shelly: ['shelly'],
  tasmota: ['tasmota'],
  zigbee2mqtt: ['zigbee2mqtt'],
};

/**
 * Reads a message of a device that nobody declared as each type of the catalogue would: the types that find something in
 * it, the one that finds most first; and what the device announced of itself.
 */
export function createRecognise({ all, homeAssistant }: Dialects, catalogue: ReadonlyMap<string, DeviceType>) {
  // what one pulse is worth is said when the device is declared
  const types = [...catalogue.values()].flatMap((type) =>
    // what is asked says nothing of its own accord
    type.source.kind === 'mqtt' ? [{ type, payload: type.source.payload, read: createReader(type, { pulse: 1 }) }] : [],
  );

  return function recognise(address: string, topic: string, payload: Uint8Array): Recognised {
    const sayings = sayingsOf(address, topic, payload);
    const prefix = address.slice(0, address.indexOf(':'));
    if (prefix === 'snmp') return recogniseFound(payload);
    const speaking = types.filter(({ payload }) => addresses[payload].includes(prefix));
    const found = speaking.map(({ type, read }) => {
      const metrics = new Set<string>();
      for (const saying of sayings) {
        if ('metrics' in saying) {
          for (const metric of Object.keys(saying.metrics))
            if (Object.hasOwn(type.metrics, metric)) metrics.add(metric);
        } else read(saying, (metric) => void metrics.add(metric));
      }
      return { type: type.id, metrics: [...metrics], others: Object.keys(type.metrics).length };
    });
    const best = found
      .filter(({ metrics }) => metrics.length > 0)
      .sort((a, b) => b.metrics.length - a.metrics.length || a.others - b.others);
    const described = homeAssistant.describe(topic);
    return {
      types: best.map(({ type, metrics }) => ({ type, metrics })),
      ...(described !== undefined && { described }),
    };
  };

  /** The collector has asked it already: what it found stands in the message. */
  function recogniseFound(payload: Uint8Array): Recognised {
    const body = parseObject(payload);
    const found = SnmpFound.safeParse(body);
    if (!found.success) return { types: [] };
    const { sysName, sysDescr, sysLocation, credentials } = found.data;
    const known = found.data.types.flatMap(({ type }) => catalogue.get(type) ?? []);
    const said = (text: string) =>
      text.trim() === ''
        ? undefined
        : text
            .replace(/\p{C}+/gu, ' ')
            .trim()
            .slice(0, 200);
    return {
      types: known.map(({ id, metrics }) => ({ type: id, metrics: Object.keys(metrics) })),
      described: {
        ...{ name: said(sysName), model: said(sysDescr), manufacturer: undefined, area: said(sysLocation) },
        ...{ metrics: [], mistakes: [] },
      },
      credentials,
    };
  }

  function sayingsOf(address: string, topic: string, payload: Uint8Array): Saying[] {
    const native = parseNativeTopic(topic);
    if (native !== undefined)
      return isUtf8(payload) ? [{ metrics: nativeMetrics(textOf(payload), native.metric) }] : [];
    const sayings: Saying[] = [];
    for (const dialect of all) {
      const match = dialect.topic.exec(topic);
      if (match === null) continue;
      const groups = match.slice(1).map((group) => group ?? '');
      const heard = {
        ...{ groups, payload, client: '', arrival: 0, isReplay: true, isRetried: false },
        ...{ allows: () => true, announce: () => {} },
      };
      dialect.read(heard, (device, saying) => {
        if (device === address) sayings.push(saying);
        return undefined;
      });
      break;
    }
    return sayings;
  }
}

function nativeMetrics(payload: string, metric: string | undefined): Record<string, unknown> {
  const metrics: Record<string, unknown> = {};
  decodeNative(payload, metric, (id, _instance, value) => {
    metrics[id] = value;
    return undefined;
  });
  return metrics;
}
