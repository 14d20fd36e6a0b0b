import type { LatestReading } from '../domain/store.ts';

/** `backup.state` by number. */
export const backupStates = ['good', 'running', 'warning', 'failed', 'missing'] as const;
export type BackupState = (typeof backupStates)[number];

/** The last good backup is too old beyond so many hours, whatever its client says of its nights: a week's, and one day. */
export const oldestGoodHours = 8 * 24;

/** How one client's backups stand. Times are epoch ms. */
export interface BackupStanding {
  /** '' where the device is its own client */
  readonly client: string;
  readonly state: BackupState;
  readonly is: 'well' | 'information' | 'warning' | 'critical' | 'unknown';
  /** the last good one is too old, whatever the state says */
  readonly isLate: boolean;
  /** when its state was last told */
  readonly told: number;
  /** longer silent than the rest of its device: it has left */
  readonly hasLeft: boolean;
  /** when the last good backup ended, and how long ago in tenths of an hour; absent where none is known */
  readonly lastGood?: number;
  readonly ageHours?: number;
  readonly bytes?: number;
  readonly durationSeconds?: number;
}

const hourMs = 3_600_000;

/**
 * How the clients stand that a device's newest readings tell of: what the list of backups, the audit of a server and the
 * alerts hold for good or bad. Failed and missing are critical, as is a last good one that is too old; one with exceptions
 * is a warning; what was told longer ago than the device may be silent is unknown.
 */
export function backupStandings(
  latest: readonly LatestReading[],
  { silentAfterMs, now }: { readonly silentAfterMs: number; readonly now: number },
): BackupStanding[] {
  const states = latest.filter(({ metric }) => metric === 'backup.state');
  const newest = states.reduce((time, one) => Math.max(time, one.time), Number.NEGATIVE_INFINITY);
  return states.flatMap(({ instance, time, value }): BackupStanding[] => {
    const state = backupStates[value];
    if (state === undefined) return [];
    const find = (metric: string) => latest.find((one) => one.metric === metric && one.instance === instance);
    const bytes = find('backup.bytes');
    const lastGood = lastGoodOf(find('backup.age'), bytes);
    const durationSeconds = find('backup.duration')?.value;
    const ageHours =
      lastGood === undefined ? undefined : Math.max(0, Math.round((now - lastGood) / (hourMs / 10)) / 10);
    const isLate = ageHours !== undefined && ageHours > oldestGoodHours;
    return [
      {
        ...{ client: instance, state, isLate, told: time, hasLeft: newest - time > silentAfterMs },
        is: now - time > silentAfterMs ? 'unknown' : isLate ? 'critical' : levelOf(state, ageHours),
        ...(lastGood !== undefined && { lastGood }),
        ...(ageHours !== undefined && { ageHours }),
        ...(bytes !== undefined && { bytes: bytes.value }),
        ...(durationSeconds !== undefined && { durationSeconds }),
      },
    ];
  });
}

function levelOf(state: BackupState, ageHours: number | undefined): BackupStanding['is'] {
  switch (state) {
    case 'failed':
    case 'missing':
      return 'critical';
    case 'warning':
      return 'warning';
    case 'good':
      return 'well';
    case 'running':
      // for the first time, as far as is known
      return ageHours === undefined ? 'information' : 'well';
  }
}

/** An age is told in tenths of an hour; the size stands at the very moment at which the backup ended. */
function lastGoodOf(age: LatestReading | undefined, bytes: LatestReading | undefined): number | undefined {
  if (age === undefined) return undefined;
  const about = age.time - age.value * hourMs;
  return bytes !== undefined && Math.abs(bytes.time - about) <= hourMs / 10 ? bytes.time : about;
}
