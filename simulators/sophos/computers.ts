import { keyOf, uniform } from '../chance.ts';

/** A computer as the simulated Central knows it. */
export interface Computer {
  readonly id: string;
  readonly hostname: string;
  readonly isServer: boolean;
  readonly system: string;
  health: 'good' | 'suspicious' | 'bad' | 'unknown';
  isProtected: boolean;
  isEncrypted: boolean;
  hasTamperProtection: boolean;
  /** epoch ms */
  lastSeen: number;
}

const day = 86_400_000;

/** So many computers of a member; about one in ten has something, as in life. */
export function computersOf(member: string, count: number, seed: number, now: number): Computer[] {
  return Array.from({ length: count }, (_, index) => {
    const key = keyOf(seed, `${member}/${index}`);
    const isServer = index % 12 === 0;
    const chance = uniform(key, 1);
    const isOld = uniform(key, 2) < 0.04;
    return {
      id: `${key.toString(16).padStart(8, '0')}-0000-4000-8000-${String(index).padStart(12, '0')}`,
      hostname: `${member}-${isServer ? 'srv' : 'pc'}-${String(index + 1).padStart(3, '0')}`,
      isServer,
      system: isServer
        ? isOld
          ? 'Windows Server 2012 R2 Standard'
          : 'Windows Server 2022 Standard'
        : isOld
          ? 'Windows 10 Pro'
          : 'Windows 11 Pro',
      health: chance < 0.01 ? 'bad' : chance < 0.03 ? 'suspicious' : chance < 0.05 ? 'unknown' : 'good',
      isProtected: uniform(key, 3) >= 0.02,
      isEncrypted: isServer || uniform(key, 4) >= 0.05,
      hasTamperProtection: uniform(key, 5) >= 0.02,
      lastSeen: chance >= 0.03 && chance < 0.05 ? now - 40 * day : now - Math.floor(uniform(key, 6) * 3_600_000),
    };
  });
}

/** A computer as the API writes it, with what belongs to people as well, which a collector must leave alone. */
export function endpointAnswer(computer: Computer, tenant: string) {
  return {
    id: computer.id,
    type: computer.isServer ? 'server' : 'computer',
    tenant: { id: tenant },
    hostname: computer.hostname,
    health: { overall: computer.health, threats: { status: computer.health }, services: { status: 'good' } },
    os: { isServer: computer.isServer, platform: 'windows', name: computer.system, majorVersion: 10 },
    ipv4Addresses: ['192.0.2.77'],
    macAddresses: ['02:00:5E:00:53:AF'],
    associatedPerson: { viaLogin: 'MAIRIE\\jeanne.dupont' },
    tamperProtectionEnabled: computer.hasTamperProtection ? true : 'False',
    assignedProducts: [
      { code: 'coreAgent', version: '2026.1', status: 'installed' },
      { code: 'endpointProtection', version: '10.8', status: computer.isProtected ? 'installed' : 'notInstalled' },
    ],
    lastSeenAt: new Date(computer.lastSeen).toISOString(),
    encryption: { volumes: [{ volumeId: 'C', status: computer.isEncrypted ? 'encrypted' : 'notEncrypted' }] },
  };
}
