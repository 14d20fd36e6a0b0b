import type { DeviceType } from '../../devices/device-type.ts';
import { durationMs } from '../../devices/duration.ts';

type Kind = DeviceType['source']['kind'];

/** What asks little and is there to tell at once when something is back: it keeps its pace, however long nothing answers. */
const checks: ReadonlySet<Kind> = new Set<Kind>(['dns', 'http', 'icmp', 'tcp']);

/** Others that are silent are asked at least so often, and before what was known of them is too old to count. */
const longestBackOffMs = 5 * 60_000;

/** How often a device of this type is asked, ms, and how seldom at most while it is silent. */
export function paceOf({ source }: Pick<DeviceType, 'source'>): { everyMs: number; longestPauseMs: number } {
  const everyMs = durationMs(source.every);
  if (checks.has(source.kind)) return { everyMs, longestPauseMs: everyMs };
  return { everyMs, longestPauseMs: Math.min(longestBackOffMs, durationMs(source.silentAfter)) };
}
