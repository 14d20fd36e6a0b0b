import { defineDeviceType } from '../../device-type.ts';

/**
 * The access points of a Meraki organisation, asked at Meraki's own agent in the cloud: MERAKI-CLOUD-CONTROLLER-MIB. Of their clients
 * only their number is read. An access point that is asked itself is `meraki-ap`.
 */
export const meraki = defineDeviceType({
  id: 'meraki',
  label: { fr: 'Bornes Wi-Fi Meraki', en: 'Meraki access points' },
  source: {
    kind: 'snmp',
    every: '5m',
    silentAfter: '20m',
    is: { answers: '1.3.6.1.4.1.29671.1.1.4' },
    tables: { accessPoints: { name: ['1.3.6.1.4.1.29671.1.1.4.1.2'] } },
  },
  metrics: {
    'wifi.up': { table: 'accessPoints', from: '1.3.6.1.4.1.29671.1.1.4.1.3', states: { 0: 0, 1: 1 } },
    'wifi.clients': { table: 'accessPoints', from: '1.3.6.1.4.1.29671.1.1.4.1.5' },
    'device.up': {},
  },
});
