import type { DeviceType } from '../../devices/device-type.ts';

/** Which metrics' domains a wall display shows. `alertes` shows no readings. */
const domains: Readonly<Record<string, readonly string[]>> = {
  batiments: ['water', 'gas', 'electricity', 'heat', 'air', 'outdoor', 'wood', 'fuel'],
  serveurs: ['host', 'disk', 'ups', 'icmp', 'http', 'tls', 'tcp', 'dns'],
  wifi: ['wifi', 'hotspot'],
  antivirus: ['antivirus'],
  parefeu: ['firewall', 'vpn'],
  sauvegardes: ['backup'],
  alertes: [],
};
/** What has a wall of its own does not fill the servers’ wall with its processor and memory. */
const apart = ['wifi', 'parefeu'];

export function isConsole(name: string): boolean {
  return Object.hasOwn(domains, name);
}

/** The wall displays on which devices of a type appear. */
export function consolesOf(type: DeviceType | undefined): string[] {
  if (type === undefined) return [];
  const own = new Set(Object.keys(type.metrics).map((metric) => metric.split('.')[0]));
  const found = Object.keys(domains).filter((name) => domains[name]?.some((domain) => own.has(domain)));
  return found.some((name) => apart.includes(name)) ? found.filter((name) => name !== 'serveurs') : found;
}
