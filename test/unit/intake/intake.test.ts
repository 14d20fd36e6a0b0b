import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import type { Sender } from '../../../gateway/domain/intake.ts';
import type { Batch } from '../../../gateway/domain/journal.ts';
import { createDialects } from '../../../gateway/intake/dialects.ts';
import { createDirectory } from '../../../gateway/intake/directory.ts';
import { createIntake } from '../../../gateway/intake/intake.ts';
import { smallTerritory } from '../../support/territory.ts';

const sender: Sender = { id: 'tartas', mayPublish: () => true, mayWrite: () => true };
const co2 = (value: number) => Buffer.from(JSON.stringify({ metrics: { 'air.co2': value } }));
const topic = 'vigie/v1/mairie-tartas/tartas-air';

/** An intake whose clock and journal are in the test's hand: a commit lasts until `open`. */
function intakeInHand() {
  const clock = { now: Date.UTC(2026, 2, 1) };
  const batches: Batch[] = [];
  const gate = Promise.withResolvers<void>();
  const committing = Promise.withResolvers<void>();
  const directory = createDirectory({ territory: smallTerritory(), catalogue, known: [] });
  const intake = createIntake({
    directory,
    dialects: createDialects({ directory, publish: () => {} }).all,
    now: () => clock.now,
    commit: async (batch) => {
      committing.resolve();
      await gate.promise;
      batches.push(batch);
    },
    onTrouble: () => {},
  });
  return { clock, batches, intake, committing: committing.promise, open: gate.resolve };
}

test('messages without a time that wait for a slow journal keep the instant at which each arrived', async () => {
  const { clock, batches, intake, committing, open } = intakeInHand();
  const begin = clock.now;
  for (const minute of [0, 1, 2]) {
    clock.now = begin + minute * 60_000;
    intake.offer(sender, topic, co2(400 + minute), () => {});
    if (minute === 0) await committing;
  }
  open();
  await intake.close();
  expect(batches.flatMap((batch) => [...batch.readings.times])).toEqual([0, 1, 2].map((m) => begin + m * 60_000));
});

test('closing waits for what arrived during the last commit too', async () => {
  const { batches, intake, committing, open } = intakeInHand();
  const durable: number[] = [];
  intake.offer(sender, topic, co2(400), () => durable.push(400));
  await committing;
  intake.offer(sender, topic, co2(401), () => durable.push(401));
  const closed = intake.close();
  open();
  await closed;
  expect(durable).toEqual([400, 401]);
  expect(batches.length).toBe(2);
});

test('a device that invents instances without end is stopped, and what else it measures is still taken', async () => {
  const { batches, intake, open } = intakeInHand();
  open();
  const instances = Object.fromEntries(Array.from({ length: 2_500 }, (_, i) => [`i${i}`, i]));
  const wild = Buffer.from(JSON.stringify({ metrics: { 'air.co2': instances } }));
  expect(intake.offer(sender, topic, wild, () => {})).toBe('device "tartas-air" already has 2000 series');
  const other = Buffer.from(JSON.stringify({ metrics: { 'air.temperature': 21 } }));
  expect(intake.offer(sender, topic, other, () => {})).toBeUndefined();
  await intake.close();
  expect(batches.flatMap((batch) => [...batch.readings.values]).length).toBe(2_001);
});

test('of a message that another broker had kept only what brings its own time is taken, known device or not', async () => {
  const { batches, intake, open } = intakeInHand();
  open();
  const kept = (topic: string, body: unknown) =>
    intake.offer(sender, topic, Buffer.from(JSON.stringify(body)), () => {}, { retained: 'surely' });
  const time = '2026-02-28T10:00:00Z';
  const metrics = { 'air.co2': 400 };
  const mixed = [
    { time, metrics },
    { time, metrics: { 'air.temperature': 21 } },
  ];
  expect([kept(topic, { metrics }), kept(topic, mixed)]).toEqual([undefined, undefined]);
  expect([kept(`${topic}x`, { metrics }), kept(`${topic}y`, { time, metrics })]).toEqual([undefined, undefined]);
  await intake.close();
  expect(batches.flatMap((batch) => [...batch.readings.times])).toEqual([Date.parse(time), Date.parse(time)]);
  expect(batches.flatMap((batch) => batch.unknown.map(({ address }) => address))).toEqual([
    'native:mairie-tartas/tartas-airy',
  ]);
});
