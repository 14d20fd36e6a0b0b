import type { Territory } from '../../devices/territory.ts';
import type { Recognised } from '../../gateway/domain/inbox.ts';
import type { Discovered } from '../contract/inbox.ts';

/** What the territory suggests for a discovered device: the type that reads most of it, the site and the name it gives itself. */
export function proposalFor(
  address: string,
  { types, described }: Recognised,
  { sites }: Pick<Territory, 'sites'>,
): Discovered['proposal'] {
  const [, nativeSite = '', nativeName] = /^native:([a-z0-9-]{1,64})\/([a-z0-9-]{1,64})$/.exec(address) ?? [];
  const type = types[0]?.type;
  const area = plain(described?.area ?? '');
  const site = sites.has(nativeSite)
    ? nativeSite
    : [...sites.values()].find((one) => area !== '' && (one.id === area || plain(one.name) === area))?.id;
  const name = described?.name ?? nativeName ?? address.slice(address.indexOf(':') + 1);
  return {
    ...(type === undefined ? {} : { type }),
    ...(site === undefined ? {} : { site }),
    ...(name === '' ? {} : { name: name.slice(0, 120) }),
  };
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
