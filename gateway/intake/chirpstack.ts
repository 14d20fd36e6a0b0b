import { show } from '../../devices/message.ts';
import { type Dialect, parseObject } from './dialect.ts';
import { addressOf, sayingOf, timeOf } from './lorawan.ts';

/**
 * ChirpStack v4, JSON events on `application/<id>/device/<devEui>/event/<event>`: `up` and `status` are read, warnings and
 * errors of `log` shown, the others are signs of life.
 */
export const chirpstack: Dialect = {
  id: 'chirpstack',
  topic: /^application\/[^/]+\/device\/([0-9A-Fa-f]{16})\/event\/(up|join|ack|txack|log|status|location|integration)$/,
  read({ groups: [devEui = '', event = ''], payload }, say) {
    const body = parseObject(payload);
    if (typeof body === 'string') return body;
    const address = addressOf(devEui);
    if (event === 'up') {
      const { time, fPort, data, object, rxInfo } = body;
      const saying = sayingOf({ time, port: fPort, data, decoded: object, gateways: rxInfo });
      return typeof saying === 'string' ? saying : say(address, saying);
    }
    const fields = event === 'status' ? { 'battery.level': batteryLevel(body) } : {};
    const refused = say(address, { fields, ...timeOf(body.time), partial: true });
    return refused ?? (event === 'log' ? complaint(body) : undefined);
  },
};

/** %; left out when it is 0, but also where there is no battery or the device could not tell. */
function batteryLevel({ batteryLevel: level, ...status }: Record<string, unknown>): unknown {
  if (status.externalPowerSource === true || status.batteryLevelUnavailable === true) return undefined;
  return level ?? 0;
}

function complaint({ level, code, description }: Record<string, unknown>): string | undefined {
  if (level !== 'WARNING' && level !== 'ERROR') return undefined;
  const what = level === 'ERROR' ? 'an error' : 'a warning';
  return `ChirpStack tells of ${what}, ${show(code ?? 'no code')}: ${show(description ?? '')}`;
}
