import { defineDeviceType } from '../../device-type.ts';
import { linkyZlinkyStandard } from './linky-zlinky-standard.ts';

/** A three-phase Linky in standard mode behind LiXee's ZLinky, where `apparent_power` is that of phase 1 alone. */
export const linkyZlinkyThreePhase = defineDeviceType({
  ...linkyZlinkyStandard,
  id: 'linky-zlinky-three-phase',
  label: { fr: 'Linky triphasé (mode standard) par ZLinky', en: 'Three-phase Linky (standard mode) through ZLinky' },
  metrics: {
    ...linkyZlinkyStandard.metrics,
    'electricity.apparentPower': { from: { first: ['SINSTS', 'total_apparent_power'] } },
    'electricity.current': {
      instances: { L1: 'rms_current', L2: 'rms_current_ph_b', L3: 'rms_current_ph_c' },
    },
    'electricity.voltage': {
      instances: { L1: 'rms_voltage', L2: 'rms_voltage_ph_b', L3: 'rms_voltage_ph_c' },
    },
  },
});
