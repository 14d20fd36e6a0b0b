import type { DeviceType } from '../../devices/device-type.ts';
import { durationMs } from '../../devices/duration.ts';
import type { LatestReading } from '../../gateway/domain/store.ts';
import type { Backup, BackupState } from '../contract/backups.ts';

/** `backup.state` by number. */
const states: readonly BackupState[] = ['good', 'running', 'warning', 'failed', 'missing'];
const hour = 3_600_000;

/**
 * The backups that a device's newest readings tell of, a client each. A client that the device has not named since longer than
 * its type may be silent has left it.
 */
export function backupsOf(
  told: {
    readonly device: { readonly id: string; readonly name: string };
    readonly organisation: string;
    readonly type: DeviceType;
    readonly latest: readonly LatestReading[];
  },
  now: number,
): Backup[] {
  const { device, organisation, type, latest } = told;
  const stateOf = latest.filter(({ metric }) => metric === 'backup.state');
  const newest = Math.max(...stateOf.map(({ time }) => time));
  const silentAfterMs = durationMs(type.source.silentAfter);
  const find = (metric: string, instance: string) =>
    latest.find((one) => one.metric === metric && one.instance === instance);

  return stateOf.flatMap(({ instance, time, value }) => {
    const state = states[value];
    if (state === undefined || newest - time > silentAfterMs) return [];
    const bytes = find('backup.bytes', instance);
    const lastGood = lastGoodOf(find('backup.age', instance), bytes);
    return {
      organisation,
      client: instance === '' ? device.name : instance,
      state,
      lastGood: lastGood === undefined ? null : new Date(lastGood).toISOString(),
      ageHours: lastGood === undefined ? null : Math.max(0, Math.round((now - lastGood) / (hour / 10)) / 10),
      bytes: bytes?.value ?? null,
      durationSeconds: find('backup.duration', instance)?.value ?? null,
      device: device.id,
      time: new Date(time).toISOString(),
    };
  });
}

/** An age is told in tenths of an hour; the size stands at the very moment at which the backup ended. */
function lastGoodOf(age: LatestReading | undefined, bytes: LatestReading | undefined): number | undefined {
  if (age === undefined) return undefined;
  const about = age.time - age.value * hour;
  return bytes !== undefined && Math.abs(bytes.time - about) <= hour / 10 ? bytes.time : about;
}
