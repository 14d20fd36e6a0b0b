import type { Speak } from './speech.ts';
import { uplinkOf } from './uplink.ts';

/** As ChirpStack v4 publishes in JSON: an `up` event a sample, heard by two gateways, with keys that nobody asked for. */
export const chirpstack: Speak = (speaker, samples) =>
  samples.map(({ time, metrics }, fCnt) => {
    const { devEui, data, decoded, rssi } = uplinkOf(speaker, metrics);
    return {
      topic: `application/17c82e96-be03-4f38-aef3-f83d48582d97/device/${devEui}/event/up`,
      payload: JSON.stringify({
        deduplicationId: `${devEui}-${time}`,
        time: new Date(time).toISOString().replace('Z', '023242+00:00'),
        deviceInfo: { applicationName: 'Mairies', deviceName: speaker.device, devEui, deviceClassEnabled: 'CLASS_A' },
        devAddr: '00189440',
        adr: true,
        dr: 5,
        ...(fCnt > 0 && { fCnt }), // protobuf leaves out what is zero
        fPort: 85,
        confirmed: false,
        data,
        ...(decoded !== undefined && { object: decoded }),
        rxInfo: [
          { gatewayId: '0016c001f153a14c', uplinkId: 4217106255 - fCnt, rssi: rssi - 14, snr: 2.5 },
          { gatewayId: '0016c001f153a14d', uplinkId: 2112004713 - fCnt, rssi, snr: 10.5 },
        ],
        txInfo: { frequency: 867_100_000, modulation: { lora: { bandwidth: 125_000, spreadingFactor: 7 } } },
      }),
    };
  });
