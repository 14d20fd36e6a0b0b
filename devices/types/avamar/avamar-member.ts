import { defineDeviceType } from '../../device-type.ts';

/** A member's clients on an Avamar grid, an instance each. `address` says which: `avamar:/clients/mairie-dax`, several with commas. */
export const avamarMember = defineDeviceType({
  id: 'avamar-member',
  label: { fr: 'Sauvegardes Avamar d’une collectivité', en: 'Avamar backups of an organisation' },
  source: { kind: 'avamar', through: 'parent', every: '10m', silentAfter: '1h' },
  metrics: {
    'backup.state': { table: 'clients' },
    'backup.age': { table: 'clients' },
    'backup.bytes': { table: 'clients' },
    'backup.duration': { table: 'clients' },
  },
});
