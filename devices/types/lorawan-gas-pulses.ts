import { defineDeviceType } from '../device-type.ts';

/** A pulse counter on a gas meter, such as a Gazpar, as the network server's codec reads it; `coefficients.pulse` is the m³ of one pulse. */
export const lorawanGasPulses = defineDeviceType({
  id: 'lorawan-gas-pulses',
  label: { fr: 'Compteur d’impulsions de gaz (LoRaWAN)', en: 'Gas pulse counter (LoRaWAN)' },
  source: { kind: 'mqtt', payload: 'lorawan', every: '1h', silentAfter: '6h' },
  metrics: {
    'gas.volume': { from: { first: ['pulse', 'pulses', 'counter'] }, times: 'pulse' },
    'battery.level': {},
    'radio.rssi': {},
  },
});
