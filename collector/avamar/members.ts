import type { Device } from '../../devices/territory.ts';

/** Whose a client is: the device of a member, undefined for nobody's. */
export type MemberOf = (domain: string, client: string) => Device | undefined;

/**
 * By the members' addresses: `avamar:/clients/mairie-dax` is a domain with all below it, `avamar:/vc/VirtualMachines/dax-*`
 * the clients there whose names begin so; several with commas between. The longest that fits says whose it is.
 */
export function createMemberOf(devices: readonly Device[]): MemberOf {
  const claims = devices
    .flatMap((device) => claimsOf(device).map((claim) => ({ device, ...claim })))
    .sort((a, b) => b.path.length - a.path.length);
  return (domain, client) => {
    const path = pathOf(domain, client);
    return claims.find(({ path: claimed, isPrefix }) =>
      isPrefix ? path.startsWith(claimed) : path === claimed || path.startsWith(`${claimed}/`),
    )?.device;
  };
}

/** A client's full name: its domain, a slash, its name. */
export function pathOf(domain: string, client: string): string {
  return `${domain.replace(/\/+$/, '')}/${client}`;
}

function claimsOf({ address }: Device): { path: string; isPrefix: boolean }[] {
  if (address?.startsWith('avamar:') !== true) return [];
  return address
    .slice('avamar:'.length)
    .split(',')
    .map((written) => written.trim())
    .filter((written) => written.startsWith('/'))
    .map((written) =>
      written.endsWith('*')
        ? { path: written.slice(0, -1), isPrefix: true }
        : { path: written.replace(/\/+$/, ''), isPrefix: false },
    );
}
