import type { Alert } from '../../contract/alerts.ts';
import type { Severity } from '../../contract/territory.ts';

export type Wanted = 'open' | 'active' | 'acknowledged' | 'over';

/** What the address bar asks for. */
export interface Filters {
  readonly state: Wanted;
  readonly severity?: Severity;
  readonly organisation?: string;
}

/** A root cause with what follows from it, or an alert that stands for itself. */
export interface Entry {
  readonly alert: Alert;
  readonly consequences: readonly Alert[];
}

const severities: readonly Severity[] = ['critical', 'warning', 'information'];

export function filtersIn(query: URLSearchParams): Filters {
  const state =
    (['open', 'active', 'acknowledged', 'over'] as const).find((one) => one === query.get('etat')) ?? 'open';
  const severity = severities.find((one) => one === query.get('gravite'));
  const organisation = query.get('collectivite') ?? undefined;
  return { state, ...(severity && { severity }), ...(organisation && { organisation }) };
}

/** Does nobody have it in hand yet? */
export function isOpen(alert: Alert): boolean {
  return alert.active && !alert.acknowledged && alert.shelvedUntil === undefined && alert.maintenance === undefined;
}

export function fits(alert: Alert, { state, severity, organisation }: Filters): boolean {
  if (severity !== undefined && alert.severity !== severity) return false;
  if (organisation !== undefined && alert.organisation !== organisation) return false;
  if (state === 'open') return isOpen(alert);
  if (state === 'over') return !alert.active;
  return alert.active && (state === 'active' || alert.acknowledged);
}

/** The gravest first, of those what nobody has in hand, then the newest. */
export function byUrgency(a: Alert, b: Alert): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    Number(isOpen(b)) - Number(isOpen(a)) ||
    b.since.localeCompare(a.since) ||
    a.id.localeCompare(b.id)
  );
}

/** The alerts that fit, by urgency, each consequence folded under the alert of the device that explains it. */
export function entriesOf(alerts: Iterable<Alert>, filters: Filters): Entry[] {
  const all = [...alerts];
  const causes = new Map(
    all.filter(({ active, cause }) => active && cause === undefined).map((one) => [one.device, one]),
  );
  const folded = new Map<string, Alert[]>();
  const roots: Alert[] = [];
  for (const alert of all) {
    const root = alert.cause === undefined ? undefined : causes.get(alert.cause);
    if (root === undefined || !alert.active) roots.push(alert);
    else folded.set(root.id, [...(folded.get(root.id) ?? []), alert]);
  }
  return roots
    .filter((alert) => fits(alert, filters))
    .sort(byUrgency)
    .map((alert) => ({ alert, consequences: (folded.get(alert.id) ?? []).sort(byUrgency) }));
}
