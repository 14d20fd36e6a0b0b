import { keyOf, uniform } from '../chance.ts';
import { bootOf, dayMs, type Machine } from './moment.ts';

/** How often a kind of machine gives out: by how many chances a week, and how long at most (hours). */
const habits: Readonly<Record<string, { readonly aWeek: number; readonly longest: number }>> = {
  'site-line': { aWeek: 0.05, longest: 6 },
  'sophos-firewall': { aWeek: 0.03, longest: 2 },
  'linux-host': { aWeek: 0.03, longest: 3 },
  'windows-host': { aWeek: 0.05, longest: 3 },
  'unifi-ap': { aWeek: 0.09, longest: 30 },
};
const servers = ['linux-host', 'windows-host'];

const minute = 60_000;
const weekMs = 7 * dayMs;
const longestBoot = 22 * minute;

/** Is a machine out of order at an instant? Most outages are short, a few last; servers are away while they start anew. */
export function isDown({ id, type, seed }: Machine, time: number): boolean {
  const habit = habits[type];
  if (habit === undefined) return false;
  const key = keyOf(seed, `outage ${id}`);
  for (
    let week = Math.floor(time / weekMs);
    week >= Math.floor((time - habit.longest * 60 * minute) / weekMs);
    week--
  ) {
    if (uniform(key, week * 3) >= habit.aWeek) continue;
    const begins = week * weekMs + uniform(key, week * 3 + 1) * weekMs;
    const length = 10 * minute * (habit.longest * 6) ** uniform(key, week * 3 + 2);
    if (time >= begins && time < begins + length) return true;
  }
  if (!servers.includes(type)) return false;
  const own = keyOf(seed, id);
  const boot = bootOf(own, time + longestBoot);
  return time < boot && time >= boot - (5 * minute + uniform(own, 21) * (longestBoot - 5 * minute));
}
