import type { Device, Organisation, Site } from '../../contract/territory.ts';

export interface Building {
  site: Site;
  devices: Device[];
}
export interface Group {
  organisation: Organisation;
  buildings: Building[];
}

/** Every organisation that has sites, with them and their devices, in the order of names. */
export function grouped(
  all: { organisations: Organisation[]; sites: Site[]; devices: Device[] },
  language: string,
): Group[] {
  const order = new Intl.Collator(language).compare;
  const devices = Map.groupBy(all.devices, (device) => device.site);
  const sites = Map.groupBy(all.sites, (site) => site.organisation);
  return all.organisations
    .map((organisation) => ({
      organisation,
      buildings: (sites.get(organisation.id) ?? [])
        .map((site) => ({ site, devices: devices.get(site.id) ?? [] }))
        .sort((a, b) => order(a.site.name, b.site.name)),
    }))
    .filter((group) => group.buildings.length > 0)
    .sort((a, b) => order(a.organisation.name, b.organisation.name));
}
