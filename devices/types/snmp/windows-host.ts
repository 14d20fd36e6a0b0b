import { defineDeviceType } from '../../device-type.ts';
import { networkEquipment } from './network-equipment.ts';

/** A Windows machine with Microsoft's SNMP service: HOST-RESOURCES-MIB (RFC 2790) and IF-MIB. */
export const windowsHost = defineDeviceType({
  id: 'windows-host',
  label: { fr: 'Serveur Windows', en: 'Windows host' },
  source: {
    kind: 'snmp',
    every: '1m',
    silentAfter: '5m',
    is: { sysObjectID: ['1.3.6.1.4.1.311.1.1.3'], sysDescr: 'Windows', answers: '1.3.6.1.2.1.25.2.3' },
    tables: {
      processors: {},
      memory: { only: { '1.3.6.1.2.1.25.2.3.1.2': ['1.3.6.1.2.1.25.2.1.2'] } },
      // `C:\\ Label:  Serial Number 1a2b3c4d`
      disks: {
        name: ['1.3.6.1.2.1.25.2.3.1.3'],
        keep: '^([A-Za-z]:)',
        only: { '1.3.6.1.2.1.25.2.3.1.2': ['1.3.6.1.2.1.25.2.1.4'] },
      },
      interfaces: {
        name: ['1.3.6.1.2.1.31.1.1.1.18', '1.3.6.1.2.1.2.2.1.2'],
        only: { '1.3.6.1.2.1.2.2.1.7': [1], '1.3.6.1.2.1.2.2.1.3': [6, 71] },
        except: 'WFP|QoS|Filter|Npcap|Miniport|Kernel Debug',
      },
    },
  },
  metrics: {
    'host.cpu': { table: 'processors', from: '1.3.6.1.2.1.25.3.3.1.2', fold: 'mean' },
    'host.memory': {
      table: 'memory',
      from: '1.3.6.1.2.1.25.2.3.1.6',
      of: '1.3.6.1.2.1.25.2.3.1.5',
      decode: 'unsigned32',
      fold: 'max',
    },
    'host.uptime': { from: '1.3.6.1.2.1.25.1.1.0', decode: 'hundredths' },
    'disk.used': { table: 'disks', from: '1.3.6.1.2.1.25.2.3.1.6', of: '1.3.6.1.2.1.25.2.3.1.5', decode: 'unsigned32' },
    'interface.in': networkEquipment.metrics['interface.in'] ?? {},
    'interface.out': networkEquipment.metrics['interface.out'] ?? {},
    'interface.errors': networkEquipment.metrics['interface.errors'] ?? {},
    'interface.up': networkEquipment.metrics['interface.up'] ?? {},
    'device.up': {},
  },
});
