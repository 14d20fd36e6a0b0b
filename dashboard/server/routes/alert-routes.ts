import { z } from 'zod';
import type { Identity } from '../../../gateway/domain/account.ts';
import type { AlertCommand, Alert as KnownAlert } from '../../../gateway/domain/alert.ts';
import { severities } from '../../../gateway/domain/rule.ts';
import {
  Acknowledge,
  Alert,
  AlertDetail,
  AlertStatistics,
  Assign,
  CommentOn,
  Resolve,
  Shelve,
  Unshelve,
} from '../../contract/alerts.ts';
import { Severity } from '../../contract/territory.ts';
import { asAlert, sight } from '../alert-view.ts';
import { nameOf } from '../identify.ts';
import { listOf, listSchema, NumberPage } from '../page.ts';
import { Refusal } from '../problem.ts';
import { people, readers, staff } from '../roles.ts';
import { type Route, route } from '../route.ts';
import { scopeOf, sees } from '../scope.ts';
import type { ServerParts } from '../server-parts.ts';
import { InstantQuery, instantOf } from '../time.ts';

const id = z.string().max(64).optional();
const yes = z.enum(['true', 'false']).transform((said) => said === 'true');
const Params = z.object({ id: z.string().max(64) });
const language = z.enum(['fr', 'en']).default('fr');
const similarShown = 10;
const followsShown = 200;

