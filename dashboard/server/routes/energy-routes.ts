import { z } from 'zod';
import { Energy, Month } from '../../contract/energy.ts';
import { Id } from '../../contract/shared.ts';
import { type EnergyParts, energyOf } from '../energy/energy-of.ts';
import { readers } from '../roles.ts';
import { type Route, route } from '../route.ts';
import { scopeOf } from '../scope.ts';

const Language = z.enum(['fr', 'en']).default('fr');

/** What an organisation's buildings use and cost, month by month, with what is abnormal and how its equipment is. */
export function energyRoutes(parts: EnergyParts): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/organisations/:id/energy',
        summary:
          'A month of an organisation: use, cost and comparison of each building, what is abnormal, equipment, air',
        roles: readers,
        params: z.object({ id: Id }),
        query: z.strictObject({ month: Month.optional(), language: Language }),
        success: { status: 200, schema: Energy },
      },
      async ({ identity, params, query, now }) => {
        const scope = scopeOf(identity, parts.territory());
        const organisation = scope.organisation(params.id);
        const body = await energyOf({ scope, organisation, ...query, month: query.month, now }, parts);
        return { status: 200, body: body satisfies Energy };
      },
    ),
  ];
}
