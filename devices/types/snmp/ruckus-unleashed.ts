import { defineDeviceType } from '../../device-type.ts';

/** Ruckus access points that run Unleashed, asked at their master: RUCKUS-UNLEASHED-SYSTEM-MIB. Of clients only the number of those signed in. */
export const ruckusUnleashed = defineDeviceType({
  id: 'ruckus-unleashed',
  label: { fr: 'Wi-Fi Ruckus Unleashed', en: 'Ruckus Unleashed Wi-Fi' },
  source: {
    kind: 'snmp',
    every: '1m',
    silentAfter: '5m',
    is: { sysObjectID: ['1.3.6.1.4.1.25053.3.1.5.20'], answers: '1.3.6.1.4.1.25053.1.15.1.1.1.15' },
  },
  metrics: {
    'wifi.accessPoints': { from: '1.3.6.1.4.1.25053.1.15.1.1.1.15.1.0' },
    'wifi.clients': { from: '1.3.6.1.4.1.25053.1.15.1.1.1.15.2.0' },
    'host.cpu': { from: '1.3.6.1.4.1.25053.1.15.1.1.1.15.13.0' },
    'host.memory': { from: '1.3.6.1.4.1.25053.1.15.1.1.1.15.14.0' },
    'host.uptime': { from: '1.3.6.1.2.1.1.3.0', decode: 'hundredths' },
    'device.up': {},
  },
});
