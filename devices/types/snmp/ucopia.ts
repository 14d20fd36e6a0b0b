import { defineDeviceType } from '../../device-type.ts';
import { networkEquipment } from './network-equipment.ts';

/** What the services are called is not published: they have the numbers that the MIB gives them. */
const services = Object.fromEntries(
  Array.from({ length: 20 }, (_, i) => [`service ${i + 1}`, `1.3.6.1.4.1.31218.4.${i + 1}.0`]),
);

/**
 * A UCOPIA captive portal: UCOPIA's own MIB and IF-MIB. Who was connected stays with its operator: Vigie only sees that the service which
 * keeps that log lives.
 */
export const ucopia = defineDeviceType({
  id: 'ucopia',
  label: { fr: 'Portail captif UCOPIA', en: 'UCOPIA captive portal' },
  source: {
    kind: 'snmp',
    every: '1m',
    silentAfter: '5m',
    is: { sysObjectID: ['1.3.6.1.4.1.31218'], answers: '1.3.6.1.4.1.31218' },
    tables: {
      interfaces: {
        name: ['1.3.6.1.2.1.31.1.1.1.1', '1.3.6.1.2.1.2.2.1.2'],
        only: { '1.3.6.1.2.1.2.2.1.7': [1] },
        except: '^lo\\d*$',
      },
    },
  },
  metrics: {
    'hotspot.health': { from: '1.3.6.1.4.1.31218.3.7.0', states: { 0: 1, 1: 1, 2: 1, 3: 1, 4: 0 } },
    // 3 is switched off: nothing that should run
    'hotspot.service': { instances: services, states: { 1: 1, 2: 0, 3: null } },
    // which number the log service has is not published: the device says it, `places: {hotspot.log: 1.3.6.1.4.1.31218.4.7.0}`
    'hotspot.log': { states: { 1: 1, 2: 0, 3: 0 } },
    'host.uptime': { from: '1.3.6.1.2.1.1.3.0', decode: 'hundredths' },
    'interface.in': networkEquipment.metrics['interface.in'] ?? {},
    'interface.out': networkEquipment.metrics['interface.out'] ?? {},
    'interface.errors': networkEquipment.metrics['interface.errors'] ?? {},
    'interface.up': networkEquipment.metrics['interface.up'] ?? {},
    'device.up': {},
  },
});
