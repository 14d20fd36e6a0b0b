import type { DeviceType } from '../../devices/device-type.ts';
import { durationMs } from '../../devices/duration.ts';
import { backupStandings } from '../../gateway/calculate/backup-standing.ts';
import type { LatestReading } from '../../gateway/domain/store.ts';
import type { Backup } from '../contract/backups.ts';

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
  const standings = backupStandings(latest, { silentAfterMs: durationMs(type.source.silentAfter), now });
  return standings
    .filter(({ hasLeft }) => !hasLeft)
    .map(({ client, state, is, isLate, told: time, lastGood, ageHours, bytes, durationSeconds }) => ({
      organisation,
      client: client === '' ? device.name : client,
      state,
      is,
      isLate,
      lastGood: lastGood === undefined ? null : new Date(lastGood).toISOString(),
      ageHours: ageHours ?? null,
      bytes: bytes ?? null,
      durationSeconds: durationSeconds ?? null,
      device: device.id,
      time: new Date(time).toISOString(),
    }));
}
