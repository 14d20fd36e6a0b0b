import type { DeviceType } from '../../devices/device-type.ts';
import type { Device, Site, Territory } from '../../devices/territory.ts';
import type { Identity } from '../../gateway/domain/account.ts';
import type { Watch } from '../contract/socket.ts';
import { consolesOf, isConsole } from './consoles.ts';
import { sees, seesFine } from './scope.ts';

/** What one watch covers for one caller, and the Socket.IO rooms that carry it. A room's name holds the permission. */
export interface Room {
  readonly names: readonly string[];
  covers(device: Device, site: Site): boolean;
  /** May this caller see values finer than a day of the site? */
  seesFine(site: Site): boolean;
}

type Places = Pick<Territory, 'organisations' | 'sites' | 'devices'>;
type Catalogue = ReadonlyMap<string, DeviceType>;

/** The name of a watch, whoever asks. */
export function watchKey(watch: Watch): string {
  return Object.entries(watch).join(':').replace(',', ':');
}

/** What a caller watches, or undefined where it does not exist for them. */
export function roomOf(watch: Watch, identity: Identity, territory: Places, catalogue: Catalogue): Room | undefined {
  const grain = seesFine(identity, hiddenSite) ? 'fine' : 'coarse';
  const rest = { seesFine: (site: Site) => seesFine(identity, site) };
  const visible = (site: Site | undefined) => site !== undefined && sees(identity, site.organisation);
  if ('device' in watch) {
    const device = territory.devices.get(watch.device);
    if (device === undefined || !visible(territory.sites.get(device.site))) return undefined;
    return { ...rest, names: [`device:${device.id}:${grain}`], covers: ({ id }) => id === device.id };
  }
  if ('site' in watch) {
    if (!visible(territory.sites.get(watch.site))) return undefined;
    return { ...rest, names: [`site:${watch.site}:${grain}`], covers: ({ site }) => site === watch.site };
  }
  if ('organisation' in watch) {
    const { organisation } = watch;
    if (!territory.organisations.has(organisation) || !sees(identity, organisation)) return undefined;
    return {
      ...rest,
      names: [`organisation:${organisation}:${grain}`],
      covers: (_, site) => site.organisation === organisation,
    };
  }
  if (!isConsole(watch.console)) return undefined;
  return {
    ...rest,
    names: (identity.organisations ?? ['*']).map((of) => `console:${watch.console}:${of}:${grain}`),
    covers: (device, site) =>
      sees(identity, site.organisation) && consolesOf(catalogue.get(device.type)).includes(watch.console),
  };
}

/** Every room that may hear the fine values of a device. */
export function roomsOfDevice(id: string, territory: Places, catalogue: Catalogue): string[] {
  const device = territory.devices.get(id);
  const site = device && territory.sites.get(device.site);
  if (device === undefined || site === undefined) return [];
  const places = [`device:${id}`, `site:${site.id}`, `organisation:${site.organisation}`];
  for (const console of consolesOf(catalogue.get(device.type))) {
    places.push(`console:${console}:*`, `console:${console}:${site.organisation}`);
  }
  const grains = site.fewStaff ? ['fine'] : ['fine', 'coarse'];
  return places.flatMap((place) => grains.map((grain) => `${place}:${grain}`));
}

/** Stands for any site of few people, to ask what a caller may see of such. */
const hiddenSite: Site = { id: '', name: '', organisation: '', timeZone: 'UTC', fewStaff: true };
