import { z } from 'zod';
import { Energy, Month, SavingsOfWorks, SavingsQuery } from '../../contract/energy.ts';
import { Id } from '../../contract/shared.ts';
import { energyOf } from '../energy/energy-of.ts';
import { type LetterParts, letterOf } from '../energy/letter-of.ts';
import { letterPage } from '../energy/letter-page.ts';
import { savingsOfWorks } from '../energy/savings-of.ts';
import { savingsPage } from '../energy/savings-page.ts';
import { readers } from '../roles.ts';
import { type Answer, type Route, route } from '../route.ts';
import { scopeOf } from '../scope.ts';
import type { ServerParts } from '../server-parts.ts';

const Language = z.enum(['fr', 'en']).default('fr');

/** What an organisation's buildings use and cost, month by month, with what is abnormal and how its equipment is. */
export function energyRoutes({ remembered, ...given }: LetterParts & Pick<ServerParts, 'remembered'>): Route[] {
  const { instances, curve, buckets } = given.store;
  const parts: LetterParts = { ...given, store: { instances, curve, buckets: remembered?.buckets ?? buckets } };
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
    route(
      {
        method: 'get',
        path: '/organisations/:id/energy/letter',
        summary: 'The month as a letter of one page in French, PDF; the same stored data give the same bytes',
        roles: readers,
        params: z.object({ id: Id }),
        query: z.strictObject({ month: Month.optional() }),
        success: { status: 200 },
      },
      async ({ identity, params, query, now }) => {
        const scope = scopeOf(identity, parts.territory());
        const organisation = scope.organisation(params.id);
        const letter = await letterOf({ scope, organisation, month: query.month, now }, parts);
        return pdf(await letterPage(letter), `lettre-${organisation.id}-${letter.energy.month}.pdf`);
      },
    ),
    route(
      {
        method: 'get',
        path: '/sites/:id/savings',
        summary: 'What works on a building saved: quality, uncertainty, euros, kg CO₂e, and whether it may be claimed',
        roles: readers,
        params: z.object({ id: Id }),
        query: SavingsQuery,
        success: { status: 200, schema: SavingsOfWorks },
      },
      async ({ identity, params, query, now }) => {
        const scope = scopeOf(identity, parts.territory());
        const body = await savingsOfWorks({ scope, site: scope.site(params.id), query, now }, parts);
        return { status: 200, body: body satisfies SavingsOfWorks };
      },
    ),
    route(
      {
        method: 'get',
        path: '/sites/:id/savings/page',
        summary: 'The same as one page in French for a grant file, PDF',
        roles: readers,
        params: z.object({ id: Id }),
        query: SavingsQuery,
        success: { status: 200 },
      },
      async ({ identity, params, query, now }) => {
        const scope = scopeOf(identity, parts.territory());
        const site = scope.site(params.id);
        const savings = await savingsOfWorks({ scope, site, query, now }, parts);
        const page = await savingsPage(savings, scope.organisation(site.organisation).name);
        return pdf(page, `travaux-${site.id}-${query.from}.pdf`);
      },
    ),
  ];
}

function pdf(body: Buffer, name: string): Answer {
  const headers = { 'Content-Type': 'application/pdf', 'Content-Disposition': `inline; filename="${name}"` };
  return { status: 200, body, headers };
}
