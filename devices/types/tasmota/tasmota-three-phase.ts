import { defineDeviceType } from '../../device-type.ts';
import { tasmotaPlug } from './tasmota-plug.ts';

/** A poly-phase meter: power and current are lists, one number for each phase; the voltage too, or one for all. */
export const tasmotaThreePhase = defineDeviceType({
  ...tasmotaPlug,
  id: 'tasmota-three-phase',
  label: { fr: 'Compteur triphasé Tasmota', en: 'Tasmota three-phase meter' },
  metrics: {
    ...tasmotaPlug.metrics,
    'electricity.power': { from: 'ENERGY.Power', decode: 'phases' },
    'electricity.apparentPower': { from: 'ENERGY.ApparentPower', decode: 'phases' },
    'electricity.voltage': {
      instances: { L1: 'ENERGY.Voltage.0', L2: 'ENERGY.Voltage.1', L3: 'ENERGY.Voltage.2' },
    },
    'electricity.current': {
      instances: { L1: 'ENERGY.Current.0', L2: 'ENERGY.Current.1', L3: 'ENERGY.Current.2' },
    },
  },
});
