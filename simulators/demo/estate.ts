import { randomBytes } from 'node:crypto';
import type { Device, Territory } from '../../devices/territory.ts';
import { startAvamarServer } from '../avamar/avamar-server.ts';
import { startFleet } from '../snmp/fleet.ts';
import { type SimulatedTenant, startSophosServer } from '../sophos/sophos-server.ts';
import { type ComputersOfMember, equippedMembers, protectedMembers } from './members.ts';

/** What answers the collector in the demonstration, and how to ask it. */
export interface Estate extends AsyncDisposable {
  /** the territory with the addresses at which its machines answer this time */
  readonly territory: Territory;
  readonly community: string;
  readonly avamar: { readonly url: string; readonly user: string; readonly password: string };
  readonly sophos: { readonly url: string; readonly clientId: string; readonly clientSecret: string };
}

/** Nights of backups that the grid remembers. */
export const nights = 30;
/** A hotspot that somebody unplugged. */
export const unplugged = ['cigale-mimizan'];

/** Starts an SNMP agent for each machine of a territory, its Avamar grid and Sophos Central, all on this machine alone. */
export async function startEstate(options: {
  readonly territory: Territory;
  readonly seed: number;
  readonly now: () => number;
}): Promise<Estate> {
  const { territory, seed, now } = options;
  const devices = [...territory.devices.values()];
  const secret = () => randomBytes(12).toString('base64url');
  const [community, password, clientSecret] = [secret(), secret(), secret()];
  await using stack = new AsyncDisposableStack();

  const fleet = stack.use(await startFleet({ devices, community, seed, now, silent: unplugged }));
  const clients = protectedMembers(territory, seed).flatMap((member) => member.clients);
  const account = { user: 'vigie', password };
  const avamar = stack.use(await startAvamarServer({ clients, nights, ...account, now }));
  const tenants = equippedMembers(territory, seed, now()).map(tenantOf);
  const central = { clientId: 'vigie', clientSecret };
  const sophos = stack.use(await startSophosServer({ tenants, idType: 'partner', ...central, now }));

  const moved = devices.map((device): [string, Device] => {
    const address = fleet.addresses.get(device.id);
    return [device.id, address === undefined ? device : { ...device, address }];
  });
  const owned = stack.move();
  return {
    territory: { ...territory, devices: new Map(moved) },
    community,
    avamar: { url: avamar.url, ...account },
    sophos: { url: sophos.url, ...central },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** A member in Central; where a computer is sick, an alert is open. */
function tenantOf({ tenant, computers }: ComputersOfMember): SimulatedTenant {
  const sick = computers.filter(({ health }) => health === 'bad');
  const openAlerts = sick.map((one) => `alert-${one.id}`);
  return { id: tenant, name: tenant, computers, openAlerts, events: [], alerts: [] };
}
