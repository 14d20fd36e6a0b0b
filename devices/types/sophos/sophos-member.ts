import { defineDeviceType } from '../../device-type.ts';

/** A member's computers in Sophos Central, `antivirus.health` by computer. `address` is `sophos:` and the id of its tenant. */
export const sophosMember = defineDeviceType({
  id: 'sophos-member',
  label: { fr: 'Antivirus Sophos d’une collectivité', en: 'Sophos antivirus of an organisation' },
  source: { kind: 'sophos', every: '1m', silentAfter: '1h' },
  metrics: {
    'device.up': {},
    'antivirus.health': { table: 'computers' },
    'antivirus.threats': {},
    'antivirus.detections': {
      unit: '',
      kind: 'counter',
      resolution: 1,
      label: { fr: 'Détections', en: 'Detections' },
      range: [0, 1_000_000],
    },
    'antivirus.computers': {
      unit: '',
      kind: 'gauge',
      resolution: 1,
      label: { fr: 'Ordinateurs', en: 'Computers' },
      range: [0, 1_000_000],
    },
    'antivirus.protected': {
      unit: '',
      kind: 'gauge',
      resolution: 1,
      label: { fr: 'Ordinateurs protégés', en: 'Protected computers' },
      range: [0, 1_000_000],
    },
    'antivirus.unprotected': {
      unit: '',
      kind: 'gauge',
      resolution: 1,
      label: { fr: 'Ordinateurs sans protection', en: 'Unprotected computers' },
      range: [0, 1_000_000],
    },
    'antivirus.unencrypted': {
      unit: '',
      kind: 'gauge',
      resolution: 1,
      label: { fr: 'Disques non chiffrés', en: 'Unencrypted disks' },
      range: [0, 1_000_000],
    },
    'antivirus.unsupported': {
      unit: '',
      kind: 'gauge',
      resolution: 1,
      label: { fr: 'Systèmes en fin de support', en: 'Unsupported systems' },
      range: [0, 1_000_000],
    },
    'antivirus.silent': {
      unit: '',
      kind: 'gauge',
      resolution: 1,
      label: { fr: 'Ordinateurs silencieux', en: 'Silent computers' },
      range: [0, 1_000_000],
    },
    /** seen for the first time a short while ago, and not ready yet */
    'antivirus.newcomers': {
      unit: '',
      kind: 'gauge',
      resolution: 1,
      label: { fr: 'Nouveaux ordinateurs à compléter', en: 'New computers to complete' },
      range: [0, 1_000_000],
    },
  },
  rules: [{ id: 'lost-contact', severity: 'warning', for: '30m' }],
});
