import type { DeviceType } from '../../devices/device-type.ts';
import type { Device, Site, Territory } from '../../devices/territory.ts';
import { type Identity, isStaff } from '../../gateway/domain/account.ts';
import type { Ticket } from '../../gateway/domain/tickets.ts';
import type { Watch } from '../contract/socket.ts';
import { consolesOf, isConsole } from './consoles.ts';
import { sees, seesFine } from './scope.ts';
import { authorOf, seesTicket } from './ticket-view.ts';

/**
 * What one watch covers for one caller, and the Socket.IO rooms that carry it. A room's name holds the permission (whose
 * things, how fine), so that a thing that changes hands is heard by its new owner's rooms alone.
 */
export interface Room {
  readonly names: readonly string[];
  covers(device: Device, site: Site): boolean;
  /** whether alerts of the device are heard, also where its readings are not */
  coversAlerts(device: Device, site: Site): boolean;
  coversTicket(ticket: Ticket): boolean;
  /** May this caller see values finer than a day of the site? */
  seesFine(site: Site): boolean;
}

type Places = Pick<Territory, 'organisations' | 'sites' | 'devices'>;

export interface Rooms {
  /** What a caller watches, or undefined where it does not exist for them. */
  of(watch: Watch, identity: Identity, territory: Places): Room | undefined;
  /** Every room that may hear the fine values of a device. */
  ofDevice(id: string, territory: Places): string[];
  /** Every room that hears of a device's alerts, by how fine it may hear. */
  ofAlerts(id: string, territory: Places): { readonly fine: string[]; readonly coarse: string[] };
  /** Every room that hears of a ticket. */
  ofTicket(ticket: Pick<Ticket, 'organisation' | 'author'>): string[];
}

/** The name of a watch, whoever asks. */
export function watchKey(watch: Watch): string {
  return JSON.stringify(watch);
}

export function createRooms(catalogue: ReadonlyMap<string, DeviceType>): Rooms {
  const consoles = new Map([...catalogue].map(([id, type]) => [id, consolesOf(type)]));

  return {
    of(watch, identity, { organisations, sites, devices }) {
      const grain = seesFine(identity, hiddenSite) ? 'fine' : 'coarse';
      const fine = (site: Site) => seesFine(identity, site);
      const room = (place: string, organisation: string, covers: Room['covers']): Room | undefined =>
        sees(identity, organisation)
          ? {
              names: [`${place}@${organisation}:${grain}`],
              covers,
              coversAlerts: covers,
              coversTicket: () => false,
              seesFine: fine,
            }
          : undefined;

      if ('device' in watch) {
        const site = sites.get(devices.get(watch.device)?.site ?? '');
        return site && room(`device:${watch.device}`, site.organisation, ({ id }) => id === watch.device);
      }
      if ('site' in watch) {
        const site = sites.get(watch.site);
        return site && room(`site:${site.id}`, site.organisation, (device) => device.site === site.id);
      }
      if ('organisation' in watch) {
        const own = organisations.get(watch.organisation);
        const its = own && room('organisation', own.id, (_, site) => site.organisation === own.id);
        if (own === undefined || its === undefined) return undefined;
        return {
          ...its,
          names: [...its.names, ...ticketRooms(identity, [own.id])],
          coversTicket: (ticket) => ticket.organisation === own.id && seesTicket(identity, ticket),
        };
      }
      if (!isConsole(watch.console)) return undefined;
      const covers: Room['covers'] = (device, site) =>
        sees(identity, site.organisation) && consoles.get(device.type)?.includes(watch.console) === true;
      return {
        names: [
          ...(identity.organisations ?? ['*']).map((of) => `console:${watch.console}@${of}:${grain}`),
          ...(watch.console === 'alertes' ? ticketRooms(identity, identity.organisations ?? ['*']) : []),
        ],
        coversTicket: (ticket) => watch.console === 'alertes' && seesTicket(identity, ticket),
        covers,
        // it shows the alerts of everything and the readings of nothing
        coversAlerts: watch.console === 'alertes' ? (_, site) => sees(identity, site.organisation) : covers,
        seesFine: fine,
      };
    },
    ofDevice(id, territory) {
      const site = territory.sites.get(territory.devices.get(id)?.site ?? '');
      const { fine, coarse } = byGrain(id, territory);
      return site?.fewStaff ? fine : [...fine, ...coarse];
    },
    ofAlerts: (id, territory) => byGrain(id, territory, ['alertes']),
    ofTicket: ({ organisation, author }) => [
      'tickets@*',
      `tickets@${organisation}`,
      `tickets@${organisation}:${author}`,
    ],
  };

  function byGrain(id: string, { sites, devices }: Places, more: readonly string[] = []) {
    const device = devices.get(id);
    const site = sites.get(device?.site ?? '');
    if (device === undefined || site === undefined) return { fine: [] as string[], coarse: [] as string[] };
    const { organisation } = site;
    const places = [`device:${id}@${organisation}`, `site:${site.id}@${organisation}`, `organisation@${organisation}`];
    for (const console of [...(consoles.get(device.type) ?? []), ...more]) {
      places.push(`console:${console}@*`, `console:${console}@${organisation}`);
    }
    const heard = (grain: string) => places.map((place) => `${place}:${grain}`);
    return { fine: heard('fine'), coarse: heard('coarse') };
  }
}

/** Where a caller hears of tickets: an agent of their own alone, a screen nowhere. */
function ticketRooms(identity: Identity, organisations: readonly string[]): string[] {
  if (isStaff(identity.role) || identity.role === 'responsable') return organisations.map((of) => `tickets@${of}`);
  return identity.role === 'agent' ? organisations.map((of) => `tickets@${of}:${authorOf(identity)}`) : [];
}

/** Stands for any site of few people, to ask what a caller may see of such. */
const hiddenSite: Site = { id: '', name: '', organisation: '', timeZone: 'UTC', fewStaff: true };
