import { once } from 'node:events';
import { createServer } from 'node:http';

/*
 * The paths of InfluxDB 2.7 and 3 Core that Vigie asks before it writes, answered as their documentation says. It keeps no
 * readings: it stands in for engines that no package offers, to test how they are found and prepared. What they do with
 * readings is tested with the real ones, by `npm run test:docker`.
 */

export interface FakeInfluxDb extends AsyncDisposable {
  readonly host: string;
  /** every request, as `POST /api/v2/write?…` */
  readonly asked: string[];
  readonly written: string[];
  readonly buckets: { id: string; orgID: string; name: string }[];
  readonly mappings: Record<string, unknown>[];
  readonly removed: Record<string, unknown>[];
}

export interface FakeOptions {
  /** as its header says: `v2.7.11`, `3.1.0` */
  readonly version: string;
  readonly token?: string;
  readonly organisations?: readonly string[];
  readonly buckets?: readonly string[];
  /** a bucket is mapped to the database of its name by itself, as later releases of 2.x do */
  readonly mapsByItself?: boolean;
  /** what 3 Core answers to a query that reads too many of its files */
  readonly refusesReads?: string;
}

export async function startFakeInfluxDb(options: FakeOptions): Promise<FakeInfluxDb> {
  const { version, organisations = ['agence'] } = options;
  const isThree = /^v?3/.test(version);
  const orgs = organisations.map((name, at) => ({ id: `org-${at}`, name }));
  const buckets = (options.buckets ?? []).map((name, at) => ({ id: `bucket-${at}`, orgID: 'org-0', name }));
  const [asked, written]: [string[], string[]] = [[], []];
  const [mappings, removed]: [Record<string, unknown>[], Record<string, unknown>[]] = [[], []];

  function answer(method: string, url: URL, body: string, authorization: string | undefined): [number, unknown] {
    const { pathname: path, searchParams: query } = url;
    const isAllowed = options.token === undefined || authorization === `Token ${options.token}`;
    // 2.x answers /ping to everybody, 3 Core to nobody without a token
    if (path === '/ping' && (!isThree || isAllowed)) {
      return isThree ? [200, { version, revision: 'fake', process_id: '0' }] : [204, undefined];
    }
    if (!isAllowed) {
      return [
        401,
        isThree ? { error: 'unauthorized access' } : { code: 'unauthorized', message: 'unauthorized access' },
      ];
    }
    const bucket = buckets.find(({ name }) => name === (query.get('bucket') ?? query.get('name') ?? query.get('db')));
    if (path === '/api/v2/write' && method === 'POST') {
      if (!isThree && bucket === undefined) {
        return [404, { code: 'not found', message: `bucket "${query.get('bucket')}" not found` }];
      }
      written.push(body);
      return [204, undefined];
    }
    if (path === '/query') {
      if (isThree) {
        return options.refusesReads === undefined ? [200, { results: [] }] : [400, { error: options.refusesReads }];
      }
      const isMapped = options.mapsByItself === true || mappings.some(({ database }) => database === query.get('db'));
      return bucket !== undefined && isMapped
        ? [200, { results: [{ statement_id: 0 }] }]
        : [404, { code: 'not found', message: 'dbrp mapping not found' }];
    }
    if (isThree) return [404, { error: 'not found' }];
    const json = (): Record<string, unknown> => JSON.parse(body);
    if (path === '/api/v2/buckets' && method === 'GET') {
      return bucket === undefined
        ? [404, { code: 'not found', message: `bucket "${query.get('name')}" not found` }]
        : [200, { buckets: [bucket] }];
    }
    if (path === '/api/v2/buckets') {
      const made = { id: `bucket-${buckets.length}`, orgID: String(json().orgID), name: String(json().name) };
      buckets.push(made);
      return [201, made];
    }
    if (path === '/api/v2/orgs') {
      const found = orgs.filter(({ name }) => query.get('org') === null || name === query.get('org'));
      return found.length === 0
        ? [404, { code: 'not found', message: 'organization not found' }]
        : [200, { orgs: found }];
    }
    if (path === '/api/v2/dbrps') {
      mappings.push(json());
      return [201, json()];
    }
    if (path === '/api/v2/delete') {
      removed.push({ ...json(), ...Object.fromEntries(query) });
      return [204, undefined];
    }
    return [404, { code: 'not found', message: 'path not found' }];
  }

  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const url = new URL(request.url ?? '/', 'http://fake');
    asked.push(`${request.method} ${url.pathname}${url.search}`);
    const method = request.method ?? 'GET';
    const [status, body] = answer(method, url, Buffer.concat(pieces).toString(), request.headers.authorization);
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      ...(status !== 401 && { 'x-influxdb-version': version }),
    });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    host: `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    asked,
    written,
    buckets,
    mappings,
    removed,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
