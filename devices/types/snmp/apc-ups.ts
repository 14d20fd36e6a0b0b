import { defineDeviceType } from '../../device-type.ts';

/** An APC UPS with a network management card: PowerNet-MIB. */
export const apcUps = defineDeviceType({
  id: 'apc-ups',
  label: { fr: 'Onduleur APC', en: 'APC UPS' },
  source: {
    kind: 'snmp',
    every: '30s',
    silentAfter: '2m',
    is: { sysObjectID: ['1.3.6.1.4.1.318.1.3'], sysDescr: '^APC', answers: '1.3.6.1.4.1.318.1.1.1.2' },
  },
  metrics: {
    'ups.charge': { from: '1.3.6.1.4.1.318.1.1.1.2.2.1.0' },
    'ups.runtime': { from: '1.3.6.1.4.1.318.1.1.1.2.2.3.0', decode: 'ticksToMinutes' },
    'ups.load': { from: '1.3.6.1.4.1.318.1.1.1.4.2.3.0' },
    'ups.temperature': { from: '1.3.6.1.4.1.318.1.1.1.2.2.2.0' },
    'ups.health': { from: '1.3.6.1.4.1.318.1.1.1.2.1.1.0', states: { 1: null, 2: 1, 3: 0.5, 4: 0, 5: 0 } },
    'ups.mains': {
      from: '1.3.6.1.4.1.318.1.1.1.4.1.1.0',
      states: {
        ...{ 1: null, 2: 1, 3: 0, 4: 0.5, 5: 0, 6: 0.5, 7: 0, 8: 0.5, 9: 0.5, 10: 0.5 },
        ...{ 11: 0, 12: 0.5, 13: 1, 14: 1, 15: null, 16: 0.5, 17: 0.5 },
      },
    },
    'device.up': {},
  },
  traps: {
    '1.3.6.1.4.1.318.0.5': { label: { fr: 'Sur batterie', en: 'On battery' }, metrics: { 'ups.mains': { value: 0 } } },
    '1.3.6.1.4.1.318.0.9': {
      label: { fr: 'Secteur rétabli', en: 'Power restored' },
      metrics: { 'ups.mains': { value: 1 } },
    },
    '1.3.6.1.4.1.318.0.7': {
      label: { fr: 'Batterie faible', en: 'Battery low' },
      metrics: { 'ups.health': { value: 0.5 } },
    },
    '1.3.6.1.4.1.318.0.11': {
      label: { fr: 'Batterie rechargée', en: 'Battery no longer low' },
      metrics: { 'ups.health': { value: 1 } },
    },
  },
});
