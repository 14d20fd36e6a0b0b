import { request } from 'node:http';
import { expect, test } from 'vitest';
import { startTestServer, type TestServer, type Who } from '../../support/server.ts';

interface Hostile {
  readonly title: string;
  readonly who: Who;
  readonly path: string;
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly status: number;
  readonly detail: RegExp;
}

const json = { 'content-type': 'application/json' };
const inputs: readonly Hostile[] = [
  { title: 'a huge limit', who: 'screen', path: '/devices?limit=1001', status: 400, detail: /limit: is not from 1 to/ },
  {
    title: 'a limit of words',
    who: 'screen',
    path: '/devices?limit=all',
    status: 400,
    detail: /limit: is not a whole/,
  },
  { title: 'a limit of nothing', who: 'screen', path: '/devices?limit=0', status: 400, detail: /limit: is not from 1/ },
  { title: 'a limit named twice', who: 'screen', path: '/devices?limit=1&limit=2', status: 400, detail: /^limit:/ },
  {
    title: 'a bad cursor',
    who: 'screen',
    path: '/devices?cursor=%27%3B--',
    status: 400,
    detail: /^cursor: is not one/,
  },
  {
    title: 'a bad number cursor',
    who: 'technician',
    path: '/refused?cursor=x',
    status: 400,
    detail: /^cursor: is not/,
  },
  { title: 'a prototype in the query', who: 'screen', path: '/devices?__proto__=1', status: 400, detail: /__proto__/ },
  {
    title: 'a metric of the prototype',
    who: 'screen',
    path: '/readings?device=eau-dax&metric=constructor&from=0&to=1',
    status: 400,
    detail: /^metric: eau-dax measures water.volume/,
  },
  {
    title: 'a device of the prototype',
    who: 'screen',
    path: '/devices/__proto__',
    status: 404,
    detail: /^There is no device "__proto__"$/,
  },
  { title: 'an id with a broken escape', who: 'screen', path: '/devices/%E0%A4%A', status: 400, detail: /decode/ },
  {
    title: 'an instant past all calendars',
    who: 'screen',
    path: '/readings?device=eau-dax&metric=water.volume&from=0&to=99999999999999999',
    status: 400,
    detail: /^to: is not an instant/,
  },
  {
    title: 'a body of 1 MB',
    who: 'writer',
    method: 'POST',
    path: '/readings',
    body: { device: 'eau-dax', metrics: { x: 'y'.repeat(1_000_000) } },
    status: 413,
    detail: /larger than 256 kB/,
  },
  {
    title: 'a body of another type',
    who: 'writer',
    method: 'POST',
    path: '/readings',
    body: 'device=eau-dax',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    status: 415,
    detail: /application\/json/,
  },
  { title: 'no body', who: 'writer', method: 'POST', path: '/readings', status: 415, detail: /application\/json/ },
  {
    title: 'broken JSON',
    who: 'writer',
    method: 'POST',
    path: '/readings',
    body: '{"device":',
    headers: json,
    status: 400,
    detail: /JSON/,
  },
  {
    title: 'a bare word',
    who: 'writer',
    method: 'POST',
    path: '/readings',
    body: '"x"',
    headers: json,
    status: 400,
    detail: /JSON/,
  },
  {
    title: 'a prototype in the body',
    who: 'administrator',
    method: 'POST',
    path: '/tokens',
    body: '{"name":"x","role":"screen","__proto__":{"role":"administrator"}}',
    headers: json,
    status: 400,
    detail: /unknown __proto__/,
  },
  {
    title: 'an unknown key',
    who: 'administrator',
    method: 'POST',
    path: '/tokens',
    body: { name: 'x', role: 'screen', admin: true },
    status: 400,
    detail: /body: unknown admin/,
  },
  { title: 'another method', who: 'administrator', method: 'PUT', path: '/devices', status: 405, detail: /GET/ },
  { title: 'another path', who: 'administrator', path: '/nothing', status: 404, detail: /nothing here/ },
  {
    title: 'a token that nobody gave',
    who: 'nobody',
    path: '/devices',
    headers: { authorization: 'Bearer guess' },
    status: 401,
    detail: /Sign in first/,
  },
  {
    title: 'a cookie of another shape',
    who: 'nobody',
    path: '/devices',
    headers: { cookie: `vigie=${'x'.repeat(5_000)}` },
    status: 401,
    detail: /Sign in first/,
  },
];

