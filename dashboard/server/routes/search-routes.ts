import { z } from 'zod';
import type { Territory } from '../../../devices/territory.ts';
import { Hit } from '../../contract/search.ts';
import { listSchema } from '../page.ts';
import { people } from '../roles.ts';
import { type Route, route } from '../route.ts';
import { sees } from '../scope.ts';
import { createSearch, type Search } from '../search.ts';
import type { ServerParts } from '../server-parts.ts';

/** Finds what somebody on the telephone names, while it is being typed. */
export function searchRoutes({ territory }: Pick<ServerParts, 'territory'>): Route[] {
  let made: { of: Territory; search: Search } | undefined;

  /** Made anew when the territory has changed. */
  function current(): Search {
    const of = territory();
    if (made?.of !== of) made = { of, search: createSearch(of) };
    return made.search;
  }

  return [
    route(
      {
        method: 'get',
        path: '/search',
        summary:
          'Members, places, devices and contacts by three letters of a name, a commune, an INSEE code, a telephone number, a serial number',
        // contacts are people’s names: no wall display asks for them
        roles: people,
        query: z.strictObject({
          q: z.string().min(1).max(100),
          limit: z.coerce.number().int().min(1).max(50).default(12),
        }),
        success: { status: 200, schema: listSchema(Hit) },
      },
      ({ identity, query }) => ({
        status: 200,
        body: {
          items: current().find(query.q, (organisation) => sees(identity, organisation), query.limit),
          next: null,
        },
      }),
    ),
  ];
}
