import type { Backup } from '../../contract/backups.ts';
import type { Maintenance } from '../../contract/maintenance.ts';
import type { Device, DeviceType } from '../../contract/territory.ts';
import { isOld } from '../silence.ts';
import type { CallWords } from '../texts/call.ts';
import { say } from '../texts/words.ts';

/** Something that happened at a member’s lately. */
export interface Change {
  readonly at: number;
  readonly text: string;
  readonly href?: string;
}

const day = 86_400_000;

/** What changed within 24 hours, the newest first: what stopped answering, what was announced, what was saved. */
export function changesOf(
  all: {
    readonly devices: readonly Device[];
    readonly maintenances: readonly Maintenance[];
    readonly backups: readonly Backup[];
  },
  seeing: {
    readonly now: number;
    readonly own: CallWords;
    readonly types: ReadonlyMap<string, DeviceType>;
    readonly heard: (device: Device) => number | undefined;
  },
): Change[] {
  const { now, own, types } = seeing;
  const changes: Change[] = [];
  for (const device of all.devices) {
    const href = `/devices/${device.id}`;
    const heard = seeing.heard(device);
    if (device.trouble !== undefined) {
      changes.push({
        at: Date.parse(device.trouble.since),
        text: say(own.troubleBegan, { device: device.name }),
        href,
      });
    } else if (heard !== undefined && isOld(heard, types.get(device.type), now)) {
      changes.push({ at: heard, text: say(own.fellSilent, { device: device.name }), href });
    }
  }
  for (const { from, reason } of all.maintenances) {
    changes.push({ at: Date.parse(from), text: say(own.worked, { reason }) });
  }
  for (const { lastGood, client, device } of all.backups) {
    if (lastGood === null) continue;
    changes.push({ at: Date.parse(lastGood), text: say(own.backedUp, { client }), href: `/devices/${device}` });
  }
  return changes.filter(({ at }) => at <= now && now - at < day).sort((a, b) => b.at - a.at);
}
