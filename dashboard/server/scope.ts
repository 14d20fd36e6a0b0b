import type { Device, Organisation, Site, Territory } from '../../devices/territory.ts';
import type { Identity } from '../../gateway/domain/account.ts';
import { Refusal } from './problem.ts';

/** What one caller may see of the territory: another organisation's things do not exist for them. */
export interface Scope {
  readonly organisations: readonly Organisation[];
  readonly sites: readonly Site[];
  readonly devices: readonly Device[];
  organisation(id: string): Organisation;
  site(id: string): Site;
  device(id: string): Device;
  siteOf(device: Device): Site;
  /** May they see values finer than a day of this site? */
  seesFine(site: Site): boolean;
}

/** Roles that see the habits of few people only as daily values. */
const coarse: ReadonlySet<string> = new Set(['responsable', 'agent', 'screen']);

/** What of a caller decides what they see. */
export type Viewer = Pick<Identity, 'role' | 'organisations'>;

export function sees(identity: Viewer, organisation: string): boolean {
  return identity.organisations === undefined || identity.organisations.includes(organisation);
}

export function seesFine(identity: Viewer, site: Site): boolean {
  return !site.fewStaff || !coarse.has(identity.role);
}

/** Refuses what names an organisation that there is not. */
export function mustKnow(territory: Territory, organisations: readonly string[]): void {
  const unknown = organisations.find((id) => !territory.organisations.has(id));
  if (unknown !== undefined) throw new Refusal(404, `There is no organisation "${unknown}"`);
}

/** A caller's view of the territory; what they may not see is answered as what does not exist. */
export function scopeOf(identity: Viewer, territory: Territory): Scope {
  const site = (id: string): Site => {
    const found = territory.sites.get(id);
    if (found === undefined || !sees(identity, found.organisation)) throw new Refusal(404, `There is no site "${id}"`);
    return found;
  };
  const siteOf = (device: Device): Site => {
    const found = territory.sites.get(device.site);
    if (found === undefined || !sees(identity, found.organisation)) {
      throw new Refusal(404, `There is no device "${device.id}"`);
    }
    return found;
  };
  return {
    get organisations() {
      return [...territory.organisations.values()].filter(({ id }) => sees(identity, id));
    },
    get sites() {
      return [...territory.sites.values()].filter(({ organisation }) => sees(identity, organisation));
    },
    get devices() {
      return [...territory.devices.values()].filter((device) => {
        const organisation = territory.sites.get(device.site)?.organisation;
        return organisation !== undefined && sees(identity, organisation);
      });
    },
    organisation(id) {
      const found = territory.organisations.get(id);
      if (found === undefined || !sees(identity, id)) throw new Refusal(404, `There is no organisation "${id}"`);
      return found;
    },
    site,
    device(id) {
      const found = territory.devices.get(id);
      if (found === undefined) throw new Refusal(404, `There is no device "${id}"`);
      siteOf(found);
      return found;
    },
    siteOf,
    seesFine: (of) => seesFine(identity, of),
  };
}
