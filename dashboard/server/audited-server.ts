import { type Zone, zoneOf } from '../../devices/calendar/local-time.ts';
import type { DeviceType } from '../../devices/device-type.ts';
import { durationMs } from '../../devices/duration.ts';
import type { Device } from '../../devices/territory.ts';
import { type BackupStanding, backupStandings } from '../../gateway/calculate/backup-standing.ts';
import type { AuditedServer, Latest, Measured } from '../../gateway/calculate/server-finding.ts';
import type { LatestReading } from '../../gateway/domain/store.ts';
import { byStep } from './by-step.ts';
import type { Scope } from './scope.ts';
import type { ServerParts } from './server-parts.ts';

const lookedAt = ['host.updates', 'host.health', 'host.memory', 'disk.used', 'disk.health'];
const parts = ['host.health', 'power.health', 'fan.health', 'disk.health', 'volume.health'];
const days = 30;
/** A machine with more volumes than these is audited on the first of them. */
const disksAtMost = 40;
const hour = 3_600_000;

interface Asking {
  readonly parts: Pick<ServerParts, 'catalogue' | 'live' | 'store' | 'corrections'>;
  readonly scope: Scope;
  readonly now: number;
}

/** Does such a device measure anything that an audit looks at? */
export function isAudited(type: DeviceType | undefined): boolean {
  return lookedAt.some((metric) => type?.metrics[metric] !== undefined);
}

/** All that is known of a server for its audit, over the thirty whole local days before today. */
export async function auditedServer(
  device: Device,
  asking: Asking,
): Promise<{ from: number; to: number; server: AuditedServer }> {
  const zone = zoneOf(asking.scope.siteOf(device));
  const to = zone.startOfDay(asking.now);
  const from = zone.dayStart(zone.dayAt(asking.now) - days);
  const history: History = { device, zone, from, to, asking };
  const known = newestOf(device, asking);
  const one = (metric: string) => known.find((reading) => reading.metric === metric && reading.instance === '');

  const disks: (Measured & { subject: string })[] = [];
  const volumes = known.filter(({ metric }) => metric === 'disk.used').slice(0, disksAtMost);
  // one after the other: an audit must not crowd out those who look at screens
  for (const volume of volumes) disks.push({ subject: volume.instance, ...(await measured(volume, history)) });
  const updates = one('host.updates');
  const memory = one('host.memory');
  const uptime = one('host.uptime');
  const backups = backupsOf(device, asking);
  return {
    from,
    to,
    server: {
      now: asking.now,
      ...(updates && { updates: { latest: updates.latest, lowest: await lowestOf(history) } }),
      ...(uptime && { uptime: uptime.latest }),
      ...(backups.length > 0 && { backups }),
      hardware: hardwareOf(device, asking),
      ...(memory && { memory: await measured(memory, history) }),
      disks,
    },
  };
}

interface Newest extends Pick<LatestReading, 'metric' | 'instance'> {
  readonly latest: Latest;
}

function newestOf({ id, type }: Device, { parts: { live, catalogue } }: Asking): Newest[] {
  const described = catalogue.get(type);
  const silentAfterMs = durationMs(described?.source.silentAfter ?? '1h');
  return live
    .latest(id)
    .filter(({ metric }) => described?.metrics[metric] !== undefined)
    .map(({ metric, instance, value, time }) => ({ metric, instance, latest: { value, time, silentAfterMs } }));
}

interface History {
  readonly device: Device;
  readonly zone: Zone;
  readonly from: number;
  readonly to: number;
  readonly asking: Asking;
}

async function measured(
  { metric, instance, latest }: Newest,
  { device, zone, from, to, asking }: History,
): Promise<Measured> {
  const asked = { device, metric, instance, from, to, step: '1h', fn: 'mean', zone } as const;
  const { times, values } = await byStep(asked, asking.parts);
  const first = zone.dayAt(from);
  const hours: number[][] = Array.from({ length: days }, () => []);
  for (const [i, value] of values.entries()) {
    if (value !== null) hours[zone.dayAt((times[i] ?? 0) + hour / 2) - first]?.push(value);
  }
  return { latest, days: hours };
}

async function lowestOf({ device, zone, from, to, asking }: History): Promise<(number | null)[]> {
  const asked = { device, metric: 'host.updates', instance: '', from, to, step: '1d', fn: 'min', zone } as const;
  return (await byStep(asked, asking.parts)).values;
}

/** Its own parts, and those that a card of the maker reached through it tells. */
function hardwareOf(device: Device, asking: Asking): AuditedServer['hardware'] {
  const cards = asking.scope.devices.filter(({ parent }) => parent === device.id);
  return [device, ...cards].flatMap((one) =>
    newestOf(one, asking)
      .filter(({ metric }) => parts.includes(metric))
      .map(({ metric, instance, latest }) => ({ metric, subject: instance, latest })),
  );
}

/** The clients of its organisation's backups that bear its name, as far as the caller may see them. */
function backupsOf(device: Device, asking: Asking): BackupStanding[] {
  const { scope } = asking;
  const { organisation } = scope.siteOf(device);
  const names = (device.backup === undefined ? [device.id, device.name] : [device.backup]).map(plain);
  const bears = (client: string) => names.includes(plain(client)) || names.includes(plain(client.split('.')[0] ?? ''));
  const found: BackupStanding[] = [];
  for (const keeper of scope.devices) {
    const site = scope.siteOf(keeper);
    const type = asking.parts.catalogue.get(keeper.type);
    if (type?.metrics['backup.state'] === undefined) continue;
    if (site.organisation !== organisation || !scope.seesFine(site)) continue;
    const silentAfterMs = durationMs(type.source.silentAfter);
    for (const one of backupStandings(asking.parts.live.latest(keeper.id), { silentAfterMs, now: asking.now })) {
      if (!(one.client === '' ? keeper.id === device.id : bears(one.client))) continue;
      found.push(one.client === '' ? { ...one, client: device.name } : one);
    }
  }
  return found;
}

function plain(name: string): string {
  return name.trim().toLowerCase();
}
