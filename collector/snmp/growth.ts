import type { Raw } from './raw.ts';

/** What is remembered of a device's counters between two polls. */
export interface Counters {
  /** epoch ms of the answer */
  readonly time: number;
  /** sysUpTime in hundredths of a second, where the agent says it */
  readonly uptime: number | undefined;
  /** by whole OID; marks of discontinuity stand here as well */
  readonly values: { get(oid: string): Raw | undefined };
}

const ticks = 2 ** 32;

/**
 * Seconds between two polls by the agent's own clock where it has one (exact, whatever the network took); undefined where
 * the counters began anew in between. sysUpTime that fell from near 2^32 hundredths (497 days) has wrapped and says nothing.
 */
export function secondsBetween(before: Counters, now: Counters): number | undefined {
  const wall = (now.time - before.time) / 1000;
  if (before.uptime === undefined || now.uptime === undefined) return wall > 0 ? wall : undefined;
  const fell = now.uptime < before.uptime;
  const agents = (now.uptime - before.uptime + (fell ? ticks : 0)) / 100;
  const tolerated = Math.max(10, wall / 5);
  if (Math.abs(agents - wall) <= tolerated) return agents > 0 ? agents : undefined;
  // an agent that lived for less than the time that passed was restarted; one whose clock merely runs ahead of ours was not
  return fell || agents < wall ? undefined : agents;
}

/**
 * How much one counter grew. A 32-bit one that fell wrapped once, unless that would be more than half its range; a 64-bit
 * one that fell was reset. undefined where that is not known.
 */
export function grown(before: Raw | undefined, now: Raw): number | undefined {
  if (typeof before !== typeof now) return undefined;
  if (typeof before === 'bigint' && typeof now === 'bigint') return now < before ? undefined : Number(now - before);
  if (typeof before !== 'number' || typeof now !== 'number') return undefined;
  const grew = now < before ? now + ticks - before : now - before;
  return now < before && grew > ticks / 2 ? undefined : grew;
}
