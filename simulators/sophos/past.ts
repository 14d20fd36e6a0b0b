import type { Device } from '../../devices/territory.ts';
import { keyOf, uniform } from '../chance.ts';
import type { Column } from '../history.ts';
import { createSheet, steps } from '../machines/sheet.ts';
import type { Computer } from './computers.ts';

const [hour, day] = [3_600_000, 86_400_000];
const healthOf = { good: 1, suspicious: 0.5, bad: 0 } as const;

/**
 * A member's computers over a span, a count each morning: protected and encrypted one after the other as somebody went
 * through them, a sick one now and then; on the last day they are as Central has them.
 */
export function computersPast(
  { device, computers }: { readonly device: Device; readonly computers: readonly Computer[] },
  span: { readonly from: number; readonly to: number },
  { seed, end, since }: { readonly seed: number; readonly end: number; readonly since: number },
): Column[] {
  const sheet = createSheet(device);
  for (const time of steps(span, hour, since)) sheet.put('device.up', '', time, 1);
  for (const midnight of steps(span, day, since)) {
    const time = midnight + 5 * hour;
    if (time >= span.to) break;
    const counts = { unprotected: 0, unencrypted: 0, unsupported: 0, silent: 0, threats: 0 };
    for (const computer of computers) {
      const key = keyOf(seed, `past ${computer.id}`);
      const ago = (end - time) / day;
      if (!computer.isProtected || isLater(key, 1, ago)) counts.unprotected++;
      if (!computer.isEncrypted || isLater(key, 2, ago)) counts.unencrypted++;
      if (/2012|Windows 10/.test(computer.system)) counts.unsupported++;
      const health = healthAt(computer, key, ago);
      if (health === undefined) counts.silent++;
      else sheet.put('antivirus.health', computer.hostname, time, health);
      if (health === 0) counts.threats++;
    }
    for (const [what, count] of Object.entries(counts)) sheet.put(`antivirus.${what}`, '', time, count);
    sheet.put('antivirus.computers', '', time, computers.length);
    sheet.put('antivirus.protected', '', time, computers.length - counts.unprotected);
  }
  return sheet.columns();
}

/** Done for good in most, and in three of ten only since some day of the last months. */
function isLater(key: number, what: number, daysAgo: number): boolean {
  return uniform(key, what) < 0.3 && daysAgo > 10 + 160 * uniform(key, what + 10);
}

/** undefined: it has not been heard of. */
function healthAt({ health }: Computer, key: number, daysAgo: number): number | undefined {
  const since = 2 + 20 * uniform(key, 3);
  if (health !== 'good' && daysAgo < since) return health === 'unknown' ? undefined : healthOf[health];
  const week = Math.floor(daysAgo / 7);
  return daysAgo > 22 && uniform(key, 100 + week) < 0.01 ? 0.5 : 1;
}
