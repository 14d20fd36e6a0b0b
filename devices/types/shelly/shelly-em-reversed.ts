import { defineDeviceType } from '../../device-type.ts';
import { shellyEm } from './shelly-em.ts';

/** A Shelly EM whose clamps look the other way: what it counts as returned was bought. */
export const shellyEmReversed = defineDeviceType({
  ...shellyEm,
  id: 'shelly-em-reversed',
  label: { fr: 'Compteur monophasé Shelly EM, pinces inversées', en: 'Shelly EM meter, clamps reversed' },
  metrics: {
    ...shellyEm.metrics,
    'electricity.energy': {
      instances: {
        0: 'em1data:0.total_act_ret_energy',
        1: 'em1data:1.total_act_ret_energy',
        2: 'em1data:2.total_act_ret_energy',
      },
      decode: 'wattHours',
    },
    'electricity.returnedEnergy': {
      instances: {
        0: 'em1data:0.total_act_energy',
        1: 'em1data:1.total_act_energy',
        2: 'em1data:2.total_act_energy',
      },
      decode: 'wattHours',
    },
    'electricity.power': {
      instances: { 0: ['-em1:0.act_power'], 1: ['-em1:1.act_power'], 2: ['-em1:2.act_power'] },
    },
  },
});
