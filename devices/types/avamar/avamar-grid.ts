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
  // AVAMAR-MCS-MIB; UDP is never the only evidence: the grid is asked at once
  traps: {
    '1.3.6.1.4.1.15597.1.1.1.1.0.1': { label: { fr: 'Événement de la grille', en: 'Event of the grid' } },
    '1.3.6.1.4.1.15597.1.1.1.1.0.2': { label: { fr: 'Essai de notification', en: 'Test of notifications' } },
    '1.3.6.1.4.1.15597.1.1.2.1.0.1': {
      label: { fr: 'Sauvegarde terminée', en: 'Backup finished' },
      below: { domain: '1.3.6.1.4.1.15597.1.1.2.2.2', name: '1.3.6.1.4.1.15597.1.1.2.2.1' },
      metrics: {
        'backup.state': [
          // statusCode, where errorCode is zero
          {
            from: '1.3.6.1.4.1.15597.1.1.2.2.11',
            states: { 30000: 0, 30005: 2 },
            otherwise: 3,
            only: { '1.3.6.1.4.1.15597.1.1.2.2.12': [0] },
            holds: { '1.3.6.1.4.1.15597.1.1.2.2.5': 'Backup' },
            instance: '1.3.6.1.4.1.15597.1.1.2.2.1',
          },
          {
            from: '1.3.6.1.4.1.15597.1.1.2.2.12',
            states: { 10020: 2 },
            otherwise: 3,
            holds: { '1.3.6.1.4.1.15597.1.1.2.2.5': 'Backup' },
            instance: '1.3.6.1.4.1.15597.1.1.2.2.1',
          },
        ],
      },
    },
  },
  rules: [{ id: 'lost-contact', severity: 'warning', for: '30m' }],
});
