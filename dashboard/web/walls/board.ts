import type { Device, DeviceType, Organisation, Site } from '../../contract/territory.ts';

export const consoles = ['batiments', 'serveurs', 'wifi', 'antivirus', 'parefeu', 'sauvegardes', 'alertes'] as const;
export type Console = (typeof consoles)[number];

/** One thing on a wall: a building with its sensors, or one machine. */
export interface Tile {
  readonly key: string;
  readonly title: string;
  /** said small, where the title leaves it open */
  readonly place: string;
  readonly href: string;
  readonly devices: readonly Device[];
  /** only daily values may be shown of it */
  readonly coarse: boolean;
}

/** The consoles that an address names, all of them where it names none. */
export function consolesIn(named: string | null): Console[] {
  const wanted = (named ?? '').split(',');
  const found = consoles.filter((one) => wanted.includes(one));
  return found.length === 0 ? [...consoles] : found.sort((a, b) => wanted.indexOf(a) - wanted.indexOf(b));
}

/** `20s`, `2m` or `45` in ms; never quicker than people read. */
export function everyIn(text: string | null): number {
  const [, amount = '20', unit = 's'] = /^(\d{1,4})(s|m)?$/.exec(text ?? '') ?? [];
  return Math.max(5_000, Number(amount) * (unit === 'm' ? 60_000 : 1_000));
}

/** The tiles of a console: buildings by site, all else by machine, in the order of their names. */
export function tilesOf(
  console: Console,
  territory: { organisations: readonly Organisation[]; sites: readonly Site[]; devices: readonly Device[] },
  { types, coarse }: { types: ReadonlyMap<string, DeviceType>; coarse: boolean },
): Tile[] {
  const sites = new Map(territory.sites.map((site) => [site.id, site]));
  const members = new Map(territory.organisations.map(({ id, name }) => [id, name]));
  const shown = territory.devices.filter(({ type }) => types.get(type)?.consoles.includes(console));
  const tiles: Tile[] = [];
  if (console === 'batiments') {
    for (const [id, devices] of Map.groupBy(shown, ({ site }) => site)) {
      const site = sites.get(id);
      if (site === undefined) continue;
      const member = members.get(site.organisation) ?? '';
      const place = site.name.includes(member) ? '' : member;
      tiles.push({ key: id, title: site.name, place, href: `/sites/${id}`, devices, coarse: coarse && site.fewStaff });
    }
  } else {
    for (const device of shown) {
      const place = console === 'antivirus' || console === 'sauvegardes' ? '' : device.name;
      const title = members.get(device.organisation) ?? device.name;
      const hidden = coarse && sites.get(device.site)?.fewStaff === true;
      tiles.push({ key: device.id, title, place, href: `/devices/${device.id}`, devices: [device], coarse: hidden });
    }
  }
  const { compare } = new Intl.Collator('fr', { numeric: true });
  return tiles.sort((a, b) => compare(a.title, b.title) || compare(a.place, b.place));
}
