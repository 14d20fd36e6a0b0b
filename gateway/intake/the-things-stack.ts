import { isRecord } from '../../devices/record.ts';
import { type Dialect, parseObject } from './dialect.ts';
import { addressOf, sayingOf, timeOf } from './lorawan.ts';

/**
 * The Things Stack v3, JSON on `v3/<application>[@<tenant>]/devices/<device>/<event>`: `up` is read, the others are signs
 * of life. The device is known by the DevEUI of the payload; what somebody simulated in the console is dropped.
 */
export const theThingsStack: Dialect = {
  id: 'the-things-stack',
  payloadNames: true,
  topic: /^v3\/[^/]+\/devices\/[^/]+\/(up|join|down\/(?:queued|sent|ack|nack|failed)|service\/data|location\/solved)$/,
  read({ groups: [event = ''], payload }, say) {
    const body = parseObject(payload);
    if (typeof body === 'string') return body;
    const ids = body.end_device_ids;
    const devEui = isRecord(ids) ? ids.dev_eui : undefined;
    if (typeof devEui !== 'string' || !/^[0-9A-Fa-f]{16}$/.test(devEui)) {
      return 'end_device_ids.dev_eui is no DevEUI of 16 hex digits: give the device one in The Things Stack';
    }
    const up = body.uplink_message;
    if (body.simulated === true || (isRecord(up) && up.simulated === true)) return undefined;
    const address = addressOf(devEui);
    if (event !== 'up') return say(address, { fields: {}, ...timeOf(body.received_at), partial: true });
    if (!isRecord(up)) return 'the payload has no object "uplink_message"';
    const saying = sayingOf({
      time: up.received_at ?? body.received_at,
      port: up.f_port,
      data: up.frm_payload,
      decoded: up.decoded_payload,
      gateways: up.rx_metadata,
    });
    return typeof saying === 'string' ? saying : say(address, saying);
  },
};
