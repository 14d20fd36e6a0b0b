import { z } from 'zod';
import type { Territory } from '../../../devices/territory.ts';
import type { Identity } from '../../../gateway/domain/account.ts';
import type * as domain from '../../../gateway/domain/maintenance.ts';
import { earliestTime } from '../../../gateway/domain/reading.ts';
import { Maintenance, NewMaintenance } from '../../contract/maintenance.ts';
import { nameOf } from '../identify.ts';
import { listOf, listSchema, NumberPage } from '../page.ts';
import { Refusal } from '../problem.ts';
import { readers, staff } from '../roles.ts';
import { type Route, route } from '../route.ts';
import { type Scope, scopeOf, sees } from '../scope.ts';
import type { ServerParts } from '../server-parts.ts';
import { InstantQuery, instantOf } from '../time.ts';

const dayMs = 86_400_000;
const longestMs = 366 * dayMs;
const furthestMs = 3_660 * dayMs;
const id = z.string().max(64).optional();
const Params = z.object({
  id: z
    .string()
    .regex(/^\d{1,15}$/, 'is not the number of a maintenance')
    .transform(Number),
});

/** Announced work: everybody reads what concerns them, staff announces it. */
export function maintenanceRoutes({ territory, maintenances, audit }: ServerParts): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/maintenances',
        summary: 'Announced work that touches a place and a time, the last announced first',
        roles: readers,
        query: z.strictObject({
          ...NumberPage,
          organisation: id,
          site: id,
          device: id,
          from: InstantQuery.optional(),
          to: InstantQuery.optional(),
        }),
        success: { status: 200, schema: listSchema(Maintenance) },
      },
      ({ identity, query: { limit = 100, cursor, from, to, ...places } }) => {
        const touches = touching(scopeOf(identity, territory()), places);
        const found = maintenances
          .all()
          .filter((one) => cursor === undefined || one.id < cursor)
          .filter((one) => isSeen(identity, territory(), one) && touches(one))
          .filter((one) => (to === undefined || one.from < to) && (from === undefined || lastEnd(one) > from))
          .toReversed();
        const items = found.slice(0, limit);
        const next = found.length > limit ? (items.at(-1)?.id ?? null) : null;
        return { status: 200, body: listOf({ items, next }, shown) };
      },
    ),
    route(
      {
        method: 'post',
        path: '/maintenances',
        summary: 'Announce work, past or to come: availability leaves it out, alerts are not sent',
        roles: staff,
        body: NewMaintenance,
        success: { status: 201, schema: Maintenance },
      },
      async ({ identity, body, now }) => {
        const scope = placeOf(body, scopeOf(identity, territory()));
        const by = nameOf(identity);
        const added = await maintenances.add({
          scope,
          ...timesOf(body, now),
          mode: body.mode ?? 'mute',
          reason: body.reason,
          by,
          createdAt: now,
        });
        const details = JSON.stringify(shown(added));
        await audit.record({ time: now, who: by, action: 'maintenance.add', subject: nameIn(scope), details });
        return { status: 201, body: shown(added) };
      },
    ),
    route(
      {
        method: 'get',
        path: '/maintenances/:id',
        summary: 'One announced work',
        roles: readers,
        params: Params,
        success: { status: 200, schema: Maintenance },
      },
      ({ identity, params }) => ({ status: 200, body: shown(known(identity, params.id)) }),
    ),
    route(
      {
        method: 'delete',
        path: '/maintenances/:id',
        summary: 'As if it had never been announced: its time counts again',
        roles: staff,
        params: Params,
        success: { status: 204 },
      },
      async ({ identity, params, now }) => {
        const one = known(identity, params.id);
        await maintenances.remove(one.id);
        const who = nameOf(identity);
        const details = JSON.stringify(shown(one));
        await audit.record({ time: now, who, action: 'maintenance.remove', subject: nameIn(one.scope), details });
        return { status: 204 };
      },
    ),
  ];

  function known(identity: Identity, number: number): domain.Maintenance {
    const found = maintenances.all().find((one) => one.id === number);
    if (found === undefined || !isSeen(identity, territory(), found)) {
      throw new Refusal(404, `There is no maintenance ${number}`);
    }
    return found;
  }
}

