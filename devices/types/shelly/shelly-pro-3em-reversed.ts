import { defineDeviceType } from '../../device-type.ts';
import { shellyPro3em } from './shelly-pro-3em.ts';

/** A Shelly Pro 3EM whose clamps look the other way: what it counts as returned was bought. */
export const shellyPro3emReversed = defineDeviceType({
  ...shellyPro3em,
  id: 'shelly-pro-3em-reversed',
  label: { fr: 'Compteur triphasé Shelly Pro 3EM, pinces inversées', en: 'Shelly Pro 3EM meter, clamps reversed' },
  metrics: {
    ...shellyPro3em.metrics,
    'electricity.energy': { from: 'emdata:0.total_act_ret', decode: 'wattHours' },
    'electricity.returnedEnergy': { from: 'emdata:0.total_act', decode: 'wattHours' },
    'electricity.power': { from: ['-em:0.total_act_power'] },
  },
});