/** Alerts: everybody reads those of their organisations, staff acts on them, a responsable comments. */
export function alertRoutes(parts: ServerParts): Route[] {
  const { alerts, territory, audit, say } = parts;

  return [
    route(
      {
        method: 'get',
        path: '/alerts',
        summary: 'Alerts, the last raised first; titles and reasons in `language` (fr unless said)',
        roles: readers,
        query: z.strictObject({
          ...NumberPage,
          ...{ active: yes.optional(), acknowledged: yes.optional(), severity: Severity.optional(), language },
          ...{ site: id, device: id, organisation: id, rule: id },
          ...{ from: InstantQuery.optional(), to: InstantQuery.optional() },
        }),
        success: { status: 200, schema: listSchema(Alert) },
      },
      async ({ identity, query }) => {
        const { limit = 100, cursor, organisation, language: words, active, acknowledged, severity, ...rest } = query;
        const scope = scopeOf(identity, territory());
        if (organisation !== undefined) scope.organisation(organisation);
        if (rest.site !== undefined) scope.site(rest.site);
        if (rest.device !== undefined) scope.device(rest.device);
        const organisations = organisation === undefined ? identity.organisations : [organisation];
        const { site, device, rule, from, to } = rest;
        const page = await alerts.list(
          {
            ...(active !== undefined && { active }),
            ...(acknowledged !== undefined && { acknowledged }),
            ...(severity !== undefined && { severity }),
            ...(organisations !== undefined && { organisations }),
            ...(site !== undefined && { site }),
            ...(device !== undefined && { device }),
            ...(rule !== undefined && { rule }),
            ...(from !== undefined && { from }),
            ...(to !== undefined && { to }),
          },
          { limit, ...(cursor !== undefined && { before: cursor }) },
        );
        const shown = (one: (typeof page.items)[number]) =>
          asAlert(one, parts, { fine: sight(identity, one, parts).fine, language: words });
        return { status: 200, body: listOf(page, shown) };
      },
    ),
    route(
      {
        method: 'get',
        path: '/alerts/statistics',
        summary: 'How alerts went by rule, device or organisation: number, times to take and to end, false alarms',
        roles: readers,
        query: z.strictObject({
          by: z.enum(['rule', 'device', 'organisation']).default('rule'),
          ...{ organisation: id, from: InstantQuery.optional(), to: InstantQuery.optional() },
        }),
        success: { status: 200, schema: listSchema(AlertStatistics) },
      },
      async ({ identity, query: { by, organisation, from, to } }) => {
        if (organisation !== undefined) scopeOf(identity, territory()).organisation(organisation);
        const organisations = organisation === undefined ? identity.organisations : [organisation];
        const items = await alerts.statistics({
          by,
          ...(organisations !== undefined && { organisations }),
          ...(from !== undefined && { from }),
          ...(to !== undefined && { to }),
        });
        return { status: 200, body: { items, next: null } };
      },
    ),
    route(
      {
        method: 'get',
        path: '/alerts/:id',
        summary: 'One alert with its explanation, its timeline, similar ones before and what follows from it',
        roles: readers,
        params: Params,
        query: z.strictObject({ language }),
        success: { status: 200, schema: AlertDetail },
      },
      async ({ identity, params, query }) => ({
        status: 200,
        body: await detailed(identity, await known(identity, params.id), query.language),
      }),
    ),
    deed(
      'acknowledge',
      Acknowledge,
      'Take it: told no more until it clears, or until it gets worse',
      staff,
      (body) => ({
        ...{ does: 'acknowledge', mode: body.mode },
        ...(body.until !== undefined && { until: instant(body.until) }),
      }),
    ),
    deed('assign', Assign, 'Hand it to somebody', staff, ({ to }) => ({ does: 'assign', to })),
    deed(
      'comment',
      CommentOn,
      'Note something',
      people.filter((role) => role !== 'agent'),
      ({ comment }) => ({
        does: 'comment',
        comment,
      }),
    ),
    deed('shelve', Shelve, 'Keep it and those after it quiet until then', staff, (body) => ({
      does: 'shelve',
      until: instant(body.until),
    })),
    deed('unshelve', Unshelve, 'No longer quiet', staff, () => ({ does: 'unshelve' })),
    deed('resolve', Resolve, 'Close it; it opens again only after the condition has cleared once', staff, (body) => ({
      does: 'resolve',
      ...(body.falseAlarm !== undefined && { falseAlarm: body.falseAlarm }),
    })),
  ];

  /** A command on an alert, with its line in the audit. */
  function deed<B extends z.ZodType<{ comment?: string | undefined }>>(
    name: 'acknowledge' | 'assign' | 'comment' | 'shelve' | 'unshelve' | 'resolve',
    body: B,
    summary: string,
    roles: typeof staff,
    commandOf: (body: z.infer<B>) => Unsigned,
  ): Route {
    return route(
      {
        method: 'post',
        path: `/alerts/:id/${name}`,
        summary,
        roles,
        params: Params,
        body,
        success: { status: 200, schema: AlertDetail },
      },
      async ({ identity, params, body: said, now }) => {
        const before = await known(identity, params.id);
        const by = nameOf(identity);
        const { comment } = said;
        const command = { ...commandOf(said), by, ...(comment !== undefined && { comment }) };
        const after = await alerts.command(before.id, command, now);
        const details = JSON.stringify({ alert: after.id, rule: after.rule, ...said });
        await audit.record({ time: now, who: by, action: `alert.${name}`, subject: after.device, details });
        return { status: 200, body: await detailed(identity, after, 'fr') };
      },
    );
  }

  async function known(identity: Identity, wanted: string): Promise<KnownAlert> {
    const alert = await alerts.get(wanted);
    if (alert === undefined || !sight(identity, alert, parts).sees)
      throw new Refusal(404, `There is no alert "${wanted}"`);
    return alert;
  }

  async function detailed(identity: Identity, alert: KnownAlert, words: 'fr' | 'en'): Promise<AlertDetail> {
    const { fine } = sight(identity, alert, parts);
    const { rule, device, instance, timeline } = alert;
    const { devices, sites } = territory();
    const follows = alerts.active().filter((one) => one.cause === device && sight(identity, one, parts).sees);
    const cause = devices.get(alert.cause ?? '');
    const causeOf = sites.get(cause?.site ?? '')?.organisation;
    const similar = await alerts.list({ rule, device, instance }, { limit: similarShown + 1 });
    return {
      ...asAlert(alert, parts, { fine, language: words }),
      explanation: fine ? [...say(alert, words).explanation] : [],
      timeline: timeline.map((one) => ({
        ...{ at: new Date(one.at).toISOString(), is: one.is, text: parts.sayTransition(one, words) },
      })),
      before: similar.items
        // of a device that was moved, only what its reader may see
        .filter((one) => one.id !== alert.id && one.since < alert.since && sight(identity, one, parts).sees)
        .slice(0, similarShown)
        .map(({ id: other, since, until }) => ({
          ...{ id: other, since: new Date(since).toISOString() },
          ...(until !== undefined && { until: new Date(until).toISOString() }),
        })),
      consequences: follows.map((one) => one.id),
      follows: follows
        .toSorted((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity))
        .slice(0, followsShown)
        .map((one) => ({
          ...{ id: one.id, severity: one.severity, title: say(one, words).title },
          device: { id: one.device, name: devices.get(one.device)?.name ?? one.device },
          site: { id: one.site, name: sites.get(one.site)?.name ?? one.site },
        })),
      ...(cause !== undefined && causeOf !== undefined && sees(identity, causeOf) && { causeName: cause.name }),
    };
  }
}

/** A command without who gives it. */
type Unsigned = AlertCommand extends infer C ? (C extends AlertCommand ? Omit<C, 'by'> : never) : never;

function instant(said: string | number): number {
  const time = instantOf(said);
  if (time === undefined) throw new Refusal(400, `until: ${said} is not an instant`);
  return time;
}
