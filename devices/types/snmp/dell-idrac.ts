import { defineDeviceType } from '../../device-type.ts';

/** The management board of a Dell server: IDRAC-MIB-SMIv2. Its disks and fans are told by their worst. */
export const dellIdrac = defineDeviceType({
  id: 'dell-idrac',
  label: { fr: 'Carte de gestion Dell iDRAC', en: 'Dell iDRAC' },
  source: {
    kind: 'snmp',
    every: '5m',
    silentAfter: '20m',
    is: { sysObjectID: ['1.3.6.1.4.1.674.10892.5'], answers: '1.3.6.1.4.1.674.10892.5.2.1' },
    tables: { fans: {}, disks: {}, volumes: {}, temperatures: { name: ['1.3.6.1.4.1.674.10892.5.4.700.20.1.8'] } },
  },
  metrics: {
    'host.health': {
      from: '1.3.6.1.4.1.674.10892.5.2.1.0',
      states: { 1: null, 2: null, 3: 1, 4: 0.5, 5: 0, 6: 0 },
    },
    'power.health': {
      from: '1.3.6.1.4.1.674.10892.5.2.4.0',
      states: { 1: null, 2: null, 3: 1, 4: 0.5, 5: 0, 6: 0 },
    },
    'fan.health': {
      table: 'fans',
      from: '1.3.6.1.4.1.674.10892.5.4.700.12.1.5',
      states: { 1: null, 2: null, 3: 1, 4: 0.5, 5: 0, 6: 0, 7: 0.5, 8: 0, 9: 0, 10: 0 },
      fold: 'min',
    },
    'disk.health': {
      table: 'disks',
      from: '1.3.6.1.4.1.674.10892.5.5.1.20.130.4.1.24',
      states: { 1: null, 2: null, 3: 1, 4: 0.5, 5: 0, 6: 0 },
      fold: 'min',
    },
    'volume.health': {
      table: 'volumes',
      from: '1.3.6.1.4.1.674.10892.5.5.1.20.140.1.1.20',
      states: { 1: null, 2: null, 3: 1, 4: 0.5, 5: 0, 6: 0 },
      fold: 'min',
    },
    'host.temperature': {
      table: 'temperatures',
      from: '1.3.6.1.4.1.674.10892.5.4.700.20.1.6',
      decode: 'tenths',
    },
    'device.up': {},
  },
});
