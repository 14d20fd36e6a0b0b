import type { Territory } from '../../devices/territory.ts';
import { gridPast, memberPast } from '../avamar/past.ts';
import type { Column } from '../history.ts';
import { dayMs } from '../machines/moment.ts';
import { type Ending, machinePast, pastDays } from '../machines/past.ts';
import { computersPast } from '../sophos/past.ts';
import { nights, unplugged } from './estate.ts';
import { equippedMembers, protectedMembers } from './members.ts';

/**
 * The past of the demonstration's machines over a span (from ≤ time < to, epoch ms): half a year up to `end`, at which the
 * live ones go on. The same territory, seed and end give the same readings.
 */
export function* estatePast(
  territory: Territory,
  span: { readonly from: number; readonly to: number },
  ending: Ending,
): Generator<Column> {
  const { seed, end } = ending;
  const since = end - pastDays * dayMs;
  yield* machinePast(territory, span, { ...ending, unplugged });
  const firstNight = Math.floor(end / dayMs) - nights;
  const members = protectedMembers(territory, seed);
  for (const member of members) yield* memberPast(member, span, { since, goneSince: firstNight + nights - 5 });
  const clients = members.reduce((sum, one) => sum + one.clients.length, 0);
  for (const device of territory.devices.values()) {
    if (device.type === 'avamar-grid') yield* gridPast(device, clients, span, { since, firstNight });
  }
  for (const member of equippedMembers(territory, seed, end)) yield* computersPast(member, span, { seed, end, since });
}
