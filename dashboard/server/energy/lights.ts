import { durationMs } from '../../../devices/duration.ts';
import type { Device, Organisation, Service } from '../../../devices/territory.ts';
import type { ListedAlert } from '../../../gateway/domain/alerts.ts';
import { severities } from '../../../gateway/domain/rule.ts';
import type { Light } from '../../contract/energy.ts';
import { backupsOf } from '../backups.ts';
import type { Language, ServerParts } from '../server-parts.ts';

type Parts = Pick<ServerParts, 'catalogue' | 'live' | 'say'>;

/** The services that have a light, and the metric by which their machines are known. */
const told = [
  ['backup', 'backup.state'],
  ['wifi', 'wifi.clients'],
  ['server', 'disk.used'],
  ['antivirus', 'antivirus.health'],
  ['firewall', 'firewall.service'],
] as const satisfies readonly (readonly [Service, string])[];
const firewall = 'firewall.service';
export type ToldService = (typeof told)[number][0];

/** The machines of each service that has a light. A firewall has disks and its own Wi-Fi, and is a firewall all the same. */
export function equipmentOf(
  devices: readonly Device[],
  catalogue: Parts['catalogue'],
): { service: ToldService; metric: string; machines: Device[] }[] {
  return told.map(([service, metric]) => ({
    ...{ service, metric },
    machines: devices.filter(({ type }) => {
      const metrics = catalogue.get(type)?.metrics ?? {};
      return Object.hasOwn(metrics, metric) && (metric === firewall || !Object.hasOwn(metrics, firewall));
    }),
  }));
}

/** How the equipment of an organisation is, a light a service; what it does not subscribe to is no alert. */
export function lightsOf(
  of: {
    readonly organisation: Organisation;
    readonly devices: readonly Device[];
    readonly active: readonly ListedAlert[];
    readonly language: Language;
    readonly now: number;
  },
  parts: Parts,
): Light[] {
  return equipmentOf(of.devices, parts.catalogue).flatMap(({ service, metric, machines }): Light[] => {
    if (machines.length === 0) {
      if (of.organisation.services === undefined) return [];
      const is = of.organisation.services.includes(service) ? ('unknown' as const) : ('not subscribed' as const);
      return [{ service, is, machines: 0 }];
    }
    const ids = new Set(machines.map(({ id }) => id));
    const alerts = of.active
      .filter(({ device, maintenance }) => ids.has(device) && maintenance === undefined)
      .sort((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity));
    const [worst] = alerts;
    const backups = machines.flatMap((device) => ownBackups(device, of, parts));
    const lastGood = newest(backups.flatMap((backup) => (backup.lastGood === null ? [] : [backup.lastGood])));
    const heard = machines.some((device) => isHeard(device, metric, of.now, parts));
    const failing = backups.find(({ is }) => is === 'critical') ?? backups.find(({ is }) => is === 'warning');
    const is: Light['is'] =
      worst?.severity ??
      (failing?.is === 'critical' || failing?.is === 'warning' ? failing.is : heard ? 'well' : 'unknown');
    return [
      {
        ...{ service, is, machines: backups.length > 0 ? backups.length : machines.length },
        ...(worst !== undefined && { title: parts.say(worst, of.language).title }),
        ...(lastGood !== undefined && { lastGood }),
      },
    ];
  });
}

function ownBackups(
  device: Device,
  { organisation, now }: { readonly organisation: Organisation; readonly now: number },
  { catalogue, live }: Parts,
) {
  const type = catalogue.get(device.type);
  if (type?.metrics['backup.state'] === undefined) return [];
  return backupsOf({ device, organisation: organisation.id, type, latest: live.latest(device.id) }, now);
}

function isHeard(device: Device, metric: string, now: number, { catalogue, live }: Parts): boolean {
  const silentAfterMs = durationMs(catalogue.get(device.type)?.source.silentAfter ?? '1h');
  return live.latest(device.id).some((one) => one.metric === metric && one.time > now - silentAfterMs);
}

function newest(times: readonly string[]): string | undefined {
  return times.toSorted().at(-1);
}
