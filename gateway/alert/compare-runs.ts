import type { Alert } from '../domain/alert.ts';

/** What rules would add and take away: alerts of the one run that nothing of the other overlaps on the same device. */
export interface RunDifference {
  /** ids of alerts that today's rules did not raise */
  readonly appear: readonly string[];
  /** ids of alerts of today that would not be */
  readonly vanish: readonly string[];
}

/** Compares the alerts of two runs over one history: the same rule, device and instance at one time are one. */
export function compareRuns(given: readonly Alert[], today: readonly Alert[]): RunDifference {
  return { appear: alone(given, today), vanish: alone(today, given) };
}

function alone(ones: readonly Alert[], others: readonly Alert[]): string[] {
  const byPlace = Map.groupBy(others, placeOf);
  return ones
    .filter((one) => !(byPlace.get(placeOf(one)) ?? []).some((other) => overlaps(one, other)))
    .map(({ id }) => id);
}

function placeOf({ rule, device, instance }: Alert): string {
  return JSON.stringify([rule, device, instance]);
}

function overlaps(one: Alert, other: Alert): boolean {
  return one.since <= endOf(other) && other.since <= endOf(one);
}

function endOf({ until }: Alert): number {
  return until ?? Number.POSITIVE_INFINITY;
}
