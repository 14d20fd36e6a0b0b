import { defineDeviceType } from '../device-type.ts';

/**
 * Temperature, humidity and one input that counts the pulses of a water meter or watches a contact. `coefficients.pulse` is
 * the litres of one pulse; where the device itself converts to water, the litres of its unit: 1 for L, 1000 for m³.
 */
export const milesightEm300Di = defineDeviceType({
  id: 'milesight-em300-di',
  label: { fr: 'Milesight EM300-DI, impulsions d’eau ou contact', en: 'Milesight EM300-DI, water pulses or contact' },
  source: {
    kind: 'mqtt',
    payload: 'milesight',
    every: '10m',
    silentAfter: '2h',
    channels: {
      '01 75': ['battery u8'],
      '03 67': ['temperature i16/10'],
      '04 68': ['humidity u8/2'],
      '05 00': ['gpio u8'],
      '05 C8': ['pulse u32'],
      '05 E1': ['water_conv u16/10', 'pulse_conv u16/10', 'water f32'],
      '85 00': ['gpio u8', 'gpio_alarm u8'],
      '85 E1': ['water_conv u16/10', 'pulse_conv u16/10', 'water f32', 'water_alarm u8'],
      '20 CE': [
        'timestamp unix',
        'temperature i16/10',
        'humidity u8/2',
        'gpio_type u8',
        'gpio u8 where gpio_type=1',
        'pulse u32 where gpio_type=2',
      ],
      '21 CE': [
        'timestamp unix',
        'temperature i16/10',
        'humidity u8/2',
        'alarm u8',
        'gpio_type u8',
        'gpio u8 where gpio_type=1',
        'water_conv u16/10 where gpio_type=2',
        'pulse_conv u16/10 where gpio_type=2',
        'water f32 where gpio_type=2',
      ],
    },
  },
  metrics: {
    'water.volume': { from: { first: ['water', 'pulse'] }, times: 'pulse' },
    'air.temperature': { from: 'temperature' },
    'air.humidity': { from: 'humidity' },
    'input.level': {
      from: 'gpio',
      unit: '',
      kind: 'gauge',
      resolution: 1,
      label: { fr: 'Entrée (1 haut, 0 bas)', en: 'Input (1 high, 0 low)' },
      range: [0, 1],
    },
    'input.alarm': {
      from: { first: ['water_alarm', 'gpio_alarm', 'alarm'] },
      decode: 'oddIsAlarm',
      unit: '',
      kind: 'state',
      resolution: 1,
      label: { fr: 'Alarme du capteur sur son entrée', en: 'The sensor’s own alarm on its input' },
    },
    'battery.level': { from: { first: ['battery', 'battery.level'] } },
    'radio.rssi': {},
  },
  rules: [
    {
      id: 'sensor-alarm',
      metric: 'input.alarm',
      kind: 'state',
      is: 1,
      say: { fr: 'Alarme du capteur', en: 'The sensor’s alarm' },
    },
  ],
});
