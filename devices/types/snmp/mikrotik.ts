import { defineDeviceType } from '../../device-type.ts';
import { networkEquipment } from './network-equipment.ts';

/** A MikroTik router or access point: MIKROTIK-MIB and IF-MIB. Of its clients only their number is read. */
export const mikrotik = defineDeviceType({
  id: 'mikrotik',
  label: { fr: 'Routeur MikroTik', en: 'MikroTik router' },
  source: {
    kind: 'snmp',
    every: '1m',
    silentAfter: '5m',
    is: { sysObjectID: ['1.3.6.1.4.1.14988.1'], sysDescr: '^RouterOS' },
    tables: {
      processors: {},
      networks: { name: ['1.3.6.1.4.1.14988.1.1.1.3.1.4'] },
      interfaces: {
        name: ['1.3.6.1.2.1.31.1.1.1.1', '1.3.6.1.2.1.2.2.1.2'],
        only: { '1.3.6.1.2.1.2.2.1.7': [1] },
        except: '^lo\\d*$',
      },
    },
  },
  metrics: {
    // typed Counter32, yet a gauge
    'wifi.clients': { table: 'networks', from: '1.3.6.1.4.1.14988.1.1.1.3.1.6', fold: 'sum' },
    'host.cpu': { table: 'processors', from: '1.3.6.1.2.1.25.3.3.1.2', fold: 'mean' },
    'host.uptime': { from: '1.3.6.1.2.1.1.3.0', decode: 'hundredths' },
    'interface.in': networkEquipment.metrics['interface.in'] ?? {},
    'interface.out': networkEquipment.metrics['interface.out'] ?? {},
    'interface.errors': networkEquipment.metrics['interface.errors'] ?? {},
    'interface.up': networkEquipment.metrics['interface.up'] ?? {},
    'device.up': {},
  },
});
