import { once } from 'node:events';
import { createServer } from 'node:http';

/** What stands between Vigie and an engine: it passes a request on, or answers instead. */
export interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body: string;
}

/** A proxy of HTTP before `target`; `meddle` may wait, or answer in the engine's place. */
export async function startProxy(target: string, meddle: (path: string, body: string) => Promise<Answer | undefined>) {
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const body = Buffer.concat(pieces);
    const path = request.url ?? '/';
    const own = await meddle(path, body.toString());
    if (own !== undefined) {
      response.writeHead(own.status, { 'content-type': own.type ?? 'application/json' }).end(own.body);
      return;
    }
    const headers = Object.fromEntries(
      ['authorization', 'content-type', 'content-encoding'].flatMap((name) => {
        const value = request.headers[name];
        return typeof value === 'string' ? [[name, value]] : [];
      }),
    );
    try {
      const method = request.method ?? 'GET';
      const answer = await fetch(`${target}${path}`, { method, headers, ...(method === 'POST' && { body }) });
      const version = answer.headers.get('x-influxdb-version');
      response
        .writeHead(answer.status, {
          'content-type': answer.headers.get('content-type') ?? 'application/json',
          ...(version !== null && { 'x-influxdb-version': version }),
        })
        .end(Buffer.from(await answer.arrayBuffer()));
    } catch {
      response.destroy(); // as a proxy whose engine is gone
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    host: `127.0.0.1:${port}`,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
