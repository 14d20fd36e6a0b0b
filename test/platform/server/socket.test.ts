import { expect, test } from 'vitest';
import type { Changes, Watch, WatchAnswer } from '../../../dashboard/contract/socket.ts';
import { startTestServer, type TestServer, type Who } from '../../support/server.ts';

const water = (device: string, value: number) => ({ device, metric: 'water.volume', instance: '', time: 1_000, value });

test('a watcher of a site first gets all that is known, then what changes', async () => {
  await using server = await startTestServer();
  server.live.push(water('eau-tartas', 1));
  const screen = await connect(server, 'responsable tartas');

  expect(await screen.watch({ site: 'mairie-tartas' })).toEqual({ ok: true });
  server.live.push(water('eau-tartas', 2), water('eau-dax', 9));
  await expect
    .poll(() => screen.seen)
    .toEqual([
      ['snapshot', [reading('eau-tartas', 1)]],
      ['changes', [reading('eau-tartas', 2)]],
    ]);
});

function reading(device: string, value: number) {
  return { device, metric: 'water.volume', time: '1970-01-01T00:00:01.000Z', value, unit: 'L' };
}

async function connect(server: TestServer, who: Who) {
  const socket = await server.socket(who);
  const seen: [string, Changes['readings']][] = [];
  socket.on('snapshot', (_, state) => seen.push(['snapshot', state.readings]));
  socket.on('changes', (changes) => seen.push(['changes', changes.readings]));
  await new Promise<void>((resolve, reject) => {
    socket.on('connect', resolve);
    socket.on('connect_error', reject);
  });
  return {
    socket,
    seen,
    watch: (what: Watch) => new Promise<WatchAnswer>((resolve) => socket.emit('watch', what, resolve)),
  };
}
