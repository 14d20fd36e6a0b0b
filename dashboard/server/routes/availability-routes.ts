import { z } from 'zod';
import { Availability } from '../../contract/availability.ts';
import { createAvailability } from '../availability.ts';
import { Refusal } from '../problem.ts';
import { readers } from '../roles.ts';
import { type Route, route } from '../route.ts';
import { scopeOf } from '../scope.ts';
import type { ServerParts } from '../server-parts.ts';
import { availableBy } from '../states-of.ts';
import { InstantQuery } from '../time.ts';

const Query = z
  .strictObject({
    site: z.string().max(64).optional(),
    device: z.string().max(64).optional(),
    from: InstantQuery,
    to: InstantQuery,
    step: z.literal('1d').optional(),
  })
  .refine(({ site, device }) => (site === undefined) !== (device === undefined), 'name a site or a device');

/** How much of a time things worked. */
export function availabilityRoutes(parts: ServerParts): Route[] {
  const availabilityOf = createAvailability(parts);
  return [
    route(
      {
        method: 'get',
        path: '/availability',
        summary: 'How much of a time a device, or the devices of a site together, worked; by day with step=1d',
        roles: readers,
        query: Query,
        success: { status: 200, schema: Availability },
      },
      async ({ identity, query: { from, to, step, ...query }, now }) => {
        const scope = scopeOf(identity, parts.territory());
        const device = query.device === undefined ? undefined : scope.device(query.device);
        const site = device === undefined ? scope.site(query.site ?? '') : scope.siteOf(device);
        if (from >= to) throw new Refusal(400, 'from: is not before to');
        if (from >= now) throw new Refusal(400, 'from: lies in the future');
        if (device !== undefined && availableBy(parts.catalogue.get(device.type)) === undefined) {
          throw new Refusal(400, `device: a ${device.type} does not say whether it works: its parent answers for it`);
        }
        const devices = device === undefined ? scope.devices.filter((one) => one.site === site.id) : [device];
        const { days, ...whole } = await availabilityOf({ site, devices, from, to }, now);
        return { status: 200, body: { ...whole, ...(step !== undefined && { days }) } satisfies Availability };
      },
    ),
  ];
}
