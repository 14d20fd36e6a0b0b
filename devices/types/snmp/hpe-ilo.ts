import { defineDeviceType } from '../../device-type.ts';

/** The management board of an HPE server: CPQHLTH-MIB, CPQIDA-MIB. Many of one kind are told by their worst. */
export const hpeIlo = defineDeviceType({
  id: 'hpe-ilo',
  label: { fr: 'Carte de gestion HPE iLO', en: 'HPE iLO' },
  source: {
    kind: 'snmp',
    every: '5m',
    silentAfter: '20m',
    is: {
      sysObjectID: ['1.3.6.1.4.1.232.9.4.10'],
      sysDescr: 'Integrated Lights-Out',
      answers: '1.3.6.1.4.1.232.2.2.4.2',
    },
    tables: { temperatures: {}, fans: {}, disks: {}, volumes: {} },
  },
  metrics: {
    'host.health': { from: '1.3.6.1.4.1.232.6.1.3.0', states: { 1: null, 2: 1, 3: 0.5, 4: 0 } },
    'power.health': { from: '1.3.6.1.4.1.232.6.2.9.1.0', states: { 1: null, 2: 1, 3: 0.5, 4: 0 } },
    'fan.health': {
      table: 'fans',
      from: '1.3.6.1.4.1.232.6.2.6.7.1.9',
      states: { 1: null, 2: 1, 3: 0.5, 4: 0 },
      fold: 'min',
    },
    'host.temperature': { table: 'temperatures', from: '1.3.6.1.4.1.232.6.2.6.8.1.4', absent: [-99], fold: 'max' },
    'disk.health': {
      table: 'disks',
      from: '1.3.6.1.4.1.232.3.2.5.1.1.6',
      // predictive failure and a worn SSD still serve
      states: { 1: null, 2: 1, 3: 0, 4: 0.5, 8: 0.5 },
      fold: 'min',
    },
    'volume.health': {
      table: 'volumes',
      from: '1.3.6.1.4.1.232.3.2.3.1.1.4',
      states: { 1: null, 2: 1, 3: 0, 4: null, 5: 0.5, 6: 0.5, 7: 0.5, 8: 0, 9: 0, 10: 0, 11: 0, 12: 0.5, 13: 0 },
      fold: 'min',
    },
    'device.up': {},
  },
});
