import { defineDeviceType } from '../device-type.ts';

/**
 * A heat meter over LoRaWAN as the network server's codec reads it. Its units are in its names, because each maker's codec
 * has others; what a codec calls otherwise is renamed in the server.
 */
export const lorawanHeatMeter = defineDeviceType({
  id: 'lorawan-heat-meter',
  label: { fr: 'Compteur d’énergie thermique (LoRaWAN)', en: 'Heat meter (LoRaWAN)' },
  source: { kind: 'mqtt', payload: 'lorawan', every: '1h', silentAfter: '6h' },
  metrics: {
    'heat.energy': { from: { first: ['heat.energy', 'energy_kwh'] } },
    'heat.power': {
      from: { first: ['heat.power', 'power_w'] },
      unit: 'W',
      kind: 'gauge',
      resolution: 1,
      label: { fr: 'Puissance thermique', en: 'Heat output' },
    },
    'heat.volume': {
      from: { first: ['heat.volume', 'volume_m3'] },
      unit: 'm3',
      kind: 'counter',
      resolution: 0.001,
      label: { fr: 'Eau de chauffage', en: 'Heating water' },
    },
    'heat.flowTemperature': {
      from: { first: ['heat.flowTemperature', 'flow_temperature'] },
      unit: '°C',
      kind: 'gauge',
      resolution: 0.1,
      label: { fr: 'Température de départ', en: 'Flow temperature' },
      range: [0, 180],
    },
    'heat.returnTemperature': {
      from: { first: ['heat.returnTemperature', 'return_temperature'] },
      unit: '°C',
      kind: 'gauge',
      resolution: 0.1,
      label: { fr: 'Température de retour', en: 'Return temperature' },
      range: [0, 180],
    },
    'battery.level': {},
    'radio.rssi': {},
  },
});
