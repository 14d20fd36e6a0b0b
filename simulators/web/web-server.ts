import { once } from 'node:events';
import http, { type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import https from 'node:https';

/** What may go wrong with a server, switched on and off while it runs. */
export interface WebFaults {
  /** the token that is held is refused after so many answers more; then a new one holds */
  unauthorizedAfter?: number | undefined;
  /** a page of a proxy instead of JSON, on paths that hold this */
  htmlOn?: string | undefined;
  /** 429 for so many requests, with these seconds in Retry-After unless undefined */
  tooMany?: { times: number; retryAfter?: number } | undefined;
  /** this status for so many requests on paths that hold this */
  failing?: { times: number; status: number; on: string } | undefined;
  /** each answer waits so long */
  delayMs?: number | undefined;
}

/** A running server; disposing of it ends every connection. */
export interface WebServer extends AsyncDisposable {
  readonly url: string;
  /** how many requests there were, by method and path */
  readonly requests: Map<string, number>;
}

export interface Call {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const maxBody = 65_536;

/** Serves JSON on a port of this machine (any free one with 0), with the faults that are switched on. */
export async function startWebServer(options: {
  readonly port?: number;
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly faults: WebFaults;
  reply(call: Call): Reply;
}): Promise<WebServer> {
  const { faults, tls } = options;
  const requests = new Map<string, number>();
  const listener: RequestListener = async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://simulated');
    const path = `${request.method} ${url.pathname}`;
    requests.set(path, (requests.get(path) ?? 0) + 1);
    let body = '';
    for await (const chunk of request) {
      body += String(chunk);
      if (body.length > maxBody) return void response.writeHead(413).end();
    }
    if (faults.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, faults.delayMs));
    const reply =
      faulty(faults, url.pathname) ??
      options.reply({ method: request.method ?? 'GET', url, body, headers: request.headers });
    send(response, reply);
  };
  const server = tls === undefined ? http.createServer(listener) : https.createServer(tls, listener);
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function faulty(faults: WebFaults, path: string): Reply | undefined {
  if (faults.tooMany !== undefined && faults.tooMany.times > 0) {
    faults.tooMany.times--;
    const { retryAfter } = faults.tooMany;
    return {
      status: 429,
      body: { message: 'Too many requests' },
      ...(retryAfter !== undefined && { headers: { 'retry-after': String(retryAfter) } }),
    };
  }
  if (faults.failing !== undefined && faults.failing.times > 0 && path.includes(faults.failing.on)) {
    faults.failing.times--;
    return { status: faults.failing.status, body: { message: 'switched on in the simulator' } };
  }
  if (faults.htmlOn !== undefined && path.includes(faults.htmlOn)) {
    return { status: 200, body: '<html><body>Connexion</body></html>', headers: { 'content-type': 'text/html' } };
  }
  return undefined;
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body));
}

/** Bearer tokens: handed out, checked, and refused when the fault says so. */
export function createTokens(faults: WebFaults, lifeMs: number, now: () => number) {
  const tokens = new Map<string, number>();
  let made = 0;
  return {
    issue(): string {
      // a renewed token is not refused again
      if (faults.unauthorizedAfter !== undefined && faults.unauthorizedAfter <= 0) faults.unauthorizedAfter = undefined;
      const token = `token-${++made}`;
      tokens.clear();
      tokens.set(token, now() + lifeMs);
      return token;
    },
    isGood(authorization: string | undefined): boolean {
      const until = tokens.get(authorization?.replace(/^Bearer /, '') ?? '');
      if (until === undefined || until <= now()) return false;
      if (faults.unauthorizedAfter === undefined) return true;
      return faults.unauthorizedAfter-- > 0;
    },
  };
}
