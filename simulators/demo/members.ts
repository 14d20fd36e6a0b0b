import type { Device, Territory } from '../../devices/territory.ts';
import { clientsOf, type ProtectedClient } from '../avamar/nights.ts';
import { keyOf, uniform } from '../chance.ts';
import { type Computer, computersOf } from '../sophos/computers.ts';

/** A member's device with the machines that its appliance keeps for it. */
export interface ClientsOfMember {
  readonly device: Device;
  readonly clients: readonly ProtectedClient[];
}
export interface ComputersOfMember {
  readonly device: Device;
  /** its tenant in Central */
  readonly tenant: string;
  readonly computers: Computer[];
}

export function protectedMembers({ devices }: Pick<Territory, 'devices'>, seed: number): ClientsOfMember[] {
  return [...devices.values()].flatMap((device) => {
    const member = after('avamar:/clients/', device);
    return member === undefined ? [] : [{ device, clients: clientsOf([member], serversOf(member, seed), seed) }];
  });
}

export function equippedMembers(
  { devices }: Pick<Territory, 'devices'>,
  seed: number,
  now: number,
): ComputersOfMember[] {
  return [...devices.values()].flatMap((device) => {
    const tenant = after('sophos:', device);
    if (tenant === undefined) return [];
    const count = 8 + Math.floor(uniform(keyOf(seed, tenant), 41) * 24);
    return [{ device, tenant, computers: computersOf(tenant, count, seed, now) }];
  });
}

function after(prefix: string, { address }: Device): string | undefined {
  return address?.startsWith(prefix) === true ? address.slice(prefix.length) : undefined;
}

/** Most members have one server, some two or three. */
function serversOf(member: string, seed: number): number {
  const chance = uniform(keyOf(seed, member), 40);
  return chance < 0.7 ? 1 : chance < 0.9 ? 2 : 3;
}
