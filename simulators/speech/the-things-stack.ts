import type { Speak } from './speech.ts';
import { uplinkOf } from './uplink.ts';

/** As The Things Stack v3 publishes: an `up` message a sample, with keys that nobody asked for. */
export const theThingsStack: Speak = (speaker, samples) =>
  samples.map(({ time, metrics }, count) => {
    const { devEui, data, decoded, rssi } = uplinkOf(speaker, metrics);
    const receivedAt = new Date(time).toISOString().replace('Z', '284891Z');
    return {
      topic: `v3/mairies@landes/devices/${speaker.device}/up`,
      payload: JSON.stringify({
        end_device_ids: {
          device_id: speaker.device,
          application_ids: { application_id: 'mairies' },
          dev_eui: devEui.toUpperCase(),
          dev_addr: '00BCB929',
        },
        correlation_ids: [`as:up:${devEui}-${time}`],
        received_at: receivedAt,
        uplink_message: {
          session_key_id: 'AXA50GTq',
          ...(count > 0 && { f_cnt: count }), // left out when it is zero
          f_port: 85,
          frm_payload: data,
          ...(decoded !== undefined && { decoded_payload: decoded }),
          rx_metadata: [{ gateway_ids: { gateway_id: 'gtw1' }, rssi, channel_rssi: rssi, snr: 5.2 }],
          settings: { data_rate: { lora: { bandwidth: 125_000, spreading_factor: 7 } }, frequency: '868300000' },
          received_at: receivedAt,
          consumed_airtime: '0.056576s',
        },
      }),
    };
  });
