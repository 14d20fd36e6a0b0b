import { defineDeviceType } from '../../device-type.ts';

/**
 * A single-phase Linky in standard mode behind LiXee's ZLinky. Zigbee2MQTT gives kWh, in whole ones unless `kWh_precision`
 * says otherwise. `available_power` is PREF here: kVA. ERQ1 to ERQ4, energies that bear names of powers, are left alone.
 */
export const linkyZlinkyStandard = defineDeviceType({
  id: 'linky-zlinky-standard',
  label: { fr: 'Linky (mode standard) par ZLinky', en: 'Linky (standard mode) through ZLinky' },
  source: { kind: 'mqtt', payload: 'zigbee2mqtt', every: '10m', silentAfter: '1h' },
  metrics: {
    'electricity.energy': { from: { first: ['EAST', 'current_summ_delivered'] } },
    'electricity.returnedEnergy': { from: { first: ['EAIT', 'current_summ_received'] } },
    'electricity.index': {
      instances: {
        EASF01: { first: ['EASF01', 'current_tier1_summ_delivered'] },
        EASF02: { first: ['EASF02', 'current_tier2_summ_delivered'] },
        EASF03: { first: ['EASF03', 'current_tier3_summ_delivered'] },
        EASF04: { first: ['EASF04', 'current_tier4_summ_delivered'] },
        EASF05: { first: ['EASF05', 'current_tier5_summ_delivered'] },
        EASF06: { first: ['EASF06', 'current_tier6_summ_delivered'] },
        EASF07: { first: ['EASF07', 'current_tier7_summ_delivered'] },
        EASF08: { first: ['EASF08', 'current_tier8_summ_delivered'] },
        EASF09: { first: ['EASF09', 'current_tier9_summ_delivered'] },
        EASF10: { first: ['EASF10', 'current_tier10_summ_delivered'] },
      },
    },
    'electricity.apparentPower': { from: { first: ['SINSTS', 'apparent_power'] } },
    'electricity.current': { from: { first: ['IRMS1', 'rms_current'] } },
    'electricity.voltage': { from: { first: ['URMS1', 'rms_voltage'] } },
    'electricity.subscribedPower': { from: { first: ['PREF', 'available_power'] } },
    'device.up': {},
  },
});
