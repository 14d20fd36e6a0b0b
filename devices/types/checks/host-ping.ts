import { defineDeviceType } from '../../device-type.ts';

/** Anything that answers an echo request (ICMP). `address` reads `icmp:203.0.113.5` or `icmp:box.tartas.fr`. */
export const hostPing = defineDeviceType({
  id: 'host-ping',
  label: { fr: 'Machine (ping)', en: 'Host (ping)' },
  source: { kind: 'icmp', every: '1m', silentAfter: '5m' },
  availability: 'icmp.up',
  metrics: {
    'icmp.up': {
      unit: '',
      kind: 'state',
      resolution: 0.5,
      label: { fr: 'Répond au ping', en: 'Answers ping' },
      range: [0, 1],
    },
    'icmp.latency': {
      unit: 'ms',
      kind: 'gauge',
      resolution: 0.1,
      label: { fr: 'Temps aller-retour', en: 'Round trip' },
      range: [0, 600_000],
    },
    'icmp.loss': {
      unit: '%',
      kind: 'gauge',
      resolution: 1,
      label: { fr: 'Paquets perdus', en: 'Packets lost' },
      range: [0, 100],
    },
    'device.up': {},
  },
});
