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

/** What stands on each page. */
export interface Paged<T> {
  readonly pages: readonly (readonly T[])[];
  /** how many columns a loud one takes */
  readonly span: number;
}

/**
 * Shares tiles out over pages of `columns` × `rows`. What needs a person takes two columns of four and stays on every page
 * while it leaves the others two fifths of the room; beyond that it fills pages of its own, which come first.
 */
export function pagesOf<T>(
  loud: readonly T[],
  quiet: readonly T[],
  { columns, rows }: { columns: number; rows: number },
): Paged<T> {
  const span = columns < 4 ? 1 : 2;
  const room = columns * rows;
  const perLoudPage = Math.max(1, rows * Math.floor(columns / span));
  const cells = loud.length * span;
  if (cells <= room * 0.6 || cells + quiet.length <= room) {
    const left = chunks(quiet, Math.max(1, room - cells));
    return { span, pages: left.length === 0 ? [loud] : left.map((some) => [...loud, ...some]) };
  }
  return { span, pages: [...chunks(loud, perLoudPage), ...chunks(quiet, room)] };
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
}
