import { defineDeviceType } from '../../device-type.ts';
import { hostPing } from './host-ping.ts';

/**
 * The line of a site, asked at its operator's box: `address` reads `icmp:203.0.113.5`. It is the `parent` of what is behind
 * it, and its `line` says whose it is and whom to call.
 */
export const siteLine = defineDeviceType({
  id: 'site-line',
  label: { fr: 'Liaison du site', en: 'Site line' },
  source: { kind: 'icmp', every: '1m', silentAfter: '5m' },
  availability: 'icmp.up',
  metrics: hostPing.metrics,
});
