import type { Told } from './court.ts';
import type { Injection } from './fault-kinds.ts';

const [hourMs, dayMs] = [3_600_000, 86_400_000];
/** the same alert so near in the year without faults is not the fault's */
const anywayMs = 12 * hourMs;
/** what is told so long after a fault's end still counts: a night's finding comes in the morning */
const graceMs = 12 * hourMs;

/** A fault with the series that it touches, as `device metric instance`. */
export interface Labelled {
  readonly injection: Injection;
  readonly touches: readonly string[];
  /** rules whose alerts say nothing of it */
  readonly notBy?: readonly string[];
}

/** How a fault was told; `delayMs` from its beginning, undefined where nobody was told. */
export interface Outcome {
  readonly injection: Injection;
  readonly delayMs: number | undefined;
  readonly by: readonly string[];
}

/** What an alert is about, in the words of `Labelled`. */
export function placeOf({ device, metric, instance }: Pick<Told, 'device' | 'metric' | 'instance'>): string {
  return `${device} ${metric} ${instance}`;
}

/**
 * A fault is told by an alert on a series that it touches, from its beginning until half a day after its end, when the same
 * year without faults tells no such alert there within twelve hours: what would have been told anyway proves nothing. The rest of
 * what only the faulty year tells is `beside`: aftermath, and faults told where they were not.
 */
export function scoreFaults(
  labelled: readonly Labelled[],
  healthy: readonly Told[],
  faulty: readonly Told[],
): { outcomes: Outcome[]; beside: Told[] } {
  const kindOf = (one: Told) => `${one.rule} ${placeOf(one)} ${one.severity}`;
  const anyway = Map.groupBy(healthy, kindOf);
  const caused = faulty.filter(
    (one) => !(anyway.get(kindOf(one)) ?? []).some(({ at }) => Math.abs(at - one.at) <= anywayMs),
  );
  const byPlace = Map.groupBy(caused, placeOf);
  const used = new Set<Told>();
  const outcomes = labelled.map(({ injection, touches, notBy = [] }): Outcome => {
    const mine = touches
      .flatMap((place) => byPlace.get(place) ?? [])
      .filter(({ rule, at }) => !notBy.includes(rule) && at >= injection.from && at <= injection.to + graceMs)
      .sort((a, b) => a.at - b.at);
    for (const one of mine) used.add(one);
    const [first] = mine;
    return {
      injection,
      delayMs: first === undefined ? undefined : first.at - injection.from,
      by: [...new Set(mine.map(({ rule }) => rule))],
    };
  });
  return { outcomes, beside: caused.filter((one) => !used.has(one)) };
}

/** The `share` quantile of some numbers, the nearest one; undefined of none. */
export function quantile(some: readonly number[], share: number): number | undefined {
  const sorted = [...some].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
}

/** What a year without faults says of peace: alerts a building-month, and the share of building-months without a page. */
export function peace(
  told: readonly Told[],
  {
    buildings,
    from,
    to,
    siteOf,
    isNight,
  }: { buildings: number; from: number; to: number; siteOf(device: string): string; isNight(time: number): boolean },
) {
  const months = Math.round((to - from) / (30.4 * dayMs));
  const monthOf = (time: number) => Math.min(months - 1, Math.floor(((time - from) * months) / (to - from)));
  const paging = told.filter(({ severity }) => severity !== 'information');
  const monthsWith = (some: readonly Told[]) =>
    new Set(some.map(({ device, at }) => `${siteOf(device)} ${monthOf(at)}`)).size;
  const all = buildings * months;
  return {
    buildingMonths: all,
    alerts: told.filter(({ isWorse }) => !isWorse).length / all,
    warnings: paging.filter(({ isWorse }) => !isWorse).length / all,
    withoutPage: 1 - monthsWith(paging) / all,
    withoutNightPage: 1 - monthsWith(paging.filter(({ at }) => isNight(at))) / all,
  };
}
