import fc from 'fast-check';
import protobuf from 'protobufjs';
import { expect, test } from 'vitest';
import { intakeOf } from '../../support/intake-of.ts';

/** The public description of a payload, as far as these tests write it. */
const { Payload } = protobuf.parse(
  `
  syntax = "proto2";
  message Payload {
    message PropertyValue { optional uint32 type = 1; optional string string_value = 8; }
    message PropertySet { repeated string keys = 1; repeated PropertyValue values = 2; }
    message Metric {
      optional string name = 1; optional uint64 alias = 2; optional uint64 timestamp = 3; optional uint32 datatype = 4;
      optional bool is_historical = 5; optional bool is_null = 7; optional PropertySet properties = 9;
      oneof value {
        uint32 int_value = 10; uint64 long_value = 11; float float_value = 12; double double_value = 13;
        bool boolean_value = 14; string string_value = 15;
      }
    }
    optional uint64 timestamp = 1; repeated Metric metrics = 2; optional uint64 seq = 3;
  }`,
  { keepCase: true },
).root.nested as { Payload: protobuf.Type };

const noon = Date.UTC(2026, 2, 1, 10);
const at = '2026-03-01T10:00:00.000Z';
const bytes = (seq: number | undefined, ...metrics: object[]) =>
  Payload.encode(Payload.create({ timestamp: noon, metrics, ...(seq !== undefined && { seq }) })).finish();
const bdSeq = (value: number) => ({ name: 'bdSeq', datatype: 4, long_value: value });
const air = {
  id: 'air',
  name: 'Salle 1',
  site: 'mairie-tartas',
  type: 'air-quality',
  address: 'sparkplug:tartas/passerelle/salle-1',
};
const node = 'spBv1.0/tartas/NBIRTH/passerelle';
const born = 'spBv1.0/tartas/DBIRTH/passerelle/salle-1';
const data = 'spBv1.0/tartas/DDATA/passerelle/salle-1';

async function bornIntake() {
  const intake = intakeOf([air]);
  await intake.hear(node, bytes(0, bdSeq(0)));
  await intake.hear(
    born,
    bytes(
      1,
      { name: 'air.co2', alias: 5, datatype: 3, int_value: 420 },
      { name: 'air.temperature', alias: 6, datatype: 9, float_value: 20.5 },
    ),
  );
  return intake;
}

test('data that carries aliases alone is read by what the birth said', async () => {
  const intake = await bornIntake();
  const said = await intake.hear(data, bytes(2, { alias: 5, int_value: 612 }, { alias: 6, float_value: 21.5 }));
  expect(said).toEqual({
    reason: undefined,
    readings: [`air air.co2 612 @ ${at}`, `air air.temperature 21.5 @ ${at}`],
    unknown: [],
  });
  expect(intake.published).toEqual([]);
});

test('a metric has its own time, a null no value', async () => {
  const intake = await bornIntake();
  const said = await intake.hear(
    data,
    bytes(
      2,
      { alias: 5, int_value: 600, timestamp: noon - 60_000, is_historical: true },
      { alias: 6, is_null: true, float_value: 0 },
    ),
  );
  expect(said.readings).toEqual(['air air.co2 600 @ 2026-03-01T09:59:00.000Z']);
});

test.each([
  [2, { int_value: 65_535 }, -1],
  [2, { int_value: 4_294_967_295 }, -1],
  [1, { int_value: 0x1ff }, -1],
  [3, { int_value: 4_294_967_290 }, -6],
  [4, { long_value: new protobuf.util.Long(-7, -1, true) }, -7],
  [5, { int_value: 0x1ff }, 255],
  [8, { long_value: 999_999_999_999_999 }, 999_999_999_999_999],
  [10, { double_value: -3.25 }, -3.25],
])('datatype %s: %o is %s', async (datatype, value, expected) => {
  const intake = await bornIntake();
  const said = await intake.hear(data, bytes(2, { name: 'air.temperature', datatype, ...value }));
  expect(said.readings).toEqual([`air air.temperature ${expected} @ ${at}`]);
});

test('data before its birth, an alias nobody declared and a gap each ask the node for its births, once in a while', async () => {
  const early = intakeOf([air]);
  const reason = 'a metric whose alias no birth declared: the node is asked for its births';
  expect(await early.hear(data, bytes(9, { alias: 5, int_value: 612 }))).toEqual({ reason, readings: [], unknown: [] });
  await early.hear(data, bytes(10, { alias: 5, int_value: 612 }));
  expect(early.published).toEqual(['spBv1.0/tartas/NCMD/passerelle']);

  const unknown = await bornIntake();
  expect((await unknown.hear(data, bytes(2, { alias: 77, int_value: 1 }))).reason).toBe(reason);
  expect(unknown.published).toHaveLength(1);

  const gap = await bornIntake();
  expect((await gap.hear(data, bytes(3, { alias: 5, int_value: 612 }))).readings).toHaveLength(1);
  expect(gap.published).toHaveLength(1);
});

test('the sequence begins anywhere and goes on from 255 to 0', async () => {
  const intake = intakeOf([air]);
  await intake.hear(node, bytes(254, bdSeq(0)));
  await intake.hear(born, bytes(255, { name: 'air.co2', alias: 5, datatype: 3, int_value: 420 }));
  await intake.hear(data, bytes(0, { alias: 5, int_value: 421 }));
  expect(intake.published).toEqual([]);
});

