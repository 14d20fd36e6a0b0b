import { defineDeviceType } from '../../device-type.ts';

/** A service that takes connections. `address` reads `tcp://host:25` or `tls://host:993`, `expect` is how its greeting begins. */
export const tcpService = defineDeviceType({
  id: 'tcp-service',
  label: { fr: 'Service réseau', en: 'Network service' },
  source: { kind: 'tcp', every: '1m', silentAfter: '5m' },
  availability: 'tcp.up',
  metrics: {
    'tcp.up': {
      unit: '',
      kind: 'state',
      resolution: 0.5,
      label: { fr: 'Service joignable', en: 'Service reachable' },
      range: [0, 1],
    },
    'tcp.latency': {
      unit: 'ms',
      kind: 'gauge',
      resolution: 1,
      label: { fr: 'Temps de connexion', en: 'Time to connect' },
      range: [0, 600_000],
    },
    'tls.days': {},
    'device.up': {},
  },
  // what cannot be reached is not in service either, and nothing lies behind it
  rules: [{ id: 'lost-contact', off: true }],
});
