import { expect, test } from 'vitest';
import type { Outcome } from '../../../gateway/domain/intake.ts';
import { startTestServer } from '../../support/server.ts';

test('written readings pass intake as native messages, in order, and are acknowledged without a body', async () => {
  await using server = await startTestServer();
  const body = [
    { device: 'eau-tartas', time: '2026-03-01T10:00:00Z', metrics: { 'water.volume': 12 } },
    { device: 'air-dax', time: 1_772_359_200_000, metrics: { 'air.co2': { hall: 500 } } },
  ];
  const answer = await server.ask('writer', '/readings', { method: 'POST', body });
  expect([answer.status, answer.text]).toEqual([204, '']);
  const [call] = server.accepted;
  expect(call?.sender.id).toBe('token automate');
  expect(call?.messages.map(({ topic, payload }) => [topic, JSON.parse(Buffer.from(payload).toString())])).toEqual([
    ['vigie/v1/mairie-tartas/eau-tartas', { time: '2026-03-01T10:00:00Z', metrics: { 'water.volume': 12 } }],
    ['vigie/v1/mairie-dax/air-dax', { time: 1_772_359_200_000, metrics: { 'air.co2': { hall: 500 } } }],
  ]);
});

test('what intake refuses is answered with its reasons, each with its place', async () => {
  const outcomes: Outcome[] = [{ ok: true }, { ok: false, reason: 'water.volume: not a number' }];
  await using server = await startTestServer({ parts: { accept: async () => outcomes } });
  const one = { device: 'eau-dax', metrics: { 'water.volume': 1 } };
  const answer = await server.ask('writer', '/readings', { method: 'POST', body: [one, one] });
  expect(answer.body).toMatchObject({ status: 400, detail: '[1] water.volume: not a number' });
});

test('while nothing can be made durable a script is told to come back', async () => {
  await using server = await startTestServer();
  const health = { ...server.parts.health(), intakeAccepts: false };
  await using full = await startTestServer({ parts: { health: () => health } });
  const body = { device: 'eau-dax', metrics: { 'water.volume': 1 } };
  const answer = await full.ask('writer', '/readings', { method: 'POST', body });
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60']);
  expect(full.accepted).toEqual([]);
});