/** What stood on a thing that is gone is shown to those alone who see everything. */
function isSeen(identity: Identity, territory: Territory, { scope }: domain.Maintenance): boolean {
  const organisation = organisationOf(scope, territory);
  return organisation === undefined ? identity.organisations === undefined : sees(identity, organisation);
}

function organisationOf(scope: domain.MaintenanceScope, { sites, devices }: Territory): string | undefined {
  if ('organisation' in scope) return scope.organisation;
  return sites.get('site' in scope ? scope.site : (devices.get(scope.device)?.site ?? ''))?.organisation;
}

type Places = { readonly [place in 'organisation' | 'site' | 'device']?: string | undefined };

/** Whether work is on the place asked for, on what it belongs to, or on what belongs to it. */
function touching(scope: Scope, { organisation, site, device }: Places): (one: domain.Maintenance) => boolean {
  const ofDevice = device === undefined ? undefined : scope.device(device);
  const ofSite = ofDevice === undefined ? (site === undefined ? undefined : scope.site(site)) : scope.siteOf(ofDevice);
  const of = ofSite?.organisation ?? (organisation === undefined ? undefined : scope.organisation(organisation).id);
  const sites = scope.sites.filter((one) => (ofSite === undefined ? one.organisation === of : one === ofSite));
  const inSites = new Set(sites.map((one) => one.id));
  const devices = new Set(scope.devices.filter((one) => inSites.has(one.site)).map((one) => one.id));
  return ({ scope: place }) => {
    if (of === undefined) return true;
    if ('organisation' in place) return place.organisation === of;
    if ('site' in place) return inSites.has(place.site);
    return ofDevice === undefined ? devices.has(place.device) : place.device === ofDevice.id;
  };
}

function placeOf({ organisation, site, device }: NewMaintenance, scope: Scope): domain.MaintenanceScope {
  if (organisation !== undefined) return { organisation: scope.organisation(organisation).id };
  return site !== undefined ? { site: scope.site(site).id } : { device: scope.device(device ?? '').id };
}

function timesOf(body: NewMaintenance, now: number): Pick<domain.Maintenance, 'from' | 'to' | 'weeklyUntil'> {
  const [from, to] = [instantOf(body.from), instantOf(body.to)];
  const weeklyUntil = body.weeklyUntil === undefined ? undefined : instantOf(body.weeklyUntil);
  if (from === undefined || from < earliestTime) throw new Refusal(400, 'body.from: is not an instant since 2000');
  if (to === undefined || to <= from) throw new Refusal(400, 'body.to: is not after from');
  if (to - from > longestMs) throw new Refusal(400, 'body.to: is more than 366 days after from');
  if (body.weeklyUntil === undefined) {
    if (to > now + furthestMs) throw new Refusal(400, 'body.to: is more than ten years ahead');
    return { from, to };
  }
  if (to - from > 7 * dayMs) throw new Refusal(400, 'body.to: what comes every week lasts a week at most');
  if (weeklyUntil === undefined || weeklyUntil <= from) throw new Refusal(400, 'body.weeklyUntil: is not after from');
  if (weeklyUntil > now + furthestMs) throw new Refusal(400, 'body.weeklyUntil: is more than ten years ahead');
  return { from, to, weeklyUntil };
}

function lastEnd({ from, to, weeklyUntil }: domain.Maintenance): number {
  return weeklyUntil === undefined ? to : weeklyUntil + to - from;
}

function nameIn(scope: domain.MaintenanceScope): string {
  return Object.values(scope).join();
}

function shown({
  id,
  scope,
  from,
  to,
  weeklyUntil,
  mode = 'mute',
  reason,
  by,
  createdAt,
}: domain.Maintenance): Maintenance {
  const iso = (time: number) => new Date(time).toISOString();
  return {
    id,
    ...scope,
    from: iso(from),
    to: iso(to),
    ...(weeklyUntil !== undefined && { weeklyUntil: iso(weeklyUntil) }),
    mode,
    reason,
    by,
    createdAt: iso(createdAt),
  };
}