test.each(inputs)(
  '$title is refused in one line',
  async ({ who, path, method = 'GET', body, headers = {}, ...expected }) => {
    await using server = await startTestServer();
    const answer = await server.ask(who, path, { method, body, headers });
    expect(answer.status, answer.text).toBe(expected.status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toEqual({
      type: 'about:blank',
      title: expect.any(String),
      status: expected.status,
      detail: expect.stringMatching(expected.detail),
      ...(expected.status === 401 ? { demo: true } : {}),
    });
    expect(answer.body.detail).not.toMatch(/\n|node_modules|at \//);
    expect(server.logged).toEqual([]);
  },
);

test('a body is not read before it is known who sends it', async () => {
  await using server = await startTestServer();
  const status = await new Promise((resolve, reject) => {
    const call = request(`${server.url}/api/v1/readings`, {
      method: 'POST',
      headers: { ...json, 'content-length': 200_000 },
    });
    call.on('response', (response) => resolve(response.statusCode));
    call.on('error', reject);
    // The body never comes.
    call.flushHeaders();
  });
  expect(status).toBe(401);
});

test('a bug inside is answered without its text, and stands in the log', async () => {
  await using server = await startTestServer({
    parts: {
      health: () => {
        throw new Error('secret of the house');
      },
    },
  });
  const answer = await server.ask('nobody', '!/readyz');
  expect(answer.status).toBe(500);
  expect(answer.text).not.toContain('secret');
  expect(server.logged).toMatchObject([{ level: 'error', message: 'a request met a bug' }]);
});

test('a socket that sends nonsense is answered or cut, and the others go on', async () => {
  await using server = await startTestServer();
  const socket = await connected(server, 'technician');
  const other = await connected(server, 'screen');
  const ask = (what: unknown) => new Promise((resolve) => socket.emit('watch', what, resolve));
  const nothing = { ok: false, code: 'not_found' };
  expect(await ask(null)).toEqual(nothing);
  expect(await ask({ site: ['mairie-dax'] })).toEqual(nothing);
  expect(await ask({ site: 'mairie-dax', device: 'eau-dax' })).toEqual(nothing);
  expect(await ask(JSON.parse('{"__proto__":{"site":"mairie-dax"}}'))).toEqual(nothing);
  socket.emit('watch', { site: 'mairie-dax' } as never, 'no function' as never);
  const cut = new Promise((resolve) => socket.on('disconnect', resolve));
  socket.emit('watch', 'x'.repeat(20_000), () => {});
  await cut;
  expect(await new Promise((resolve) => other.emit('watch', { site: 'mairie-dax' }, resolve))).toEqual({ ok: true });
});

test('a socket watches a hundred things at most', async () => {
  await using server = await startTestServer({
    parts: { territory: () => ({ ...many, clients: new Map(), calendars: new Map(), mappings: [] }) },
  });
  const socket = await connected(server, 'technician');
  const answers = [];
  for (let i = 0; i < 105; i++) {
    answers.push(await new Promise((resolve) => socket.emit('watch', { organisation: `o${i}` }, resolve)));
  }
  expect(answers.filter((answer) => (answer as { ok: boolean }).ok)).toHaveLength(100);
});

const many = {
  organisations: new Map(Array.from({ length: 105 }, (_, i) => [`o${i}`, { id: `o${i}`, name: `${i}` }])),
  sites: new Map(),
  devices: new Map(),
};

async function connected(server: TestServer, who: Who) {
  const socket = await server.socket(who);
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('connect_error', reject);
  });
  return socket;
}
