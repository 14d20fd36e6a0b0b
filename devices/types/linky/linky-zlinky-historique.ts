import { defineDeviceType } from '../../device-type.ts';

/**
 * A single-phase Linky in historique mode behind LiXee's ZLinky. Zigbee2MQTT gives kWh, in whole ones unless `kWh_precision`
 * says otherwise; the intake has given the tiers the names of the meter's tariff. `available_power` is ISOUSC here: amperes.
 */
export const linkyZlinkyHistorique = defineDeviceType({
  id: 'linky-zlinky-historique',
  label: { fr: 'Linky (mode historique) par ZLinky', en: 'Linky (historique mode) through ZLinky' },
  source: { kind: 'mqtt', payload: 'zigbee2mqtt', every: '10m', silentAfter: '1h' },
  metrics: {
    'electricity.energy': {
      from: {
        first: [
          'BASE',
          ['HCHC', 'HCHP'],
          ['EJPHN', 'EJPHPM'],
          ['BBRHCJB', 'BBRHPJB', 'BBRHCJW', 'BBRHPJW', 'BBRHCJR', 'BBRHPJR'],
        ],
      },
    },
    'electricity.index': {
      instances: {
        HCHC: 'HCHC',
        HCHP: 'HCHP',
        EJPHN: 'EJPHN',
        EJPHPM: 'EJPHPM',
        BBRHCJB: 'BBRHCJB',
        BBRHPJB: 'BBRHPJB',
        BBRHCJW: 'BBRHCJW',
        BBRHPJW: 'BBRHPJW',
        BBRHCJR: 'BBRHCJR',
        BBRHPJR: 'BBRHPJR',
      },
    },
    'electricity.apparentPower': { from: { first: ['PAPP', 'apparent_power'] } },
    'electricity.current': { from: { first: ['IINST', 'rms_current'] } },
    'electricity.subscribedCurrent': { from: { first: ['ISOUSC', 'available_power'] } },
    'device.up': {},
  },
});
