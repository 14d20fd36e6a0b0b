import { defineDeviceType } from '../../device-type.ts';

/** An uninterruptible power supply with the standard UPS-MIB (RFC 1628). */
export const ups = defineDeviceType({
  id: 'ups',
  label: { fr: 'Onduleur', en: 'UPS' },
  source: {
    kind: 'snmp',
    every: '30s',
    silentAfter: '2m',
    is: { answers: '1.3.6.1.2.1.33.1.2' },
    tables: { outputs: {} },
  },
  metrics: {
    'ups.charge': { from: '1.3.6.1.2.1.33.1.2.4.0' },
    'ups.runtime': { from: '1.3.6.1.2.1.33.1.2.3.0' },
    'ups.load': { table: 'outputs', from: '1.3.6.1.2.1.33.1.4.4.1.5', fold: 'max' },
    'ups.temperature': { from: '1.3.6.1.2.1.33.1.2.7.0' },
    'ups.health': { from: '1.3.6.1.2.1.33.1.2.1.0', states: { 1: null, 2: 1, 3: 0.5, 4: 0 } },
    'ups.mains': { from: '1.3.6.1.2.1.33.1.4.1.0', states: { 1: null, 2: 0, 3: 1, 4: 0.5, 5: 0, 6: 0.5, 7: 0.5 } },
    'device.up': {},
  },
  traps: {
    // upsTrapOnBattery comes again every minute while it lasts
    '1.3.6.1.2.1.33.2.1': {
      label: { fr: 'Sur batterie', en: 'On battery' },
      metrics: { 'ups.mains': { value: 0 }, 'ups.runtime': { from: '1.3.6.1.2.1.33.1.2.3' } },
    },
    '1.3.6.1.2.1.33.2.2': { label: { fr: 'Autotest terminé', en: 'Self-test completed' } },
    '1.3.6.1.2.1.33.2.3': {
      label: { fr: 'Alarme', en: 'Alarm' },
      metrics: {
        'ups.mains': { from: '1.3.6.1.2.1.33.1.6.2.1.2', states: { '1.3.6.1.2.1.33.1.6.3.2': 0 } },
        'ups.health': {
          from: '1.3.6.1.2.1.33.1.6.2.1.2',
          states: { '1.3.6.1.2.1.33.1.6.3.1': 0, '1.3.6.1.2.1.33.1.6.3.3': 0.5, '1.3.6.1.2.1.33.1.6.3.4': 0 },
        },
      },
    },
    '1.3.6.1.2.1.33.2.4': {
      label: { fr: 'Fin d’alarme', en: 'Alarm ended' },
      metrics: { 'ups.mains': { from: '1.3.6.1.2.1.33.1.6.2.1.2', states: { '1.3.6.1.2.1.33.1.6.3.2': 1 } } },
    },
  },
});
