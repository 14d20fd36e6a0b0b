import { defineDeviceType } from '../../device-type.ts';

export const zigbeePlug = defineDeviceType({
  id: 'zigbee-plug',
  label: { fr: 'Prise ou compteur électrique Zigbee', en: 'Zigbee plug or electricity meter' },
  source: { kind: 'mqtt', payload: 'zigbee2mqtt', every: '10m', silentAfter: '1h' },
  metrics: {
    'electricity.energy': { from: 'energy' },
    'electricity.power': { from: 'power' },
    'electricity.voltage': { from: 'voltage' },
    'electricity.current': { from: 'current' },
    'device.up': {},
  },
});
