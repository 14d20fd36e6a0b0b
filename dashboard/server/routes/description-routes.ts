import type { Express } from 'express';
import { docsPage, docsStyle } from '../docs-page.ts';
import { openApi } from '../openapi.ts';
import { openRoute, type Route } from '../route.ts';

/** The description of all routes, itself a route. */
export function withDescription(routes: readonly Route[], version: string): Route[] {
  const all: Route[] = [
    ...routes,
    openRoute(
      {
        method: 'get',
        path: '/openapi.json',
        summary: 'This description, in OpenAPI 3.1',
        success: { status: 200 },
      },
      () => ({ status: 200, body: described }),
    ),
  ];
  const described = openApi(all, version);
  return all;
}

/** `/api/docs`: the same table, for people. */
export function mountDocs(app: Express, routes: readonly Route[], version: string): void {
  const page = docsPage(routes, version);
  app.get('/api/docs', (_request, response) => {
    response.type('html').send(page);
  });
  app.get('/api/docs.css', (_request, response) => {
    response.type('css').send(docsStyle);
  });
}
