import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express } from 'express';

/** The screens' own paths: each is answered with the one page, whose script draws it. */
const pages = [
  '/',
  '/ecran{/*rest}',
  '/organisations/*rest',
  '/sites/*rest',
  '/devices/*rest',
  '/alertes{/*rest}',
  '/tickets{/*rest}',
  '/carte',
  '/mairie{/*rest}',
  '/administration{/*rest}',
  '/decouverte',
  '/refuses',
];

/** Serves the built screens: what has a hash in its name for a year, the page itself fresh each time. */
export function mountScreens(app: Express, webRoot = join(import.meta.dirname, '../web/dist')): void {
  app.use('/assets', express.static(join(webRoot, 'assets'), { immutable: true, maxAge: '365d', index: false }));
  app.use(express.static(webRoot, { index: false, maxAge: '1h' }));
  app.get(pages, (_request, response) => {
    const page = join(webRoot, 'index.html');
    response.set('Cache-Control', 'no-cache');
    if (existsSync(page)) response.sendFile(page);
    else response.status(503).type('text/plain; charset=utf-8').send(notBuilt);
  });
}

const notBuilt = `Vigie tourne, mais ses écrans ne sont pas construits. Dans son dossier : npm ci
Vigie runs, but its screens are not built. In its folder: npm ci
`;
