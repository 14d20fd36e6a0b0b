import { defineDeviceType } from '../../device-type.ts';

/** The backup appliance as a whole; members' devices have it as their parent and are learnt from its answers. */
export const avamarGrid = defineDeviceType({
  id: 'avamar-grid',
  label: { fr: 'Grille de sauvegarde Avamar', en: 'Avamar backup grid' },
  source: { kind: 'avamar', every: '10m', silentAfter: '1h' },
  metrics: {
    'device.up': {},
    'backup.capacity': {},
    'backup.health': {
      unit: '',
      kind: 'state',
      resolution: 0.5,
      label: { fr: 'État de la grille', en: 'Health of the grid' },
      range: [0, 1],
    },
    /** stopped, nothing is backed up */
    'backup.scheduler': {
      unit: '',
      kind: 'state',
      resolution: 0.5,
      label: { fr: 'Planificateur actif', en: 'Scheduler runs' },
      range: [0, 1],
    },
    'backup.clients': {
      unit: '',
      kind: 'gauge',
      resolution: 1,
      label: { fr: 'Clients protégés', en: 'Protected clients' },
      range: [0, 1_000_000],
    },
    /** whom to tell is not known of them */
    'backup.unassigned': {
      unit: '',
      kind: 'gauge',
      resolution: 1,
      label: { fr: 'Clients sans collectivité', en: 'Clients of no organisation' },
      range: [0, 1_000_000],
    },
  },
});
