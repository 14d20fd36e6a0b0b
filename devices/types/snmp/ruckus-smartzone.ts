import { defineDeviceType } from '../../device-type.ts';

/** A Ruckus SmartZone controller: RUCKUS-SZ-SYSTEM-MIB, RUCKUS-SZ-WLAN-MIB. Of its clients only their number is read. */
export const ruckusSmartzone = defineDeviceType({
  id: 'ruckus-smartzone',
  label: { fr: 'Contrôleur Wi-Fi Ruckus SmartZone', en: 'Ruckus SmartZone controller' },
  source: {
    kind: 'snmp',
    every: '1m',
    silentAfter: '5m',
    is: { sysObjectID: ['1.3.6.1.4.1.25053.3.1.11.1'], answers: '1.3.6.1.4.1.25053.1.4.1.1.1.15' },
    tables: { networks: { name: ['1.3.6.1.4.1.25053.1.4.2.1.1.1.2.1.1'] } },
  },
  metrics: {
    'wifi.accessPoints': { from: '1.3.6.1.4.1.25053.1.4.1.1.1.15.1.0' },
    'wifi.clients': { table: 'networks', from: '1.3.6.1.4.1.25053.1.4.2.1.1.1.2.1.12', fold: 'sum' },
    'host.uptime': { from: '1.3.6.1.2.1.1.3.0', decode: 'hundredths' },
    'device.up': {},
  },
});