test('a unit that the edge names is converted, or refused where it is another quantity', async () => {
  const intake = await bornIntake();
  const unit = (text: string) => ({ properties: { keys: ['engUnit'], values: [{ type: 12, string_value: text }] } });
  const said = await intake.hear(
    data,
    bytes(2, { name: 'air.temperature', datatype: 10, double_value: 70.7, ...unit('°F') }),
  );
  expect(said.readings).toEqual([`air air.temperature 21.5 @ ${at}`]);
  const wrong = await intake.hear(
    data,
    bytes(3, { name: 'air.temperature', datatype: 10, double_value: 7, ...unit('kWh') }),
  );
  expect(wrong.reason).toBe('air.temperature is in kWh, which cannot become °C');
});

test('who may not speak for a node changes nothing of what is known of it', async () => {
  const intake = await bornIntake();
  const stranger = { id: 'dax', mayPublish: () => false, mayWrite: () => false };
  const said = await intake.hear(node, bytes(0, bdSeq(9)), stranger);
  expect(said.reason).toBe('client "dax" may not publish on spBv1.0/tartas/NBIRTH/passerelle');
  expect((await intake.hear(data, bytes(2, { alias: 5, int_value: 612 }))).readings).toHaveLength(1);
});

test('an unknown device waits under its place', async () => {
  const said = await intakeOf([]).hear(
    born,
    bytes(1, { name: 'air.co2', datatype: 3, int_value: 420 }, { name: 'x', datatype: 3, int_value: 1, timestamp: 5 }),
  );
  expect(said.unknown).toEqual(['sparkplug:tartas/passerelle/salle-1']);
});

test('10,000 spoilt payloads come to readings or a line of reason, and never to an exception', async () => {
  const intake = await bornIntake();
  const good = bytes(
    2,
    { name: 'air.co2', alias: 5, datatype: 3, int_value: 612 },
    { name: 'air.temperature', alias: 6, float_value: 21.5 },
  );
  const spoilt = fc.tuple(fc.nat(good.length), fc.nat(6), fc.uint8Array({ maxLength: 5 }));
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(spoilt, async ([from, length, put]) => {
      const said = await intake.hear(data, Buffer.concat([good.subarray(0, from), put, good.subarray(from + length)]));
      expect(said.reason ?? '').not.toMatch(/\n/);
      seen++;
    }),
    { seed: 42, numRuns: 10_000 },
  );
  expect(seen).toBe(10_000);
});
test('a node that dies takes its devices with it; an old will does not', async () => {
  const plug = { ...air, type: 'zigbee2mqtt-bridge' };
  const intake = intakeOf([plug]);
  await intake.hear(node, bytes(0, bdSeq(3)));
  expect((await intake.hear(born, bytes(1))).readings).toEqual([`air device.up 1 @ ${at}`]);
  expect((await intake.hear('spBv1.0/tartas/NDEATH/passerelle', bytes(undefined, bdSeq(2)))).readings).toEqual([]);
  expect((await intake.hear('spBv1.0/tartas/NDEATH/passerelle', bytes(undefined, bdSeq(3)))).readings).toEqual([
    'air device.up 0 @ 2026-03-01T12:00:00.000Z',
  ]);
});

test('a node that dies before we heard a birth takes down what the territory knows of it, and nothing else', async () => {
  const plug = { ...air, type: 'zigbee2mqtt-bridge' };
  const neighbour = { ...plug, id: 'neighbour', address: 'sparkplug:tartas/passerelle-2/salle-1' };
  const intake = intakeOf([plug, neighbour]);
  const death = 'spBv1.0/tartas/NDEATH/passerelle';
  expect(await intake.hear(death, bytes(undefined, bdSeq(7)))).toEqual({
    reason: undefined,
    readings: ['air device.up 0 @ 2026-03-01T12:00:00.000Z'],
    unknown: [],
  });
  // once born, an old will changes nothing any more
  await intake.hear(node, bytes(0, bdSeq(8)));
  await intake.hear(born, bytes(1));
  expect((await intake.hear(death, bytes(undefined, bdSeq(7)))).readings).toEqual([]);
});

test('a client that fills the room for edge nodes, or for the names of their metrics, gives way to others', async () => {
  const loud = { id: 'loud', mayPublish: () => true, mayWrite: () => true };
  const quiet = { ...loud, id: 'quiet' };
  const crowded = intakeOf([air]);
  const birthOf = (name: string, sender: typeof loud, ...metrics: object[]) =>
    crowded.hear(`spBv1.0/tartas/NBIRTH/${name}`, bytes(0, bdSeq(0), ...metrics), sender);
  let nodes = 0;
  while ((await birthOf(`n${nodes}`, loud)).reason === undefined) nodes++;
  expect(nodes).toBe(2_000);
  const co2 = { name: 'air.co2', alias: 5, datatype: 3, int_value: 420 };
  const speak = async () => {
    await birthOf('passerelle', quiet);
    await crowded.hear(born, bytes(1, co2), quiet);
    return (await crowded.hear(data, bytes(2, { alias: 5, int_value: 612 }), quiet)).readings;
  };
  expect(await speak()).toEqual([`air air.co2 612 @ ${at}`]);
  const long = Array.from({ length: 500 }, (_, i) => ({ name: `${i}`.padEnd(400, 'x') }));
  for (let i = 1; i < 100; i++) await birthOf(`n${i}`, loud, ...long); // 25 MB of names
  expect(await speak()).toEqual([`air air.co2 612 @ ${at}`]);
});
