import { defineDeviceType } from '../../device-type.ts';
import { networkEquipment } from './network-equipment.ts';

const busyTicks = ['50', '51', '52', '54', '56', '61', '64'].map((column) => `1.3.6.1.4.1.2021.11.${column}.0`);

/**
 * A Linux machine with net-snmp's agent: UCD-SNMP-MIB, HOST-RESOURCES-MIB (RFC 2790), IF-MIB. Updates that wait are the
 * first line of `extend updates …` in its snmpd.conf (NET-SNMP-EXTEND-MIB), a number.
 */
export const linuxHost = defineDeviceType({
  id: 'linux-host',
  label: { fr: 'Serveur Linux', en: 'Linux host' },
  source: {
    kind: 'snmp',
    every: '1m',
    silentAfter: '5m',
    is: {
      sysObjectID: ['1.3.6.1.4.1.8072.3.2.10'],
      sysDescr: '^Linux ',
      answers: '1.3.6.1.4.1.2021.4',
    },
    tables: {
      interfaces: {
        name: ['1.3.6.1.2.1.31.1.1.1.1', '1.3.6.1.2.1.2.2.1.2'],
        only: { '1.3.6.1.2.1.2.2.1.7': [1] },
        except: '^(lo|(veth|br-|docker|virbr).*)$',
      },
      disks: {
        name: ['1.3.6.1.2.1.25.2.3.1.3'],
        only: { '1.3.6.1.2.1.25.2.3.1.2': ['1.3.6.1.2.1.25.2.1.4'] },
        except: '^/(run|dev|sys|proc|snap|etc|var/lib/docker)(/|$)',
      },
    },
  },
  metrics: {
    'host.cpu': { from: busyTicks, of: [...busyTicks, '1.3.6.1.4.1.2021.11.53.0'], rate: { times: 1 } },
    'host.memory': {
      // UCD-SNMP-MIB: total less available, buffers and cache; its own sum of those where it has one
      from: {
        first: [
          ['1.3.6.1.4.1.2021.4.5.0', '-1.3.6.1.4.1.2021.4.27.0'],
          ['1.3.6.1.4.1.2021.4.5.0', '-1.3.6.1.4.1.2021.4.6.0', '-1.3.6.1.4.1.2021.4.14.0', '-1.3.6.1.4.1.2021.4.15.0'],
        ],
      },
      of: '1.3.6.1.4.1.2021.4.5.0',
    },
    'host.swap': {
      from: ['1.3.6.1.4.1.2021.4.3.0', '-1.3.6.1.4.1.2021.4.4.0'],
      of: '1.3.6.1.4.1.2021.4.3.0',
    },
    'host.load': { from: '1.3.6.1.4.1.2021.10.1.5.2', decode: 'hundredths' },
    'host.uptime': { from: '1.3.6.1.2.1.25.1.1.0', decode: 'hundredths' },
    'host.updates': { from: '1.3.6.1.4.1.8072.1.3.2.3.1.1.7.117.112.100.97.116.101.115', decode: 'firstNumber' },
    'disk.used': { table: 'disks', from: '1.3.6.1.2.1.25.2.3.1.6', of: '1.3.6.1.2.1.25.2.3.1.5', decode: 'unsigned32' },
    'interface.in': networkEquipment.metrics['interface.in'] ?? {},
    'interface.out': networkEquipment.metrics['interface.out'] ?? {},
    'interface.errors': networkEquipment.metrics['interface.errors'] ?? {},
    'interface.up': networkEquipment.metrics['interface.up'] ?? {},
    'device.up': {},
  },
});
