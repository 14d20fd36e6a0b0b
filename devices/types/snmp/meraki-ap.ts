import { defineDeviceType } from '../../device-type.ts';
import { networkEquipment } from './network-equipment.ts';

/** One Meraki access point, asked itself: it says no more than IF-MIB. How many are connected is known in the cloud alone, see `meraki`. */
export const merakiAp = defineDeviceType({
  id: 'meraki-ap',
  label: { fr: 'Borne Wi-Fi Meraki', en: 'Meraki access point' },
  source: {
    kind: 'snmp',
    every: '1m',
    silentAfter: '5m',
    is: { sysObjectID: ['1.3.6.1.4.1.29671.2'], sysDescr: '^=?Meraki (MR|CW)' },
    tables: networkEquipment.source.kind === 'snmp' ? (networkEquipment.source.tables ?? {}) : {},
  },
  metrics: networkEquipment.metrics,
  rules: [{ id: 'lost-contact', severity: 'warning', for: '10m' }],
});
