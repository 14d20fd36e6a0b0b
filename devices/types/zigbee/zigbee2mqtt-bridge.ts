import { defineDeviceType } from '../../device-type.ts';

/** Zigbee2MQTT itself, at the address `zigbee2mqtt:bridge`: the parent of all that it carries. It speaks only when it comes and goes. */
export const zigbee2mqttBridge = defineDeviceType({
  id: 'zigbee2mqtt-bridge',
  label: { fr: 'Passerelle Zigbee2MQTT', en: 'Zigbee2MQTT bridge' },
  source: { kind: 'mqtt', payload: 'zigbee2mqtt', every: '180d', silentAfter: '365d' },
  metrics: { 'device.up': {} },
});
