import { randomBytes } from 'node:crypto';
import type { Device, Territory } from '../../devices/territory.ts';
import { startAvamarServer } from '../avamar/avamar-server.ts';
import { clientsOf } from '../avamar/nights.ts';
import { keyOf, uniform } from '../chance.ts';
import { startFleet } from '../snmp/fleet.ts';
import { computersOf } from '../sophos/computers.ts';
import { type SimulatedTenant, startSophosServer } from '../sophos/sophos-server.ts';

/** What answers the collector in the demonstration, and how to ask it. */
export interface Estate extends AsyncDisposable {
  /** the territory with the addresses at which its machines answer this time */
  readonly territory: Territory;
  readonly community: string;
  readonly avamar: { readonly url: string; readonly user: string; readonly password: string };
  readonly sophos: { readonly url: string; readonly clientId: string; readonly clientSecret: string };
}

/** Nights of backups that the grid remembers. */
const nights = 30;
/** A hotspot that somebody unplugged. */
const silent = ['cigale-mimizan'];

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

  const fleet = stack.use(await startFleet({ devices, community, seed, now, silent }));
  const members = devices.flatMap((device) => after('avamar:/clients/', device) ?? []);
  const clients = members.flatMap((member) => clientsOf([member], serversOf(member, seed), seed));
  const account = { user: 'vigie', password };
  const avamar = stack.use(await startAvamarServer({ clients, nights, ...account, now }));
  const tenants = devices.flatMap((device) => after('sophos:', device) ?? []).map((id) => tenantOf(id, seed, now()));
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

function after(prefix: string, { address }: Device): string | undefined {
  return address?.startsWith(prefix) === true ? address.slice(prefix.length) : undefined;
}

/** Most members have one server, some two or three. */
function serversOf(member: string, seed: number): number {
  const chance = uniform(keyOf(seed, member), 40);
  return chance < 0.7 ? 1 : chance < 0.9 ? 2 : 3;
}

/** A member in Central; where a computer is sick, an alert is open. */
function tenantOf(id: string, seed: number, now: number): SimulatedTenant {
  const computers = computersOf(id, 8 + Math.floor(uniform(keyOf(seed, id), 41) * 24), seed, now);
  const sick = computers.filter(({ health }) => health === 'bad');
  return { id, name: id, computers, openAlerts: sick.map((one) => `alert-${one.id}`), events: [], alerts: [] };
}
