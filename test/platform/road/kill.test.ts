import { setTimeout as pause } from 'node:timers/promises';
import { connectAsync } from 'mqtt';
import { expect, test } from 'vitest';
import { emptyFolder } from '../../support/folder.ts';
import { productionFolder, startVigie } from '../../support/vigie.ts';

const rounds = 20;
const window = 200;

test('kill -9 at random moments under load, twenty rounds: every acknowledged reading is in the store, each once', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  const begin = Date.UTC(2026, 9, 1);
  const acknowledged = new Set<number>();
  let next = 0;
  const seed = Math.floor(Math.random() * 1e9);
  const moment = randomOf(seed);

  for (let round = 0; round < rounds; round++) {
    await using vigie = await startVigie(place);
    const client = await connectAsync(`mqtt://127.0.0.1:${place.mqtt}`, {
      username: 'tartas',
      password: 'tartas',
      reconnectPeriod: 0,
    });
    client.on('error', () => {}); // its broker is going to die
    let isOver = false;
    const publishing = Array.from({ length: window }, async () => {
      while (!isOver) {
        const n = next++;
        const payload = JSON.stringify({ time: begin + n, metrics: { 'air.co2': n % 5_000 } });
        await client.publishAsync('vigie/v1/mairie/air', payload, { qos: 1 });
        acknowledged.add(n);
      }
    });
    await pause(50 + moment() * 500);
    await vigie.kill('SIGKILL');
    isOver = true;
    client.end(true);
    await Promise.race([Promise.allSettled(publishing), pause(200)]);
  }
  expect(acknowledged.size, `seed ${seed}`).toBeGreaterThan(rounds * 50);

  await using vigie = await startVigie(place);
  await expect.poll(() => vigie.get('/readyz'), { timeout: 30_000 }).toMatchObject({ store: { behind: 0 } });
  const stored = new Map<number, number>();
  for (let from = 0; from < next; from += 20_000) {
    const curve = await vigie.get(
      `/api/v1/readings?device=air&metric=air.co2&from=${begin + from}&to=${begin + Math.min(from + 20_000, next)}`,
    );
    const { times, values } = curve as { times: number[]; values: number[] };
    for (const [row, time] of times.entries()) {
      expect(stored.has(time - begin), `reading ${time - begin} twice, seed ${seed}`).toBe(false);
      stored.set(time - begin, values[row] ?? -1);
    }
  }
  const lost = [...acknowledged].filter((n) => stored.get(n) !== n % 5_000);
  expect(lost, `seed ${seed}`).toEqual([]);
}, 180_000);

/** mulberry32: numbers in [0, 1) that a seed repeats. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
