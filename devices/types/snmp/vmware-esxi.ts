import { defineDeviceType } from '../../device-type.ts';
import { networkEquipment } from './network-equipment.ts';

/** A VMware ESXi host: VMWARE-SYSTEM-MIB, VMWARE-RESOURCES-MIB, VMWARE-VMINFO-MIB, HOST-RESOURCES-MIB. */
export const vmwareEsxi = defineDeviceType({
  id: 'vmware-esxi',
  label: { fr: 'Hyperviseur VMware ESXi', en: 'VMware ESXi host' },
  source: {
    kind: 'snmp',
    every: '1m',
    silentAfter: '5m',
    is: { sysObjectID: ['1.3.6.1.4.1.6876.4.1'], sysDescr: '^VMware ESXi', answers: '1.3.6.1.4.1.6876.1.1' },
    tables: {
      processors: {},
      disks: {
        name: ['1.3.6.1.2.1.25.2.3.1.3'],
        only: { '1.3.6.1.2.1.25.2.3.1.2': ['1.3.6.1.2.1.25.2.1.4'] },
      },
      machines: { name: ['1.3.6.1.4.1.6876.2.1.1.2'] },
      interfaces: {
        name: ['1.3.6.1.2.1.31.1.1.1.1', '1.3.6.1.2.1.2.2.1.2'],
        only: { '1.3.6.1.2.1.2.2.1.7': [1] },
      },
    },
  },
  metrics: {
    'host.cpu': { table: 'processors', from: '1.3.6.1.2.1.25.3.3.1.2', fold: 'mean' },
    'host.memory': {
      from: ['1.3.6.1.4.1.6876.3.2.1.0', '-1.3.6.1.4.1.6876.3.2.3.0'],
      of: '1.3.6.1.4.1.6876.3.2.1.0',
    },
    'host.uptime': { from: '1.3.6.1.2.1.25.1.1.0', decode: 'hundredths' },
    'disk.used': { table: 'disks', from: '1.3.6.1.2.1.25.2.3.1.6', of: '1.3.6.1.2.1.25.2.3.1.5', decode: 'unsigned32' },
    'machine.up': {
      unit: '',
      kind: 'state',
      resolution: 0.5,
      label: { fr: 'Machines virtuelles', en: 'Virtual machines' },
      range: [0, 1],
      table: 'machines',
      from: '1.3.6.1.4.1.6876.2.1.1.6',
      states: { 'powered on': 1, 'powered off': 0, suspended: 0 },
    },
    'interface.in': networkEquipment.metrics['interface.in'] ?? {},
    'interface.out': networkEquipment.metrics['interface.out'] ?? {},
    'interface.errors': networkEquipment.metrics['interface.errors'] ?? {},
    'interface.up': networkEquipment.metrics['interface.up'] ?? {},
    'device.up': {},
  },
});
