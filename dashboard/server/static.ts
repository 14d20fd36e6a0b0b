import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { cookieName } from './identify.ts';

/** The screens' own paths: each is answered with the one page, whose script draws it. */
const pages = [
  '/',
  '/territoire',
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
  '/maintenances',
  '/regles',
  '/notifications',
  '/permanence',
  '/refuses',
  '/compte',
  '/bienvenue',
  '/invitation',
  '/mot-de-passe-perdu',
  '/nouveau-mot-de-passe',
];

/**
 * Serves the built screens: what has a hash in its name for a year and compressed, the page itself fresh each time. Who brings no
 * cookie is told so in the page, so that its script need not ask who is there and be refused. A person who follows a
 * wrong address reads so on that page too; a script gets the API's answer.
 */
export function mountScreens(
  app: Express,
  { webRoot = builtScreens, demo }: { webRoot?: string; demo: boolean },
): void {
  app.use('/assets', compressedIn(join(webRoot, 'assets')));
  app.use('/assets', express.static(join(webRoot, 'assets'), { immutable: true, maxAge: '365d', index: false }));
  app.use(express.static(webRoot, { index: false, maxAge: '1h' }));
  app.get(pages, show);
  app.get('/{*rest}', (request, response, next) => {
    if (request.path.startsWith('/api/') || request.accepts('json', 'html') !== 'html') return next();
    return show(request, response.status(404));
  });

  async function show(request: Request, response: Response): Promise<void> {
    const page = join(webRoot, 'index.html');
    const isStranger = !(request.headers.cookie ?? '').includes(`${cookieName}=`);
    response.set({ 'Cache-Control': 'no-cache', Vary: 'Cookie' });
    if (!existsSync(page)) response.status(503).type('text/plain; charset=utf-8').send(notBuilt);
    else if (!isStranger) response.sendFile(page);
    else {
      const html = await readFile(page, 'utf8');
      response.type('html').send(html.replace('<html ', `<html data-stranger="${demo ? 'demo' : 'here'}" `));
    }
  }
}

const codings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** Points whoever takes it to the compressed copy that the build wrote beside a script or a style. */
function compressedIn(folder: string): RequestHandler {
  const kept = new Set(existsSync(folder) ? readdirSync(folder) : []);
  return (request, response, next) => {
    const name = request.path.slice(1);
    const found = codings.find(([coding, end]) => kept.has(name + end) && request.acceptsEncodings(coding));
    if (found !== undefined) {
      const [coding, end] = found;
      const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
      response.set({ 'Content-Encoding': coding, 'Content-Type': `${type}; charset=utf-8`, Vary: 'Accept-Encoding' });
      request.url = `/${name}${end}`;
    }
    next();
  };
}

const builtScreens = join(import.meta.dirname, '../web/dist');

const notBuilt = `Vigie tourne, mais ses écrans ne sont pas construits. Dans son dossier : npm ci
Vigie runs, but its screens are not built. In its folder: npm ci
`;
