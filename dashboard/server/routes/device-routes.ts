import { z } from 'zod';
import type * as domain from '../../../gateway/domain/correction.ts';
import { Correction } from '../../contract/readings.ts';
import { nameOf } from '../identify.ts';
import { IdPage, listSchema, pageOf } from '../page.ts';
import { Refusal } from '../problem.ts';
import { administrators, staff } from '../roles.ts';
import { type Route, route } from '../route.ts';
import { scopeOf } from '../scope.ts';
import type { ServerParts } from '../server-parts.ts';
import { instantOf } from '../time.ts';
import { IdParams } from './territory-routes.ts';

/** What staff does to one device: say that its meter was replaced, erase its readings. */
export function deviceRoutes({ territory, catalogue, corrections, audit, erase }: ServerParts): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/devices/:id/corrections',
        summary: 'When the meter was replaced',
        roles: staff,
        params: IdParams,
        query: z.strictObject(IdPage),
        success: { status: 200, schema: listSchema(Correction) },
      },
      async ({ identity, params, query }) => {
        const device = scopeOf(identity, territory()).device(params.id);
        const known = await corrections.of(device.id);
        const key = ({ time, metric }: domain.Correction) => `${String(time).padStart(16, '0')}/${metric}`;
        return { status: 200, body: pageOf(known, key, query, asCorrection) };
      },
    ),
    route(
      {
        method: 'post',
        path: '/devices/:id/corrections',
        summary: 'The meter was replaced: the old one’s last index, the new one’s first',
        roles: staff,
        params: IdParams,
        body: Correction,
        success: { status: 201, schema: Correction },
      },
      async ({ identity, params, body: { metric, last, first, comment, ...written }, now }) => {
        const device = scopeOf(identity, territory()).device(params.id);
        const metrics = catalogue.get(device.type)?.metrics ?? {};
        const known = Object.hasOwn(metrics, metric) ? metrics[metric] : undefined;
        if (known?.kind !== 'counter')
          throw new Refusal(400, `body.metric: "${metric}" is not a counter of ${device.id}`);
        const time = instantOf(written.time);
        if (time === undefined || time > now) throw new Refusal(400, 'body.time: is not an instant of the past');
        const correction: domain.Correction = { metric, time, last, first, comment };
        await corrections.add(device.id, correction);
        const who = nameOf(identity);
        const details = JSON.stringify(asCorrection(correction));
        await audit.record({ time: now, who, action: 'correction.add', subject: device.id, details });
        return { status: 201, body: asCorrection(correction) };
      },
    ),
    route(
      {
        method: 'delete',
        path: '/devices/:id/readings',
        summary: 'Erase every reading of a device, everywhere',
        roles: administrators,
        params: IdParams,
        success: { status: 204 },
      },
      async ({ identity, params, now }) => {
        const device = scopeOf(identity, territory()).device(params.id);
        await audit.record({
          time: now,
          who: nameOf(identity),
          action: 'readings.erase',
          subject: device.id,
          details: '',
        });
        await erase(device.id);
        return { status: 204 };
      },
    ),
  ];
}

function asCorrection({ time, ...rest }: domain.Correction): Correction {
  return { ...rest, time: new Date(time).toISOString() };
}
