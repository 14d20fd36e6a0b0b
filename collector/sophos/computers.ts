import type { Endpoint } from './answers.ts';
import type { Lack, Newcomer } from './newcomer.ts';
import type { SophosSettings } from './settings.ts';
import { isUnsupported } from './systems.ts';

/** The device's bound of series leaves room for so many computers' health; the counts are of all. */
const maxTold = 1_500;

const health: Readonly<Record<string, number>> = { good: 1, suspicious: 0.5, bad: 0 };

/** What the computers of a member amount to. */
export function countComputers(
  endpoints: readonly Endpoint[],
  now: number,
  settings: SophosSettings,
): Record<string, number | Record<string, number>> {
  const counts = { silent: 0, unprotected: 0, unencrypted: 0, unsupported: 0 };
  const told: Record<string, number> = {};
  // of two records of one name the computer was set up anew: the one seen last is it
  const byAge = [...endpoints].sort((a, b) => (a.lastSeenAt ?? 0) - (b.lastSeenAt ?? 0));
  for (const endpoint of byAge) {
    const lacks = lacksOf(endpoint, now, settings);
    if (lacks.includes('protection')) counts.unprotected++;
    if (lacks.includes('encryption')) counts.unencrypted++;
    if (lacks.includes('supportedSystem')) counts.unsupported++;
    if (isSilent(endpoint, now, settings)) {
      counts.silent++;
      continue; // silent is not sick
    }
    const value = health[endpoint.health?.overall?.toLowerCase() ?? ''];
    if (value !== undefined && (Object.hasOwn(told, endpoint.hostname) || Object.keys(told).length < maxTold)) {
      told[endpoint.hostname] = value;
    }
  }
  return {
    ...(Object.keys(told).length > 0 && { 'antivirus.health': told }),
    'antivirus.computers': endpoints.length,
    'antivirus.protected': endpoints.length - counts.unprotected,
    'antivirus.unprotected': counts.unprotected,
    'antivirus.unencrypted': counts.unencrypted,
    'antivirus.unsupported': counts.unsupported,
    'antivirus.silent': counts.silent,
  };
}

/** What a computer still lacks; what Sophos does not say is not held against it. */
export function lacksOf(endpoint: Endpoint, now: number, settings: SophosSettings): Lack[] {
  const { assignedProducts, encryption, tamperProtectionEnabled, os } = endpoint;
  const isInstalled = assignedProducts?.some(
    ({ code, status }) => settings.protectionCodes.includes(code ?? '') && status === 'installed',
  );
  const isOpen = encryption?.volumes.some(({ status }) => status?.toLowerCase() === 'notencrypted');
  return [
    ...(isInstalled === false ? (['protection'] as const) : []),
    ...(isOpen === true ? (['encryption'] as const) : []),
    ...(tamperProtectionEnabled === false ? (['tamperProtection'] as const) : []),
    ...(isUnsupported(os?.name, now) ? (['supportedSystem'] as const) : []),
  ];
}

function isSilent({ lastSeenAt }: Endpoint, now: number, { silentAfterMs }: SophosSettings): boolean {
  return lastSeenAt !== undefined && now - lastSeenAt > silentAfterMs;
}

/** Takes note of every computer; the first time they are all old acquaintances. */
export function meet(
  known: ReadonlyMap<string, number> | undefined,
  endpoints: readonly Endpoint[],
  now: number,
): Map<string, number> {
  return new Map(endpoints.map(({ id }) => [id, known === undefined ? 0 : (known.get(id) ?? now)]));
}

/** The computers that were met a short while ago. */
export function newcomersOf(
  device: string,
  endpoints: readonly Endpoint[],
  met: ReadonlyMap<string, number>,
  now: number,
  settings: SophosSettings,
): Newcomer[] {
  return endpoints.flatMap((endpoint) => {
    const firstSeen = met.get(endpoint.id) ?? 0;
    if (now - firstSeen >= settings.newcomerMs) return [];
    return [{ device, computer: endpoint.hostname, firstSeen, lacks: lacksOf(endpoint, now, settings) }];
  });
}
