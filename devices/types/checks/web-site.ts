import { defineDeviceType } from '../../device-type.ts';

/** A page that visitors open. `address` is what they type, `expect` words that the page must hold. */
export const webSite = defineDeviceType({
  id: 'web-site',
  label: { fr: 'Site web', en: 'Web site' },
  source: { kind: 'http', every: '1m', silentAfter: '5m' },
  availability: 'http.up',
  metrics: { 'http.up': {}, 'http.latency': {}, 'tls.days': {}, 'device.up': {} },
  // what cannot be reached is not in service either, and nothing lies behind it
  rules: [{ id: 'lost-contact', off: true }],
});
