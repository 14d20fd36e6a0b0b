import { expect, test } from 'vitest';
import { startTestServer } from '../../support/server.ts';

const noon = Date.parse('2026-03-02T11:00:00Z');
const minute = 60_000;

test('raw readings come as they were stored, from inclusive and to exclusive', async () => {
  await using server = await startTestServer();
  await server.keep('eau-tartas', 'water.volume', [
    [noon, 100],
    [noon + 10 * minute, 110],
    [noon + 20 * minute, 125],
  ]);
  const answer = await server.ask(
    'responsable tartas',
    `/readings?device=eau-tartas&metric=water.volume&from=2026-03-02T12:00:00%2B01:00&to=${noon + 20 * minute}`,
  );
  expect(answer.body).toEqual({ unit: 'L', times: [noon, noon + 10 * minute], values: [100, 110] });
});

test('another organisation’s device does not exist', async () => {
  await using server = await startTestServer();
  const answer = await server.ask(
    'responsable dax',
    `/readings?device=eau-tartas&metric=water.volume&from=0&to=${noon}`,
  );
  expect(answer.status).toBe(404);
  expect(answer.body.detail).toBe('There is no device "eau-tartas"');
});

test('a question that makes no sense is answered in one line that says what to change', async () => {
  await using server = await startTestServer();
  const about = async (rest: string) =>
    (await server.ask('technician', `/readings?device=eau-tartas&metric=water.volume${rest}`)).body.detail;
  expect(await about(`&from=${noon}&to=${noon}`)).toBe('from: is not before to');
  expect(await about('&from=yesterday&to=0')).toMatch(/^from: is not an instant: write 2026-03-01T10:00:00Z/);
  expect(await about('&from=2026-03-02T12:00:00&to=0')).toMatch(/^from: is not an instant/);
  expect(await about('&from=0&to=1&step=2h')).toMatch(/^step: Invalid option: expected one of "5m"/);
  expect(await about(`&from=0&to=${noon}&step=5m`)).toBe('That is more than 50000 rows: ask with step=1d');
  expect(await about('&from=0&to=1&fn=mean')).toBe('fn: needs a step');
  expect(await about('&from=0&to=1&colour=red')).toBe('unknown colour');
});
