import { defineDeviceType } from '../device-type.ts';

/** A pulse counter on a water meter as the network server's codec reads it; `coefficients.pulse` is the litres of one pulse. */
export const lorawanWaterPulses = defineDeviceType({
  id: 'lorawan-water-pulses',
  label: { fr: 'Compteur d’impulsions d’eau (LoRaWAN)', en: 'Water pulse counter (LoRaWAN)' },
  source: { kind: 'mqtt', payload: 'lorawan', every: '1h', silentAfter: '6h' },
  metrics: {
    'water.volume': { from: { first: ['pulse', 'pulses', 'counter'] }, times: 'pulse' },
    'battery.level': {},
    'radio.rssi': {},
  },
});
