import { defineDeviceType } from '../../device-type.ts';
import { linuxHost } from './linux-host.ts';

/** A Synology NAS: SYNOLOGY-SYSTEM-MIB, SYNOLOGY-DISK-MIB, SYNOLOGY-RAID-MIB beside UCD-SNMP-MIB. */
export const synologyNas = defineDeviceType({
  id: 'synology-nas',
  label: { fr: 'NAS Synology', en: 'Synology NAS' },
  source: {
    kind: 'snmp',
    every: '5m',
    silentAfter: '20m',
    is: { sysObjectID: ['1.3.6.1.4.1.8072.3.2.10'], answers: '1.3.6.1.4.1.6574.1.5.1' },
    tables: {
      disks: { name: ['1.3.6.1.4.1.6574.2.1.1.2'] },
      volumes: { name: ['1.3.6.1.4.1.6574.3.1.1.2'] },
    },
  },
  metrics: {
    'host.health': { from: '1.3.6.1.4.1.6574.1.1.0', states: { 1: 1, 2: 0 } },
    'power.health': { from: '1.3.6.1.4.1.6574.1.3.0', states: { 1: 1, 2: 0 } },
    'fan.health': { from: '1.3.6.1.4.1.6574.1.4.1.0', states: { 1: 1, 2: 0 } },
    'host.temperature': { from: '1.3.6.1.4.1.6574.1.2.0' },
    // 1 where the system has one in store for us
    'host.updates': { from: '1.3.6.1.4.1.6574.1.5.4.0', states: { 1: 1, 2: 0, 3: null, 4: null, 5: null } },
    'host.cpu': linuxHost.metrics['host.cpu'] ?? {},
    'host.memory': linuxHost.metrics['host.memory'] ?? {},
    'host.load': linuxHost.metrics['host.load'] ?? {},
    'host.uptime': linuxHost.metrics['host.uptime'] ?? {},
    'disk.health': {
      table: 'disks',
      from: '1.3.6.1.4.1.6574.2.1.1.5',
      states: { 1: 1, 2: 1, 3: null, 4: 0, 5: 0 },
    },
    'disk.temperature': { table: 'disks', from: '1.3.6.1.4.1.6574.2.1.1.6' },
    'volume.health': {
      table: 'volumes',
      from: '1.3.6.1.4.1.6574.3.1.1.3',
      states: { 1: 1, 2: 0.5, 3: 0.5, 4: 0.5, 5: 0.5, 6: 0.5, 7: 0.5, 8: 0.5, 9: 0.5, 10: 0.5, 11: 0.5, 12: 0 },
    },
    // typed Counter64, yet gauges
    'disk.used': {
      table: 'volumes',
      from: ['1.3.6.1.4.1.6574.3.1.1.5', '-1.3.6.1.4.1.6574.3.1.1.4'],
      of: '1.3.6.1.4.1.6574.3.1.1.5',
    },
    'device.up': {},
  },
});
