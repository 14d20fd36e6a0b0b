import { z } from 'zod';
import { LatestReading } from '../../contract/readings.ts';
import type { FineReads } from '../fine-reads.ts';
import { asLatest } from '../latest.ts';
import { listSchema, pageOf, TextPage } from '../page.ts';
import { readers } from '../roles.ts';
import { type Route, route } from '../route.ts';
import { scopeOf } from '../scope.ts';
import type { ServerParts } from '../server-parts.ts';

/** The newest reading of every series, from memory. */
export function latestRoutes(parts: ServerParts, fineReads: FineReads): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/readings/latest',
        summary: 'The newest reading of every metric, of a site or a device',
        roles: readers,
        query: z.strictObject({
          ...TextPage,
          site: z.string().max(64).optional(),
          device: z.string().max(64).optional(),
        }),
        success: { status: 200, schema: listSchema(LatestReading) },
      },
      async ({ identity, query, now }) => {
        const scope = scopeOf(identity, parts.territory());
        const { site, device } = query;
        const wanted = device === undefined ? scope.devices : [scope.device(device)];
        if (site !== undefined) scope.site(site);
        const shown = wanted.filter(
          (one) => (site === undefined || one.site === site) && scope.seesFine(scope.siteOf(one)),
        );
        for (const one of shown) if (scope.siteOf(one).fewStaff) await fineReads.note(identity, one.id, now);
        const readings = shown
          .flatMap((one) => parts.live.latest(one.id))
          .map((known) => asLatest(known, parts))
          .filter((item) => item !== undefined);
        const key = (item: LatestReading) => [item.device, item.metric, item.instance ?? ''].join('/');
        return { status: 200, body: pageOf(readings, key, query, (item) => item) };
      },
    ),
  ];
}
