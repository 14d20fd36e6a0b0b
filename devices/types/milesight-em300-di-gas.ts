import { defineDeviceType } from '../device-type.ts';
import { milesightEm300Di } from './milesight-em300-di.ts';

const { 'water.volume': pulses, ...others } = milesightEm300Di.metrics;

/** The same device on the pulse output of a gas meter, such as a Gazpar: `coefficients.pulse` is the m³ of one pulse. */
export const milesightEm300DiGas = defineDeviceType({
  ...milesightEm300Di,
  id: 'milesight-em300-di-gas',
  label: { fr: 'Milesight EM300-DI, impulsions de gaz', en: 'Milesight EM300-DI, gas pulses' },
  metrics: { 'gas.volume': { from: { first: ['water', 'pulse'] }, times: 'pulse' }, ...others },
  rules: milesightEm300Di.rules.filter(({ metric }) => metric === 'input.alarm'),
});
