import { expect, test } from 'vitest';
import { createHanding } from '../../../commands/platform/handing.ts';
import { VigieError } from '../../../gateway/domain/error.ts';
import type { Message } from '../../../gateway/domain/intake.ts';
import { smallTerritory } from '../../support/territory.ts';

const learnt = [
  { device: 'tartas-eau', time: 1, metrics: { 'device.up': 1 } },
  { device: 'dax-air', time: 2, metrics: { 'device.up': 1 } },
  { device: 'gone', time: 3, metrics: { 'device.up': 1 } },
];

test('what an intake turns away is handed in again until it is taken, and both ends are told once', async () => {
  const world = handing();
  world.refuses(3);
  await Promise.all([world.hand(learnt), world.hand(learnt.slice(0, 1))]);
  expect(world.taken.map(({ topic }) => topic).sort()).toEqual([
    'vigie/v1/ecole-dax/dax-air',
    'vigie/v1/mairie-tartas/tartas-eau',
    'vigie/v1/mairie-tartas/tartas-eau',
  ]);
  expect(world.told).toEqual([
    'what the collector learns is not taken: who waits is not asked again',
    'what the collector learns is taken again',
  ]);
});

test('a stop ends the waiting', async () => {
  const world = handing();
  world.refuses(Number.POSITIVE_INFINITY);
  const waiting = world.hand(learnt);
  world.stop();
  await waiting;
  expect(world.taken).toEqual([]);
});

test('a bug of the intake is not waited out', async () => {
  const { untilTaken: hand } = createHanding({
    ...handing().options,
    accept: () => Promise.reject(new TypeError('oops')),
  });
  await expect(hand(learnt)).rejects.toThrow(TypeError);
});

test('what is handed in once says whether it was taken', async () => {
  const world = handing();
  const { once } = createHanding(world.options);
  world.refuses(1);
  expect([await once(learnt), await once(learnt)]).toEqual([false, true]);
  expect(world.taken).toHaveLength(2);
});

function handing() {
  const taken: Message[] = [];
  const told: string[] = [];
  const stopped = new AbortController();
  let left = 0;
  const options = {
    accept: async (_: unknown, messages: readonly Message[]) => {
      if (left-- > 0) throw new VigieError('unavailable', 'the journal takes nothing');
      taken.push(...messages);
      return [];
    },
    territory: () => smallTerritory(),
    log: {
      info: (_: object, message: string) => told.push(message),
      warn: (_: object, message: string) => told.push(message),
    },
    signal: stopped.signal,
    retryMs: 5,
  };
  return {
    options,
    taken,
    told,
    hand: createHanding(options).untilTaken,
    refuses: (times: number) => {
      left = times;
    },
    stop: () => stopped.abort(),
  };
}
