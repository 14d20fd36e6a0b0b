import { z } from 'zod';
import type { DeviceType as KnownType } from '../../../devices/device-type.ts';
import { durationMs } from '../../../devices/duration.ts';
import { derivedMetrics, type Metric as KnownMetric } from '../../../devices/metric.ts';
import { tablesOf } from '../../../devices/tables.ts';
import type * as devices from '../../../devices/territory.ts';
import { Device, DeviceType, type Line, Metric, Organisation, Site } from '../../contract/territory.ts';
import { type Worst, worstOf } from '../alert-view.ts';
import { consolesOf } from '../consoles.ts';
import { IdPage, listSchema, pageOf } from '../page.ts';
import { readers } from '../roles.ts';
import { type Route, route } from '../route.ts';
import { scopeOf } from '../scope.ts';
import type { ServerParts } from '../server-parts.ts';
import { availableBy } from '../states-of.ts';

export const IdParams = z.object({ id: z.string() });
const id = z.string().max(64).optional();

/** What exists, as far as the caller may see it. */
export function territoryRoutes({ territory, catalogue, live, clockWrong, trouble, alerts }: ServerParts): Route[] {
  const types = [...catalogue.values()];
  const measured = types.flatMap((type) => Object.values(type.metrics));
  const metrics = new Map<string, KnownMetric>(
    [...measured, ...Object.values(derivedMetrics)].map((metric) => [metric.id, metric]),
  );
  const common = { method: 'get', roles: readers } as const;

  /** Found once for a whole list. */
  function withWorst<T, U>(shape: (one: T, worst: Worst) => U): (one: T) => U {
    const worst = worstOf(alerts.active());
    return (one) => shape(one, worst);
  }

  return [
    route(
      {
        ...common,
        path: '/organisations',
        summary: 'The members',
        query: z.strictObject(IdPage),
        success: { status: 200, schema: listSchema(Organisation) },
      },
      ({ identity, query }) => ({
        status: 200,
        body: pageOf(scopeOf(identity, territory()).organisations, ({ id }) => id, query, withWorst(asOrganisation)),
      }),
    ),
    route(
      {
        ...common,
        path: '/organisations/:id',
        summary: 'One member',
        params: IdParams,
        success: { status: 200, schema: Organisation },
      },
      ({ identity, params }) => {
        const found = scopeOf(identity, territory()).organisation(params.id);
        const { contacts, services } = found;
        return {
          status: 200,
          body: {
            ...asOrganisation(found, worstOf(alerts.active())),
            ...(contacts && identity.role !== 'screen' && { contacts }),
            ...(services && { services }),
          },
        };
      },
    ),
    route(
      {
        ...common,
        path: '/sites',
        summary: 'The places watched',
        query: z.strictObject({ ...IdPage, organisation: id }),
        success: { status: 200, schema: listSchema(Site) },
      },
      ({ identity, query }) => {
        const scope = scopeOf(identity, territory());
        const { organisation } = query;
        if (organisation !== undefined) scope.organisation(organisation);
        const wanted = scope.sites.filter((site) => organisation === undefined || site.organisation === organisation);
        return { status: 200, body: pageOf(wanted, ({ id }) => id, query, withWorst(asSite)) };
      },
    ),
    route(
      { ...common, path: '/sites/:id', summary: 'One place', params: IdParams, success: { status: 200, schema: Site } },
      ({ identity, params }) => ({
        status: 200,
        body: asSite(scopeOf(identity, territory()).site(params.id), worstOf(alerts.active())),
      }),
    ),
    route(
      {
        ...common,
        path: '/devices',
        summary: 'The installed units',
        query: z.strictObject({ ...IdPage, organisation: id, site: id, type: id }),
        success: { status: 200, schema: listSchema(Device) },
      },
      ({ identity, query }) => {
        const scope = scopeOf(identity, territory());
        const { organisation, site, type } = query;
        if (organisation !== undefined) scope.organisation(organisation);
        if (site !== undefined) scope.site(site);
        const wanted = scope.devices.filter(
          (device) =>
            (site === undefined || device.site === site) &&
            (type === undefined || device.type === type) &&
            (organisation === undefined || scope.siteOf(device).organisation === organisation),
        );
        return {
          status: 200,
          body: pageOf(
            wanted,
            ({ id }) => id,
            query,
            withWorst((device: devices.Device, worst) => asDevice(device, scope.siteOf(device), worst)),
          ),
        };
      },
    ),
    route(
      {
        ...common,
        path: '/devices/:id',
        summary: 'One unit',
        params: IdParams,
        success: { status: 200, schema: Device },
      },
      ({ identity, params }) => {
        const scope = scopeOf(identity, territory());
        const device = scope.device(params.id);
        return { status: 200, body: asDevice(device, scope.siteOf(device), worstOf(alerts.active())) };
      },
    ),
    route(
      {
        ...common,
        path: '/device-types',
        summary: 'The kinds of things that Vigie knows',
        query: z.strictObject(IdPage),
        success: { status: 200, schema: listSchema(DeviceType) },
      },
      ({ query }) => ({ status: 200, body: pageOf(types, ({ id }) => id, query, asDeviceType) }),
    ),
    route(
      {
        ...common,
        path: '/metrics',
        summary: 'The quantities that devices measure',
        query: z.strictObject(IdPage),
        success: { status: 200, schema: listSchema(Metric) },
      },
      ({ query }) => ({ status: 200, body: pageOf([...metrics.values()], ({ id }) => id, query, asMetric) }),
    ),
  ];

  function asDevice(device: devices.Device, site: devices.Site, worst: Worst): Device {
    const seen = live.lastSeen(device.id);
    const met = trouble(device.id);
    const line = lineOf(device, territory());
    return {
      id: device.id,
      name: device.name,
      site: device.site,
      organisation: site.organisation,
      type: device.type,
      ...(device.parent === undefined ? {} : { parent: device.parent }),
      worst: worst('device', device.id),
      lastSeen: seen === undefined ? null : new Date(seen).toISOString(),
      ...(line && { line }),
      ...(clockWrong(device.id) && { clockWrong: true as const }),
      ...(met && { trouble: { ...met, since: new Date(met.since).toISOString() } }),
    };
  }
}

