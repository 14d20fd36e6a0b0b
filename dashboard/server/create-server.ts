import { once } from 'node:events';
import { createServer as createHttp, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import express from 'express';
import helmet from 'helmet';
import { mountErrors, mountRoutes } from './dispatch.ts';
import { createFineReads } from './fine-reads.ts';
import { mountHealth } from './health.ts';
import { mountLineProtocol } from './line-protocol.ts';
import { createLostPasswords, type LostPasswords } from './lost-passwords.ts';
import type { Route } from './route.ts';
import { accountRoutes } from './routes/account-routes.ts';
import { alertRoutes } from './routes/alert-routes.ts';
import { auditRoutes } from './routes/audit-routes.ts';
import { availabilityRoutes } from './routes/availability-routes.ts';
import { backupsRoutes } from './routes/backups-routes.ts';
import { mountDocs, withDescription } from './routes/description-routes.ts';
import { deviceRoutes } from './routes/device-routes.ts';
import { dutyRoutes } from './routes/duty-routes.ts';
import { energyRoutes } from './routes/energy-routes.ts';
import { inboxRoutes } from './routes/inbox-routes.ts';
import { latestRoutes } from './routes/latest-routes.ts';
import { linkRoutes } from './routes/link-routes.ts';
import { maintenanceRoutes } from './routes/maintenance-routes.ts';
import { memberRoutes } from './routes/member-routes.ts';
import { meterEntryRoutes } from './routes/meter-entry-routes.ts';
import { noticeRoutes } from './routes/notice-routes.ts';
import { ownAccountRoutes } from './routes/own-account-routes.ts';
import { readingsRoutes } from './routes/readings-routes.ts';
import { ruleRoutes } from './routes/rule-routes.ts';
import { scanRoutes } from './routes/scan-routes.ts';
import { searchRoutes } from './routes/search-routes.ts';
import { serverAuditRoutes } from './routes/server-audit-routes.ts';
import { sessionRoutes } from './routes/session-routes.ts';
import { territoryRoutes } from './routes/territory-routes.ts';
import { ticketRoutes } from './routes/ticket-routes.ts';
import { tokenRoutes } from './routes/token-routes.ts';
import { writeRoutes } from './routes/write-routes.ts';
import type { ServerConfig, ServerParts } from './server-parts.ts';
import { createSockets, type Sockets } from './sockets.ts';
import { mountScreens } from './static.ts';

const connectionsAtMost = 5_000;

export interface RunningServer extends AsyncDisposable {
  readonly address: string;
  readonly port: number;
  readonly url: string;
  /** Closes the sockets of a person, a token or a session, at once. */
  readonly end: Sockets['end'];
}

/** Listens: the HTTP API, the live sockets and the screens, on one port. Rejects where the port is taken. */
export async function createServer(parts: ServerParts): Promise<RunningServer> {
  await using stack = new AsyncDisposableStack();
  const { config } = parts;
  const app = express();
  const http = config.tls ? createHttps({ ...config.tls }, app) : createHttp(app);
  http.requestTimeout = 60_000;
  http.headersTimeout = 20_000;
  http.maxConnections = connectionsAtMost;

  const fineReads = createFineReads(parts.audit);
  const sockets = stack.use(createSockets(http, parts, fineReads));
  app.set('trust proxy', config.trustProxy ?? false);
  app.set('etag', false);
  app.disable('x-powered-by');
  app.use(helmet(headers(config)));
  const measures = stack.use(mountHealth(app, parts));
  const lost = stack.use(createLostPasswords(parts));
  const routes = routesOf(parts, { sockets: () => sockets, lost: () => lost }, fineReads);
  mountDocs(app, routes, config.version);
  mountRoutes(app, routes, parts, measures);
  mountLineProtocol(app, parts);
  mountScreens(app, config);
  mountErrors(app, parts);

  await listen(http, config.listen);
  const bound = http.address();
  if (bound === null || typeof bound === 'string') throw new Error('the server listens on no port');
  const kept = stack.move();
  const host = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address;
  return {
    address: bound.address,
    port: bound.port,
    url: `${config.tls ? 'https' : 'http'}://${host}:${bound.port}`,
    end: sockets.end,
    async [Symbol.asyncDispose]() {
      // Socket.IO closes the HTTP server with itself; connections that idle would hold it open.
      const closed = kept.disposeAsync();
      http.closeAllConnections();
      await closed;
    },
  };
}

/** The one table of the API's paths. */
export function routesOf(
  parts: ServerParts,
  { sockets, lost }: { sockets: () => Sockets; lost: () => LostPasswords },
  fineReads = createFineReads(parts.audit),
): Route[] {
  return withDescription(
    [
      ...sessionRoutes(parts, sockets),
      ...linkRoutes(parts, sockets, lost),
      ...ownAccountRoutes(parts, sockets),
      ...territoryRoutes(parts),
      ...memberRoutes(parts),
      ...searchRoutes(parts),
      ...alertRoutes(parts),
      ...ticketRoutes(parts),
      ...latestRoutes(parts, fineReads),
      ...readingsRoutes(parts, fineReads),
      ...availabilityRoutes(parts),
      ...energyRoutes(parts),
      ...meterEntryRoutes(parts),
      ...maintenanceRoutes(parts),
      ...ruleRoutes(parts),
      ...backupsRoutes(parts),
      ...writeRoutes(parts),
      ...deviceRoutes(parts),
      ...serverAuditRoutes(parts, fineReads),
      ...inboxRoutes(parts),
      ...scanRoutes(parts),
      ...accountRoutes(parts, sockets),
      ...auditRoutes(parts),
      ...tokenRoutes(parts, sockets),
      ...noticeRoutes(parts),
      ...dutyRoutes(parts),
    ],
    parts.config.version,
  );
}

async function listen(http: Server, { host, port }: ServerConfig['listen']): Promise<void> {
  http.listen(port, host);
  await once(http, 'listening');
}

function headers(config: ServerConfig): Parameters<typeof helmet>[0] {
  const https = config.tls !== undefined || config.publicUrl?.startsWith('https:') === true;
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: https ? { maxAge: 15_552_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
  };
}
