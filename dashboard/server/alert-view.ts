import { ownMetrics } from '../../devices/metric.ts';
import type { Identity } from '../../gateway/domain/account.ts';
import type { ListedAlert } from '../../gateway/domain/alerts.ts';
import { type Severity, severities } from '../../gateway/domain/rule.ts';
import type { Alert } from '../contract/alerts.ts';
import type { HeardAlert } from '../contract/socket.ts';
import { sees, seesFine } from './scope.ts';
import type { Language, ServerParts } from './server-parts.ts';

type Parts = Pick<ServerParts, 'territory' | 'catalogue' | 'say'>;

/** An alert as its reader may see it; `fine` says whether values finer than a day may be seen. */
export function asAlert(
  alert: ListedAlert,
  parts: Parts,
  { fine, language }: { fine: boolean; language: Language },
): Alert {
  const { id, rule, device, site, organisation, instance, severity, active, since, until, expected, assignee } = alert;
  const { title, reason } = parts.say(alert, language);
  const metric = alert.by?.metric;
  const type = parts.catalogue.get(parts.territory().devices.get(device)?.type ?? '');
  const unit = metric === undefined ? undefined : (type?.metrics[metric] ?? ownMetrics[metric])?.unit;
  const time = (at: number) => new Date(at).toISOString();
  return {
    ...{ id, rule, device, site, organisation, severity, active, title },
    ...(instance !== '' && { instance }),
    ...(metric !== undefined && { metric }),
    ...(unit !== undefined && { unit }),
    acknowledged: alert.acknowledgement !== undefined,
    ...(alert.acknowledgement !== undefined && { acknowledgedBy: alert.acknowledgement.by }),
    since: time(since),
    ...(until !== undefined && { until: time(until) }),
    value: fine ? alert.value : null,
    ...(fine && expected !== undefined && { expected }),
    reason: fine ? reason : title,
    ...(assignee !== undefined && { assignee }),
    ...(alert.shelvedUntil !== undefined && { shelvedUntil: time(alert.shelvedUntil) }),
    ...(alert.resolved !== undefined && { resolved: alert.resolved }),
    flapping: alert.flapping,
    ...(alert.cause !== undefined && { cause: alert.cause }),
    ...(alert.maintenance !== undefined && { maintenance: alert.maintenance }),
  };
}

/** An alert as it goes over the socket, which does not know what language its screen is in. */
export function asHeard(alert: ListedAlert, parts: Parts, fine: boolean): HeardAlert {
  const { title, reason } = asAlert(alert, parts, { fine, language: 'en' });
  return { ...asAlert(alert, parts, { fine, language: 'fr' }), english: { title, reason } };
}

/** Whether a caller may see an alert, and its values: by where the device stood when it was raised. */
export function sight(identity: Identity, alert: Pick<ListedAlert, 'organisation' | 'site'>, parts: Parts) {
  const site = parts.territory().sites.get(alert.site);
  return { sees: sees(identity, alert.organisation), fine: site === undefined || seesFine(identity, site) };
}

export type Worst = (kind: 'device' | 'site' | 'organisation', id: string) => Severity | null;

/** The gravest of the active alerts, by device, site and organisation; what nobody needs to act on does not count. */
export function worstOf(active: readonly ListedAlert[]): Worst {
  const worst = new Map<string, Severity>();
  const note = (key: string, severity: Severity) => {
    const before = worst.get(key);
    if (before === undefined || severities.indexOf(severity) > severities.indexOf(before)) worst.set(key, severity);
  };
  for (const { device, site, organisation, severity, maintenance, cause } of active) {
    if (maintenance !== undefined) continue;
    note(`device ${device}`, severity);
    if (cause !== undefined) continue;
    note(`site ${site}`, severity);
    note(`organisation ${organisation}`, severity);
  }
  return (kind, id) => worst.get(`${kind} ${id}`) ?? null;
}