/** The first line on the way to a device, itself included, as long as it is of the same organisation. */
function lineOf(device: devices.Device, { devices: all, sites }: devices.Territory): Line | undefined {
  const organisation = sites.get(device.site)?.organisation;
  let at: devices.Device | undefined = device;
  // parents lead in no circle: the territory is checked for that
  while (at !== undefined && sites.get(at.site)?.organisation === organisation) {
    if (at.line !== undefined) return { device: at.id, name: at.name, ...at.line };
    at = all.get(at.parent ?? '');
  }
  return undefined;
}

function asOrganisation({ id, name, insee, population }: devices.Organisation, worst: Worst): Organisation {
  return {
    id,
    name,
    ...(insee === undefined ? {} : { insee }),
    ...(population === undefined ? {} : { population }),
    worst: worst('organisation', id),
  };
}

function asSite({ id, name, organisation, position, area, timeZone, fewStaff }: devices.Site, worst: Worst): Site {
  return {
    id,
    name,
    organisation,
    ...(position === undefined ? {} : { position: [position[0], position[1]] }),
    ...(area === undefined ? {} : { area }),
    timeZone,
    fewStaff,
    worst: worst('site', id),
  };
}

function asDeviceType(type: KnownType): DeviceType {
  const { id, label, source, availability, metrics } = type;
  const by = availableBy(type);
  return {
    id,
    label,
    everyMs: durationMs(source.every),
    silentAfterMs: durationMs(source.silentAfter),
    ...(availability !== undefined && { availability }),
    ...(by !== undefined && { availableBy: by }),
    metrics: Object.values(metrics).map(asMetric),
    consoles: consolesOf(type),
    tables: tablesOf(type).map((table) => ({ ...table, metrics: [...table.metrics] })),
  };
}

function asMetric({ id, unit, kind, resolution, label, range }: KnownMetric): Metric {
  return { id, unit, kind, resolution, label, ...(range === undefined ? {} : { range: [range[0], range[1]] }) };
}
