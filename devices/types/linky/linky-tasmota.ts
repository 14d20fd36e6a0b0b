import { defineDeviceType } from '../../device-type.ts';

/**
 * A Linky read by Tasmota's Teleinfo, historique and standard, whose labels differ (Enedis-NOI-CPT_54E). Indexes are Wh.
 * The consumption is the total or the sum of all indexes of the tariff; `ENERGY` is not used: its Today has been seen to
 * equal one of the indexes.
 */
export const linkyTasmota = defineDeviceType({
  id: 'linky-tasmota',
  label: { fr: 'Linky par Tasmota (Teleinfo)', en: 'Linky through Tasmota (Teleinfo)' },
  source: { kind: 'mqtt', payload: 'tasmota', every: '5m', silentAfter: '1h' },
  metrics: {
    'electricity.energy': {
      from: {
        first: [
          'TIC.EAST',
          'TIC.BASE',
          ['TIC.HCHC', 'TIC.HCHP'],
          ['TIC.EJPHN', 'TIC.EJPHPM'],
          ['TIC.BBRHCJB', 'TIC.BBRHPJB', 'TIC.BBRHCJW', 'TIC.BBRHPJW', 'TIC.BBRHCJR', 'TIC.BBRHPJR'],
        ],
      },
      decode: 'wattHours',
    },
    'electricity.returnedEnergy': { from: 'TIC.EAIT', decode: 'wattHours' },
    'electricity.index': {
      instances: {
        HCHC: 'TIC.HCHC',
        HCHP: 'TIC.HCHP',
        EJPHN: 'TIC.EJPHN',
        EJPHPM: 'TIC.EJPHPM',
        BBRHCJB: 'TIC.BBRHCJB',
        BBRHPJB: 'TIC.BBRHPJB',
        BBRHCJW: 'TIC.BBRHCJW',
        BBRHPJW: 'TIC.BBRHPJW',
        BBRHCJR: 'TIC.BBRHCJR',
        BBRHPJR: 'TIC.BBRHPJR',
        EASF01: 'TIC.EASF01',
        EASF02: 'TIC.EASF02',
        EASF03: 'TIC.EASF03',
        EASF04: 'TIC.EASF04',
        EASF05: 'TIC.EASF05',
        EASF06: 'TIC.EASF06',
        EASF07: 'TIC.EASF07',
        EASF08: 'TIC.EASF08',
        EASF09: 'TIC.EASF09',
        EASF10: 'TIC.EASF10',
      },
      decode: 'wattHours',
    },
    'electricity.apparentPower': { from: { first: ['TIC.SINSTS', 'TIC.PAPP'] } },
    'electricity.current': {
      instances: {
        L1: { first: ['TIC.IRMS1', 'TIC.IINST1', 'TIC.IINST'] },
        L2: { first: ['TIC.IRMS2', 'TIC.IINST2'] },
        L3: { first: ['TIC.IRMS3', 'TIC.IINST3'] },
      },
    },
    'electricity.voltage': { instances: { L1: 'TIC.URMS1', L2: 'TIC.URMS2', L3: 'TIC.URMS3' } },
    'electricity.subscribedCurrent': { from: 'TIC.ISOUSC' },
    'electricity.subscribedPower': { from: 'TIC.PREF' },
    'radio.rssi': { from: 'Wifi.Signal' },
    'device.up': {},
  },
});
