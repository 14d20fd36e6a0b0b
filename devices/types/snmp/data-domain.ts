import { defineDeviceType } from '../../device-type.ts';

/** The Data Domain behind a backup grid: DATA-DOMAIN-MIB. */
export const dataDomain = defineDeviceType({
  id: 'data-domain',
  label: { fr: 'Stockage Data Domain', en: 'Data Domain storage' },
  source: {
    kind: 'snmp',
    every: '5m',
    silentAfter: '20m',
    is: { sysObjectID: ['1.3.6.1.4.1.19746.3.1'], answers: '1.3.6.1.4.1.19746.1.3.2.1.1' },
    tables: {
      // pre-comp is what there would be without deduplication, and has no size
      fileSystems: { name: ['1.3.6.1.4.1.19746.1.3.2.1.1.3'], except: 'pre-comp$|[Ii]ndex' },
      data: { only: { '1.3.6.1.4.1.19746.1.3.2.1.1.3': ['/data: post-comp'] } },
      supplies: { name: ['1.3.6.1.4.1.19746.1.1.1.1.1.1.3'] },
      fans: { name: ['1.3.6.1.4.1.19746.1.1.3.1.1.1.4'] },
      sensors: {
        name: ['1.3.6.1.4.1.19746.1.1.2.1.1.1.4'],
        only: { '1.3.6.1.4.1.19746.1.1.2.1.1.1.6': [1, 3, 4] },
      },
      processors: {},
      disks: {},
    },
  },
  metrics: {
    'backup.capacity': { table: 'data', from: '1.3.6.1.4.1.19746.1.3.2.1.1.7', fold: 'max' },
    'disk.used': { table: 'fileSystems', from: '1.3.6.1.4.1.19746.1.3.2.1.1.7' },
    // disabled or in error, nothing is backed up
    'volume.health': {
      from: '1.3.6.1.4.1.19746.1.3.1.1.0',
      states: { 1: 1, 2: 0, 3: 1, 4: null, 5: 0, 6: 1 },
    },
    'disk.health': {
      table: 'disks',
      from: '1.3.6.1.4.1.19746.1.6.1.1.1.8',
      states: { 1: 1, 2: null, 3: null, 4: 0, 5: 1, 6: 1 },
    },
    'power.health': {
      table: 'supplies',
      from: '1.3.6.1.4.1.19746.1.1.1.1.1.1.4',
      states: { 0: null, 1: 1, 2: 0, 3: 0, 4: 0, 99: null },
    },
    'fan.health': {
      table: 'fans',
      from: '1.3.6.1.4.1.19746.1.1.3.1.1.1.6',
      states: { 0: null, 1: 1, 2: 0 },
    },
    'host.temperature': { table: 'sensors', from: '1.3.6.1.4.1.19746.1.1.2.1.1.1.5' },
    'host.cpu': { table: 'processors', from: '1.3.6.1.4.1.19746.1.5.1.1.1.2', fold: 'mean' },
    'host.uptime': { from: '1.3.6.1.2.1.1.3.0', decode: 'hundredths' },
    'device.up': {},
  },
});
