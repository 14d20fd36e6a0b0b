import type { Zone } from '../../../devices/calendar/local-time.ts';
import { createSiteHours } from '../../../devices/calendar/site-hours.ts';
import type { Device, Organisation } from '../../../devices/territory.ts';
import { backupStandings, oldestGoodHours } from '../../../gateway/calculate/backup-standing.ts';
import type { Interval } from '../../../gateway/calculate/interval.ts';
import type { LatestReading } from '../../../gateway/domain/store.ts';
import { createAvailability } from '../availability.ts';
import type { ServerParts } from '../server-parts.ts';
import { equipmentOf, type ToldService } from './lights.ts';

/** How the machines of a service did over a period, by what is stored of it. */
export interface Equipment {
  readonly service: ToldService;
  readonly machines: number;
  /** causes alone: what followed from them is not counted again */
  readonly alerts: number;
  /** the part of the known time in which the machines answered; null where nothing was heard of them */
  readonly worked: number | null;
  /** the clients that are backed up, at the period's end, and the local day of their newest good backup */
  readonly backups?: { readonly clients: number; readonly upToDate: number; readonly lastGood?: string };
}

export type EquipmentParts = Pick<ServerParts, 'territory' | 'catalogue' | 'alerts' | 'maintenances' | 'fineSince'> & {
  readonly store: Pick<ServerParts['store'], 'curve' | 'instances'>;
};

const pagesAtMost = 20;
const clientsAtMost = 500;
/** What is stored tells a client's night, not each poll: one that was named in its last good week has not left. */
const leftAfterMs = oldestGoodHours * 3_600_000;

/** The equipment of an organisation over a period, a service each that has machines; the same stored data give the same answer. */
export async function equipmentIn(
  of: { readonly organisation: Organisation; readonly devices: readonly Device[] },
  { days, now }: { readonly days: { readonly from: number; readonly to: number }; readonly now: number },
  parts: EquipmentParts,
): Promise<Equipment[]> {
  const territory = parts.territory();
  const [first] = of.devices;
  const site = first === undefined ? undefined : territory.sites.get(first.site);
  if (site === undefined) return [];
  const zone = createSiteHours(territory).zoneOf(site);
  const span = { from: zone.dayStart(days.from), to: zone.dayStart(days.to) };
  const troubled = await troubledDevices(of.organisation.id, span, parts);
  const services: Equipment[] = [];
  for (const { service, machines } of equipmentOf(of.devices, parts.catalogue)) {
    if (machines.length === 0) continue;
    const ids = new Set(machines.map(({ id }) => id));
    const backups = service === 'backup' ? await backupsAt(machines, span.to, zone, parts) : undefined;
    services.push({
      ...{ service, machines: machines.length },
      alerts: troubled.filter((device) => ids.has(device)).length,
      worked: await workedIn(machines, { ...span, now }, parts),
      ...(backups !== undefined && { backups }),
    });
  }
  return services;
}

/** The device of each alert that stood at some moment of the span and followed from no other. */
async function troubledDevices(organisation: string, span: Interval, { alerts }: EquipmentParts): Promise<string[]> {
  const devices: string[] = [];
  let before: number | null = null;
  for (let page = 0; page < pagesAtMost; page++) {
    const { items, next } = await alerts.list(
      { organisations: [organisation], ...span },
      { limit: 200, ...(before !== null && { before }) },
    );
    for (const { device, cause, maintenance } of items)
      if (cause === undefined && maintenance === undefined) devices.push(device);
    if (next === null) break;
    before = next;
  }
  return devices;
}

async function workedIn(
  machines: readonly Device[],
  { now, ...span }: Interval & { readonly now: number },
  parts: EquipmentParts,
): Promise<number | null> {
  const availabilityOf = createAvailability(parts);
  const known: { ratio: number; weight: number }[] = [];
  for (const device of machines) {
    const site = parts.territory().sites.get(device.site);
    if (site === undefined) continue;
    const { total, unknown } = await availabilityOf({ site, devices: [device], ...span }, now);
    if (total !== null) known.push({ ratio: total, weight: 1 - unknown });
  }
  const weight = known.reduce((sum, one) => sum + one.weight, 0);
  return weight === 0 ? null : known.reduce((sum, one) => sum + one.ratio * one.weight, 0) / weight;
}

/** How the clients of the machines' backups stood at an instant. */
async function backupsAt(
  machines: readonly Device[],
  at: number,
  zone: Zone,
  { store }: EquipmentParts,
): Promise<NonNullable<Equipment['backups']>> {
  let clients = 0;
  let upToDate = 0;
  let lastGood: number | undefined;
  for (const { id: device } of machines) {
    const latest: LatestReading[] = [];
    for (const instance of (await store.instances(device, 'backup.state')).slice(0, clientsAtMost)) {
      for (const metric of ['backup.state', 'backup.age', 'backup.bytes']) {
        const { times, values } = await store.curve({ device, metric, instance, from: at - 1, to: at, base: true });
        const time = times.at(-1);
        const value = values.at(-1);
        if (time !== undefined && value !== undefined) latest.push({ device, metric, instance, time, value });
      }
    }
    for (const standing of backupStandings(latest, { silentAfterMs: leftAfterMs, now: at })) {
      if (standing.hasLeft) continue;
      clients++;
      if (!standing.isLate && standing.state !== 'failed' && standing.state !== 'missing') upToDate++;
      if (standing.lastGood !== undefined) lastGood = Math.max(lastGood ?? 0, standing.lastGood);
    }
  }
  return { clients, upToDate, ...(lastGood !== undefined && { lastGood: zone.toLocal(lastGood).date }) };
}
