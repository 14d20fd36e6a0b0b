import express, { type Express, type Request as Incoming, type NextFunction, type Response } from 'express';
import type { Measures } from './health.ts';
import { identify } from './identify.ts';
import { originOf, ownOrigin } from './origin.ts';
import { asRefusal, problem, Refusal } from './problem.ts';
import type { Answer, Method, Route } from './route.ts';
import type { ServerParts } from './server-parts.ts';

const bodyAtMost = '256kb';
export const apiRoot = '/api/v1';

/** Puts the table of routes on an Express application: who, from where, may they, then the route's own answer. */
export function mountRoutes(app: Express, routes: readonly Route[], parts: ServerParts, measures: Measures): void {
  const readBody = express.json({ limit: bodyAtMost, strict: true });
  for (const route of routes) {
    app[route.method](apiRoot + route.path, async (request: Incoming, response: Response) => {
      const began = performance.now();
      response.once('finish', () => {
        const name = `${route.method.toUpperCase()} ${route.path}`;
        measures.answered(name, response.statusCode, (performance.now() - began) / 1000);
      });
      const { identity } = await admitted(route, request, parts);
      const hasBody = route.schemas.body !== undefined;
      if (hasBody) await new Promise<void>((resolve, reject) => readJson(request, response, resolve, reject));
      const answer = await route.answer({
        params: request.params,
        query: request.query,
        body: hasBody ? request.body : undefined,
        identity,
        address: request.ip ?? '',
        secure: request.secure,
        origin: ownOrigin(request.headers, request.secure, parts.config),
        now: Date.now(),
      });
      send(response, answer);
    });
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map((route) => route.method.toUpperCase());
    app.all(apiRoot + path, () => {
      throw new Refusal(405, `This path knows ${methods.join(', ')}`, { Allow: methods.join(', ') });
    });
  }

  function readJson(request: Incoming, response: Response, done: () => void, failed: (error: unknown) => void): void {
    if (request.is('application/json') === false) {
      failed(new Refusal(415, 'Send the body as application/json'));
      return;
    }
    readBody(request, response, (error?: unknown) => (error === undefined ? done() : failed(error)));
  }
}

/** The last words of an application: what nobody answered, and what went wrong. */
export function mountErrors(app: Express, { log, config }: ServerParts): void {
  app.use(() => {
    throw new Refusal(404, 'There is nothing here');
  });
  app.use((error: unknown, request: Incoming, response: Response, next: NextFunction) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const refusal = asRefusal(error);
    if (refusal === undefined) {
      log.error({ err: error, method: request.method, path: request.path }, 'a request met a bug');
      refuse(response, new Refusal(500, 'Vigie made a mistake; it is in its log'));
    } else {
      refuse(response, refusal, config.demo);
    }
  });
}

async function admitted(route: Route, request: Incoming, { accounts, config }: ServerParts) {
  const caller = await identify(request.headers, accounts, Date.now());
  const origin = originOf(request.headers, config);
  const opensSession = route.method === 'post' && route.path === '/session';
  const { identity } = caller;
  if (route.roles !== 'anyone' && identity === undefined) {
    throw new Refusal(401, 'Sign in first', { 'WWW-Authenticate': 'Bearer realm="vigie"' });
  }
  if (changes(route.method) && origin !== 'ours') {
    const passes = origin === 'absent' && (opensSession || caller.by === 'bearer');
    if (!passes) throw new Refusal(403, 'The request does not come from a page of this Vigie (Origin)');
  }
  if (typeof route.roles !== 'string' && identity !== undefined && !route.roles.includes(identity.role)) {
    throw new Refusal(403, `This is not open to the role ${identity.role}`);
  }
  return caller;
}

function changes(method: Method): boolean {
  return method !== 'get';
}

function send(response: Response, { status, body, headers = {} }: Answer): void {
  response.status(status).set({ 'Cache-Control': 'no-store', ...headers });
  if (body === undefined) response.end();
  else if (typeof body === 'string' || Buffer.isBuffer(body)) response.send(body);
  else response.json(body);
}

function refuse(response: Response, refusal: Refusal, demo = false): void {
  const said = { ...problem(refusal.status, refusal.message), ...refusal.more };
  response
    .status(refusal.status)
    .set({ 'Cache-Control': 'no-store', ...refusal.headers })
    .type('application/problem+json')
    .send(JSON.stringify(refusal.status === 401 && demo ? { ...said, demo } : said));
}
