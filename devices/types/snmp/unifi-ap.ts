import { defineDeviceType } from '../../device-type.ts';

/** A Ubiquiti UniFi access point: UBNT-UniFi-MIB. Of its clients only their number is read. */
export const unifiAp = defineDeviceType({
  id: 'unifi-ap',
  label: { fr: 'Borne Wi-Fi UniFi', en: 'UniFi access point' },
  source: {
    kind: 'snmp',
    every: '1m',
    silentAfter: '5m',
    is: {
      sysObjectID: ['1.3.6.1.4.1.41112', '1.3.6.1.4.1.8072.3.2.10', '1.3.6.1.4.1.10002.1'],
      answers: '1.3.6.1.4.1.41112.1.6.3.3',
    },
    tables: {
      radios: { name: ['1.3.6.1.4.1.41112.1.6.1.1.1.2'] },
      // vwire-… are links between access points
      networks: { name: ['1.3.6.1.4.1.41112.1.6.1.2.1.6'], except: '^vwire-' },
    },
  },
  metrics: {
    'wifi.clients': { table: 'networks', from: '1.3.6.1.4.1.41112.1.6.1.2.1.8', fold: 'sum' },
    'wifi.channelUse': { table: 'radios', from: '1.3.6.1.4.1.41112.1.6.1.1.1.6' },
    'host.memory': {
      from: ['1.3.6.1.4.1.10002.1.1.1.1.1.0', '-1.3.6.1.4.1.10002.1.1.1.1.2.0'],
      of: '1.3.6.1.4.1.10002.1.1.1.1.1.0',
    },
    'host.cpu': { from: '1.3.6.1.4.1.10002.1.1.1.4.2.1.3.1', decode: 'firstNumber' },
    'host.uptime': { from: '1.3.6.1.2.1.1.3.0', decode: 'hundredths' },
    'device.up': {},
  },
  rules: [{ id: 'lost-contact', severity: 'warning', for: '10m' }],
});
