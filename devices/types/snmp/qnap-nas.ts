import { defineDeviceType } from '../../device-type.ts';

/** A QNAP NAS: NAS-MIB, whose figures are texts such as `28 C/82 F`. */
export const qnapNas = defineDeviceType({
  id: 'qnap-nas',
  label: { fr: 'NAS QNAP', en: 'QNAP NAS' },
  source: {
    kind: 'snmp',
    every: '5m',
    silentAfter: '20m',
    is: { sysObjectID: ['1.3.6.1.4.1.24681'], answers: '1.3.6.1.4.1.24681.1.2' },
    tables: { disks: {} },
  },
  metrics: {
    'host.cpu': { from: '1.3.6.1.4.1.24681.1.2.1.0', decode: 'firstNumber' },
    'host.temperature': { from: '1.3.6.1.4.1.24681.1.2.6.0', decode: 'firstNumber' },
    'disk.health': {
      table: 'disks',
      from: '1.3.6.1.4.1.24681.1.2.11.1.4',
      states: { '0': 1, '-4': null, '-5': null, '-6': 0, '-9': 0 },
    },
    'disk.temperature': {
      table: 'disks',
      from: '1.3.6.1.4.1.24681.1.2.11.1.3',
      decode: 'firstNumber',
      absent: ['--', ''],
    },
    'device.up': {},
  },
});
