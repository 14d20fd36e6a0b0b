import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openEmbeddedStore } from '../../../gateway/store/embedded/embedded-store.ts';
import { emptyFolder } from '../../support/folder.ts';

const noon = Date.UTC(2026, 2, 10, 12);
const devices = ['co2-1', 'co2-2'];

function seriesOf(id: number) {
  const device = devices[id];
  if (device === undefined) throw new Error(`series ${id} is not in the journal`);
  return { organisation: 'tartas', site: 'mairie-tartas', type: 'any', device, metric: 'air.co2', instance: '' };
}

function readings(...series: number[]) {
  return {
    series: Int32Array.from(series),
    times: Float64Array.from(series, () => noon),
    values: Float64Array.from(series, (id) => 600 + id),
  };
}

test('a series first met by an append that failed has its name once the append goes through, after a restart too', async () => {
  await using folder = await emptyFolder();
  const first = await openEmbeddedStore({ folder: folder.path, seriesOf });
  await expect(first.append(1, readings(0, 99))).rejects.toThrow('series 99 is not in the journal');
  await first.append(1, readings(0));
  await first.close();
  const store = await openEmbeddedStore({ folder: folder.path, seriesOf });
  expect(await store.latest(devices)).toMatchObject([{ device: 'co2-1', value: 600 }]);
  await store.append(2, readings(1));
  expect(await store.latest(devices)).toMatchObject([
    { device: 'co2-1', value: 600 },
    { device: 'co2-2', value: 601 },
  ]);
  await store.close();
});

test('while a device is erased the others answer as ever', async () => {
  await using folder = await emptyFolder();
  const store = await openEmbeddedStore({ folder: folder.path, seriesOf });
  await store.append(1, readings(0, 1));
  let isOver = false;
  const erased = store.erase('co2-2').then(() => {
    isOver = true;
  });
  const answers: number[] = [];
  while (!isOver) {
    answers.push((await store.latest(['co2-1'])).length);
    await turn();
  }
  await erased;
  expect(answers.length).toBeGreaterThan(1);
  expect(new Set(answers)).toEqual(new Set([1]));
  expect(await store.latest(devices)).toMatchObject([{ device: 'co2-1' }]);
  await store.close();
});
