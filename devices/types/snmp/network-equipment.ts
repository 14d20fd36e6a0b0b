import { defineDeviceType } from '../../device-type.ts';

/** Any switch, router or modem with the interfaces of IF-MIB (RFC 2863); those that somebody switched off are left out. */
export const networkEquipment = defineDeviceType({
  id: 'network-equipment',
  label: { fr: 'Équipement réseau', en: 'Network equipment' },
  source: {
    kind: 'snmp',
    every: '1m',
    silentAfter: '5m',
    is: { answers: '1.3.6.1.2.1.2.2' },
    tables: {
      interfaces: {
        name: ['1.3.6.1.2.1.31.1.1.1.1', '1.3.6.1.2.1.2.2.1.2'],
        only: { '1.3.6.1.2.1.2.2.1.7': [1] },
        except: '^(lo|Null)\\d*$',
      },
    },
  },
  metrics: {
    'interface.in': {
      table: 'interfaces',
      from: { first: ['1.3.6.1.2.1.31.1.1.1.6', '1.3.6.1.2.1.2.2.1.10'] },
      rate: {
        times: 8,
        discontinuity: '1.3.6.1.2.1.31.1.1.1.19',
        limit: { from: '1.3.6.1.2.1.31.1.1.1.15', times: 1.1e6 },
      },
    },
    'interface.out': {
      table: 'interfaces',
      from: { first: ['1.3.6.1.2.1.31.1.1.1.10', '1.3.6.1.2.1.2.2.1.16'] },
      rate: {
        times: 8,
        discontinuity: '1.3.6.1.2.1.31.1.1.1.19',
        limit: { from: '1.3.6.1.2.1.31.1.1.1.15', times: 1.1e6 },
      },
    },
    'interface.errors': {
      table: 'interfaces',
      from: ['1.3.6.1.2.1.2.2.1.14', '1.3.6.1.2.1.2.2.1.20'],
      rate: { times: 60, discontinuity: '1.3.6.1.2.1.31.1.1.1.19' },
    },
    // dormant and notPresent are no faults
    'interface.up': {
      table: 'interfaces',
      from: '1.3.6.1.2.1.2.2.1.8',
      states: { 1: 1, 2: 0, 3: 0.5, 4: null, 5: null, 6: null, 7: 0 },
    },
    'host.uptime': { from: '1.3.6.1.2.1.1.3.0', decode: 'hundredths' },
    'device.up': {},
  },
});
