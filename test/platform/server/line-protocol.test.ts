import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { ServerParts } from '../../../dashboard/server/server-parts.ts';
import { startTestServer } from '../../support/server.ts';

const point = 'water,device=eau-tartas volume=12 1772359200000000000';

async function write(
  server: Awaited<ReturnType<typeof startTestServer>>,
  body: string | Uint8Array<ArrayBuffer>,
  { scheme = 'Token', who = 'writer', query = '', headers = {} } = {},
) {
  const answer = await fetch(`${server.url}/api/v2/write${query}`, {
    method: 'POST',
    headers: { authorization: `${scheme} ${server.tokens.get(who)}`, ...headers },
    body,
  });
  return { status: answer.status, body: await answer.text() };
}

test('points written as to an InfluxDB 2 pass intake one by one, and are acknowledged without a body', async () => {
  await using server = await startTestServer();
  const answer = await write(server, `${point}\n# a comment\n\nair,device=air-dax co2=500 1772359200\n`, {
    query: '?org=agence&bucket=vigie&precision=s',
  });
  expect(answer).toEqual({ status: 204, body: '' });
  const [call] = server.accepted;
  expect(call?.sender.id).toBe('token automate');
  expect(call?.messages.map(({ topic, payload }) => [topic, Buffer.from(payload).toString()])).toEqual([
    ['api/v2/write/s', point],
    ['api/v2/write/s', 'air,device=air-dax co2=500 1772359200'],
  ]);
});

test('a body that Telegraf compressed is read', async () => {
  await using server = await startTestServer();
  const headers = { 'content-encoding': 'gzip', 'content-type': 'text/plain; charset=utf-8' };
  expect((await write(server, new Uint8Array(gzipSync(point)), { headers })).status).toBe(204);
  expect(server.accepted[0]?.messages.map(({ payload }) => Buffer.from(payload).toString())).toEqual([point]);
});

test('a point that cannot be taken is named, as InfluxDB names it', async () => {
  const accept = async () => [{ ok: true } as const, { ok: false, reason: 'a tag has no value' } as const];
  await using server = await startTestServer({ parts: { accept } });
  const answer = await write(server, `${point}\nair,device= co2=1`);
  expect([answer.status, JSON.parse(answer.body)]).toEqual([
    400,
    { code: 'invalid', message: 'partial write: 1 of 2 points were not taken: point 2: a tag has no value' },
  ]);
});

test('a body of a hundred thousand points is taken in by pieces, so that everybody else is answered meanwhile', async () => {
  const accept: ServerParts['accept'] = async (_, messages) => {
    pieces.push(messages.length);
    return messages.map(() => ({ ok: false, reason: 'no' }));
  };
  const pieces: number[] = [];
  await using server = await startTestServer({ parts: { accept } });
  const answer = await write(server, 'a b=1\n'.repeat(100_000));
  expect(Math.max(...pieces)).toBe(4_000);
  expect(pieces.reduce((sum, piece) => sum + piece)).toBe(100_000);
  expect(answer.body).toContain('100000 of 100000 points were not taken: point 1: no; point 2: no;');
  expect(answer.body).toContain('point 5: no; and 99995 more');
});

test('only tokens that may write write; a wrong precision, bytes and too much are told', async () => {
  await using server = await startTestServer();
  const status = async (...rest: Parameters<typeof write> extends [unknown, ...infer R] ? R : never) =>
    (await write(server, ...rest)).status;
  expect(await status(point, { who: 'screen' })).toBe(403);
  expect(await status(point, { who: 'nobody' })).toBe(401);
  expect(await status(point, { scheme: 'Basic' })).toBe(401);
  expect(await status(point, { query: '?precision=h' })).toBe(400);
  expect(await status(Uint8Array.of(0xff, 0xfe))).toBe(400);
  expect(
    await status(new Uint8Array(gzipSync('a'.repeat(9 * 2 ** 20))), { headers: { 'content-encoding': 'gzip' } }),
  ).toBe(413);
  expect(server.accepted).toEqual([]);
  const cookie = await fetch(`${server.url}/api/v2/write`, {
    method: 'POST',
    headers: await server.headersOf('administrator'),
    body: point,
  });
  expect(cookie.status).toBe(401);
});

test('a writer of one organisation brings nothing of another, and nobody unknown', async () => {
  await using server = await startTestServer();
  for (const who of ['writer', 'writer tartas'] as const) await write(server, point, { who });
  const may = server.accepted.map(({ sender }) => [
    sender.mayPublish('api/v2/write/ns'),
    sender.mayWrite({ id: 'air-dax', organisation: 'dax', site: 'mairie-dax' }),
    sender.mayWrite({ id: 'eau-tartas', organisation: 'tartas', site: 'mairie-tartas' }),
  ]);
  expect(may).toEqual([
    [true, true, true],
    [false, false, true],
  ]);
});

test('while nothing can be made durable a writer is told to come back', async () => {
  await using server = await startTestServer();
  const health = { ...server.parts.health(), intakeAccepts: false };
  await using full = await startTestServer({ parts: { health: () => health } });
  expect(JSON.parse((await write(full, point)).body)).toMatchObject({ code: 'unavailable' });
});
