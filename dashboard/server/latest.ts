import type { Device, Site } from '../../devices/territory.ts';
import type { LatestReading as Known } from '../../gateway/domain/store.ts';
import type { LatestReading } from '../contract/readings.ts';
import type { Changes } from '../contract/socket.ts';
import { asHeard } from './alert-view.ts';
import type { Room } from './rooms.ts';
import type { ServerParts } from './server-parts.ts';
import { asTicket } from './ticket-view.ts';

type Parts = Pick<ServerParts, 'territory' | 'catalogue' | 'live' | 'alerts' | 'tickets' | 'say'>;

/** A newest reading as clients see it; undefined where the device or its metric is no longer described. */
export function asLatest(
  { device, metric, instance, time, value }: Known,
  parts: Pick<Parts, 'territory' | 'catalogue'>,
): LatestReading | undefined {
  const type = parts.territory().devices.get(device)?.type;
  const unit = parts.catalogue.get(type ?? '')?.metrics[metric]?.unit;
  if (unit === undefined) return undefined;
  return {
    device,
    metric,
    ...(instance === '' ? {} : { instance }),
    time: new Date(time).toISOString(),
    value,
    unit,
  };
}

/** All that a screen knows of what it watches. */
export function snapshotOf(room: Room, parts: Parts): Changes {
  const territory = parts.territory();
  const covered: { device: Device; site: Site }[] = [];
  for (const device of territory.devices.values()) {
    const site = territory.sites.get(device.site);
    if (site !== undefined && room.covers(device, site)) covered.push({ device, site });
  }
  const shown = covered.filter(({ site }) => room.seesFine(site));
  return {
    readings: present(
      shown.flatMap(({ device }) => parts.live.latest(device.id)).map((known) => asLatest(known, parts)),
    ),
    alerts: parts.alerts.active().flatMap((alert) => {
      const [device, site] = [territory.devices.get(alert.device), territory.sites.get(alert.site)];
      // one of a device that was moved is read, not heard
      if (device === undefined || site === undefined || device.site !== site.id) return [];
      return room.coversAlerts(device, site) ? [asHeard(alert, parts, room.seesFine(site))] : [];
    }),
    tickets: parts.tickets.open().filter(room.coversTicket).map(asTicket),
    devices: seen(
      covered.map(({ device }) => device.id),
      parts,
    ),
  };
}

/** What changed, of devices whose fine values the receivers may see. */
export function changesOf(readings: LatestReading[], parts: Parts): Changes {
  const devices = new Set(readings.map(({ device }) => device));
  return { readings, alerts: [], tickets: [], devices: seen(devices, parts) };
}

function seen(devices: Iterable<string>, { live }: Parts): Changes['devices'] {
  const found: Changes['devices'] = [];
  for (const id of devices) {
    const time = live.lastSeen(id);
    if (time !== undefined) found.push({ id, lastSeen: new Date(time).toISOString() });
  }
  return found;
}

function present<T>(list: readonly (T | undefined)[]): T[] {
  return list.filter((item) => item !== undefined);
}
