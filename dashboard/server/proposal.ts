import { parseIpAddress } from '../../devices/ip-address.ts';
import { parseSnmpAddress } from '../../devices/snmp-address.ts';
import type { Territory } from '../../devices/territory.ts';
import type { Recognised } from '../../gateway/domain/inbox.ts';
import type { Discovered } from '../contract/inbox.ts';

/** What the territory suggests for a discovered device: the type that reads most of it, the site and the name it gives itself. */
export function proposalFor(
  address: string,
  { types, described, credentials }: Recognised,
  { sites, devices }: Pick<Territory, 'sites' | 'devices'>,
): Discovered['proposal'] {
  const [, nativeSite = '', nativeName] = /^native:([a-z0-9-]{1,64})\/([a-z0-9-]{1,64})$/.exec(address) ?? [];
  const type = types[0]?.type;
  const area = plain(described?.area ?? '');
  const site = sites.has(nativeSite)
    ? nativeSite
    : ([...sites.values()].find((one) => area !== '' && (one.id === area || plain(one.name) === area))?.id ??
      siteOfName(plain(described?.name ?? ''), sites) ??
      siteOfNeighbours(address, devices));
  const name = described?.name ?? nativeName ?? address.slice(address.indexOf(':') + 1);
  return {
    ...(type === undefined ? {} : { type }),
    ...(site === undefined ? {} : { site }),
    ...(credentials === undefined || credentials === '' ? {} : { credentials }),
    ...(name === '' ? {} : { name: name.slice(0, 120) }),
  };
}

/** Machines are often named after their site: `mairie-dax-sw1`. */
function siteOfName(name: string, sites: Territory['sites']): string | undefined {
  const named = [...sites.keys()].filter((id) => name.startsWith(`${id}-`));
  return named.sort((a, b) => b.length - a.length)[0];
}

/** The site of the devices in the same network, of 256 addresses or of IPv6 a /64, where they all have one. */
function siteOfNeighbours(address: string, devices: Territory['devices']): string | undefined {
  const network = networkOf(address);
  if (network === undefined) return undefined;
  const near = new Set(
    [...devices.values()].filter((one) => networkOf(one.address ?? '') === network).map(({ site }) => site),
  );
  return near.size === 1 ? [...near][0] : undefined;
}

function networkOf(address: string): string | undefined {
  const ip = parseIpAddress(parseSnmpAddress(address)?.host ?? '');
  return ip === undefined ? undefined : `${ip.family} ${ip.number >> (ip.family === 4 ? 8n : 64n)}`;
}

/** Without accents, capitals and punctuation. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
