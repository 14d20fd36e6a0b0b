import { defineDeviceType } from '../device-type.ts';

/** An edge node of Sparkplug B itself, at the address `sparkplug:<group>/<node>`: the parent of its devices. It speaks only when it comes and goes. */
export const sparkplugNode = defineDeviceType({
  id: 'sparkplug-node',
  label: { fr: 'Passerelle Sparkplug B', en: 'Sparkplug B edge node' },
  source: { kind: 'mqtt', payload: 'native', every: '180d', silentAfter: '365d' },
  metrics: { 'device.up': {} },
});
