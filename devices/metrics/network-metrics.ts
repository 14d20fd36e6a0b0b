import type { Metric } from '../metric.ts';

const share = { unit: '', kind: 'state', resolution: 0.5, range: [0, 1] } as const;
const count = { unit: '', kind: 'gauge', resolution: 1, range: [0, 1_000_000] } as const;

/** What hotspots and firewalls say beside what every machine does. */
export const networkMetrics = {
  /** of a controller that speaks for several, an instance each */
  'wifi.up': { ...share, label: { fr: 'Borne en service', en: 'Access point in service' } },
  'wifi.accessPoints': { ...count, label: { fr: 'Bornes', en: 'Access points' } },
  'hotspot.service': { ...share, label: { fr: 'Services du portail', en: 'Portal services' } },
  /** the connection log that the operator keeps for the legal year lives; what stands in it is never read */
  'hotspot.log': { ...share, label: { fr: 'Journal légal de l’opérateur', en: 'Operator’s legal log' } },
  'hotspot.health': { ...share, label: { fr: 'Secours du portail', en: 'Portal fail-over' } },
  'firewall.users': { ...count, label: { fr: 'Utilisateurs connectés', en: 'Live users' } },
  /** whole days until the day of expiry; below zero once it has passed */
  'firewall.licenceDays': {
    unit: 'd',
    kind: 'gauge',
    resolution: 1,
    label: { fr: 'Jours restants de la licence', en: 'Days left of the licence' },
    range: [-40_000, 40_000],
  },
  /** of a pair: 1 as it should be, 0.5 after a fail-over, 0 no longer a pair */
  'firewall.pair': { ...share, label: { fr: 'Haute disponibilité : ce boîtier', en: 'High availability: this unit' } },
  'firewall.peer': { ...share, label: { fr: 'Haute disponibilité : l’autre', en: 'High availability: the peer' } },
} as const satisfies Record<string, Omit<Metric, 'id'>>;
