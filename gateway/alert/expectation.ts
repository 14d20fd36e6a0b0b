import type { Severity } from '../domain/rule.ts';

/** An alert as a file tells it; times are ISO 8601. */
export interface ToldAlert {
  readonly rule: string;
  readonly device: string;
  readonly instance?: string;
  readonly severity: Severity;
  /** when the condition was first broken, and when that was an alert */
  readonly since: string;
  readonly raisedAt: string;
  /** null while it is active */
  readonly until: string | null;
  readonly value: number | null;
  /** the device whose failure explains it */
  readonly cause?: string;
}

/** What an alert must be: what is not named may be anything. */
export type ExpectedAlert = Pick<ToldAlert, 'rule' | 'device' | 'instance'> &
  Partial<Omit<ToldAlert, 'rule' | 'device' | 'instance'>>;

/** One expectation, or one alert that nobody expected, and what is different about it, a sentence each; none where all is well. */
export interface Verdict {
  readonly alert: ExpectedAlert;
  readonly differences: readonly string[];
}

const timed = ['since', 'raisedAt', 'until'] as const;
const plain = ['severity', 'value', 'cause'] as const;

/**
 * Holds the alerts that were raised against those expected: each expectation takes the alert of its rule, device and instance
 * whose `since` is nearest. Times may differ by `toleranceMs`.
 */
export function verdicts(
  expected: readonly ExpectedAlert[],
  raised: readonly ToldAlert[],
  toleranceMs: number,
): Verdict[] {
  const left = new Set(raised);
  const told = new Map<ExpectedAlert, Verdict>();
  // those that say when choose before those that take any
  const choosing = [...expected].sort((a, b) => Number(a.since === undefined) - Number(b.since === undefined));
  for (const alert of choosing) {
    const found = nearest(alert, [...left]);
    if (found !== undefined) left.delete(found);
    const differences =
      found === undefined ? ['was expected and not raised'] : differencesOf(alert, found, toleranceMs);
    told.set(alert, { alert, differences });
  }
  const inOrder = expected.flatMap((alert) => told.get(alert) ?? []);
  return [...inOrder, ...[...left].map((alert) => ({ alert, differences: ['was raised and not expected'] }))];
}

function nearest(wanted: ExpectedAlert, raised: readonly ToldAlert[]): ToldAlert | undefined {
  const distance = ({ since }: ToldAlert) =>
    wanted.since === undefined ? 0 : Math.abs(Date.parse(since) - Date.parse(wanted.since));
  return raised
    .filter(({ rule, device, instance = '' }) => {
      return rule === wanted.rule && device === wanted.device && instance === (wanted.instance ?? '');
    })
    .reduce<ToldAlert | undefined>((best, one) => {
      return best === undefined || distance(one) < distance(best) ? one : best;
    }, undefined);
}

function differencesOf(wanted: ExpectedAlert, found: ToldAlert, toleranceMs: number): string[] {
  const differences: string[] = [];
  const differ = (key: string, one: unknown, other: unknown) =>
    differences.push(`${key} was ${String(other ?? 'none')}, expected ${String(one ?? 'none')}`);
  for (const key of timed) {
    const [one, other] = [wanted[key], found[key]];
    if (one === undefined) continue;
    const isSame =
      one === null || other === null ? one === other : Math.abs(Date.parse(one) - Date.parse(other)) <= toleranceMs;
    if (!isSame) differ(key, one ?? 'still active', other ?? 'still active');
  }
  for (const key of plain) {
    if (wanted[key] !== undefined && wanted[key] !== found[key]) differ(key, wanted[key], found[key]);
  }
  return differences;
}
