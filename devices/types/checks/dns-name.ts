import { defineDeviceType } from '../../device-type.ts';

/** A name that must resolve. `address` is a DNS URI (RFC 4501), as `dns:tartas.fr?type=MX`; `expect` a record that must be among the answers. */
export const dnsName = defineDeviceType({
  id: 'dns-name',
  label: { fr: 'Nom de domaine', en: 'Domain name' },
  source: { kind: 'dns', every: '5m', silentAfter: '20m' },
  availability: 'dns.up',
  metrics: {
    'dns.up': {
      unit: '',
      kind: 'state',
      resolution: 0.5,
      label: { fr: 'Nom résolu', en: 'Name resolves' },
      range: [0, 1],
    },
    'dns.latency': {
      unit: 'ms',
      kind: 'gauge',
      resolution: 1,
      label: { fr: 'Temps de résolution', en: 'Time to resolve' },
      range: [0, 600_000],
    },
    'device.up': {},
  },
  // what cannot be reached is not in service either, and nothing lies behind it
  rules: [{ id: 'lost-contact', off: true }],
});
