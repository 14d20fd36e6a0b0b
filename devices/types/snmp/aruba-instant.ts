import { defineDeviceType } from '../../device-type.ts';

/**
 * A cluster of Aruba Instant access points: AI-AP-MIB. Only the one that is the virtual controller answers with rows: the address
 * is the cluster's. Of its clients only their number is read.
 */
export const arubaInstant = defineDeviceType({
  id: 'aruba-instant',
  label: { fr: 'Bornes Wi-Fi Aruba Instant', en: 'Aruba Instant access points' },
  source: {
    kind: 'snmp',
    every: '1m',
    silentAfter: '5m',
    is: { sysObjectID: ['1.3.6.1.4.1.14823.1.2'], answers: '1.3.6.1.4.1.14823.2.3.3.1' },
    tables: {
      networks: {
        name: ['1.3.6.1.4.1.14823.2.3.3.1.1.7.1.2'],
        only: { '1.3.6.1.4.1.14823.2.3.3.1.1.7.1.3': [0] },
      },
      accessPoints: { name: ['1.3.6.1.4.1.14823.2.3.3.1.2.1.1.2'] },
      radios: { only: { '1.3.6.1.4.1.14823.2.3.3.1.2.2.1.20': [1] } },
    },
  },
  metrics: {
    'wifi.clients': { table: 'networks', from: '1.3.6.1.4.1.14823.2.3.3.1.1.7.1.4', fold: 'sum' },
    // the busiest radio of all: a radio's row is named by the access point's hardware address alone
    'wifi.channelUse': { table: 'radios', from: '1.3.6.1.4.1.14823.2.3.3.1.2.2.1.8', fold: 'max' },
    'wifi.up': { table: 'accessPoints', from: '1.3.6.1.4.1.14823.2.3.3.1.2.1.1.11', states: { 1: 1, 2: 0 } },
    'host.cpu': { table: 'accessPoints', from: '1.3.6.1.4.1.14823.2.3.3.1.2.1.1.7' },
    'host.memory': {
      table: 'accessPoints',
      from: ['1.3.6.1.4.1.14823.2.3.3.1.2.1.1.10', '-1.3.6.1.4.1.14823.2.3.3.1.2.1.1.8'],
      of: '1.3.6.1.4.1.14823.2.3.3.1.2.1.1.10',
    },
    'host.uptime': { table: 'accessPoints', from: '1.3.6.1.4.1.14823.2.3.3.1.2.1.1.9', decode: 'hundredths' },
    'device.up': {},
  },
});
