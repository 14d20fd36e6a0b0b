import type { DeviceType } from '../../devices/device-type.ts';

/** Which metrics' domains a wall display shows. `alertes` shows no readings. */
const domains: Readonly<Record<string, readonly string[]>> = {
  batiments: ['water', 'gas', 'electricity', 'heat', 'air', 'outdoor', 'wood', 'fuel'],
  serveurs: ['host', 'disk', 'ups'],
  wifi: ['wifi'],
  antivirus: ['antivirus'],
  parefeu: ['firewall', 'vpn'],
  sauvegardes: ['backup'],
  alertes: [],
};

export function isConsole(name: string): boolean {
  return Object.hasOwn(domains, name);
}

/** The wall displays on which devices of a type appear. */
export function consolesOf(type: DeviceType | undefined): string[] {
  if (type === undefined) return [];
  const own = new Set(Object.keys(type.metrics).map((metric) => metric.split('.')[0]));
  return Object.keys(domains).filter((name) => domains[name]?.some((domain) => own.has(domain)));
}
