import { defineDeviceType } from '../../device-type.ts';
import { linuxHost } from './linux-host.ts';

// it is mended by its maker's own updates, which its agent does not tell
const { 'host.updates': _, ...metrics } = linuxHost.metrics;

/** A Sophos UTM firewall (SG, Astaro): it has no MIB to ask but a Linux host's. What it says of licences comes as traps. */
export const sophosUtm = defineDeviceType({
  id: 'sophos-utm',
  label: { fr: 'Pare-feu Sophos UTM', en: 'Sophos UTM firewall' },
  source: {
    kind: 'snmp',
    every: '1m',
    silentAfter: '5m',
    is: {
      sysObjectID: ['1.3.6.1.4.1.8072.3.2.10'],
      sysDescr: '^Linux \\S+ [0-9\\-.]{1,19}\\.g[a-f\\d]{7}(\\.|-smp64)',
      answers: '1.3.6.1.4.1.2021.4.5',
    },
    tables: linuxHost.source.kind === 'snmp' ? (linuxHost.source.tables ?? {}) : {},
  },
  metrics,
});
