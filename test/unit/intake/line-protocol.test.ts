import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLine, splitLines } from '../../../devices/line-protocol.ts';
import { intakeOf } from '../../support/intake-of.ts';

const topic = 'api/v2/write/ns';
const at = '2026-03-01T10:00:00.000Z';
const ns = '1772359200000000000';

test('a point in our own schema is a reading of its device, whatever its other tags', async () => {
  const said = await intakeOf([]).hear(
    topic,
    `air,organisation=tartas,site=mairie-tartas,device=tartas-air,type=air-quality co2=612i,temperature=20.5 ${ns}`,
  );
  expect(said.reason).toBeUndefined();
  expect(said.readings).toEqual([`tartas-air air.co2 612 @ ${at}`, `tartas-air air.temperature 20.5 @ ${at}`]);
});

test('an instance is a tag of its own', async () => {
  const said = await intakeOf([]).hear(topic, `air,device=tartas-air,instance=hall co2=700 ${ns}`);
  expect(said.readings).toEqual([`tartas-air air.co2{hall} 700 @ ${at}`]);
});

test.each([
  ['ns', '1772359200123456789', '2026-03-01T10:00:00.123Z'],
  ['us', '1772359200123456', '2026-03-01T10:00:00.123Z'],
  ['ms', '1772359200123', '2026-03-01T10:00:00.123Z'],
  ['s', '1772359200', '2026-03-01T10:00:00.000Z'],
])('a time in %s keeps its milliseconds', async (precision, written, expected) => {
  const said = await intakeOf([]).hear(`api/v2/write/${precision}`, `air,device=tartas-air co2=1 ${written}`);
  expect(said.readings).toEqual([`tartas-air air.co2 1 @ ${expected}`]);
});

test("somebody else's measurement goes where the mapping that fits its tags says", async () => {
  const mappings = [
    { measurement: 'eau', field: 'index', tag: 'compteur=42', device: 'tartas-eau', metric: 'water.volume' },
    { measurement: 'salle', field: 'co2', tag: 'piece', device: 'dax-air', metric: 'air.co2' },
  ];
  const intake = intakeOf([], { mappings });
  expect((await intake.hear(topic, `eau,compteur=42 index=123456,debit=3 ${ns}`)).readings).toEqual([
    `tartas-eau water.volume 123456 @ ${at}`,
  ]);
  expect((await intake.hear(topic, `salle,piece=CM2 co2=900 ${ns}`)).readings).toEqual([
    `dax-air air.co2{CM2} 900 @ ${at}`,
  ]);
  expect((await intake.hear(topic, `eau,compteur=43 index=5 ${ns}`)).unknown).toEqual(['influx:eau,compteur=43']);
});

test('what nobody mapped waits for a person, one device a machine', async () => {
  const said = await intakeOf([]).hear(
    topic,
    `cpu,cpu=cpu0,host=srv1 usage_idle=97.5 ${ns}\nmem,host=srv1 used=5i ${ns}`,
  );
  expect(said).toEqual({ reason: undefined, readings: [], unknown: ['influx:host=srv1'] });
});

test('a broken line keeps none of its neighbours back', async () => {
  const lines = [
    `air,device=tartas-air co2=1 ${ns}`,
    'air,device=tartas-air co2=',
    `air,device=tartas-air co2=2 ${at}`,
  ];
  const said = await intakeOf([]).hear(topic, [...lines, `air,device=dax-air co2=3 ${ns}`].join('\n'));
  expect(said.reason).toBe('a field has no value that line protocol knows');
  expect(said.readings).toEqual([`tartas-air air.co2 1 @ ${at}`, `dax-air air.co2 3 @ ${at}`]);
});

test('a text is no reading', async () => {
  const said = await intakeOf([]).hear(topic, `air,device=tartas-air co2="high" ${ns}`);
  expect(said).toEqual({ reason: 'air.co2 is not a number', readings: [], unknown: [] });
});

test('names with escapes, and texts with line ends and quotes, are read as InfluxDB writes them', () => {
  const body = 'my\\ data,a\\,b=c\\=d text="one\ntwo \\" three",n=1i 5\n# a comment\n\nother v=t';
  const points = splitLines(body).map(parseLine);
  expect(points).toEqual([
    {
      measurement: 'my data',
      tags: new Map([['a,b', 'c=d']]),
      fields: new Map<string, unknown>([
        ['text', 'one\ntwo " three'],
        ['n', 1],
      ]),
      time: '5',
    },
    { measurement: 'other', tags: new Map(), fields: new Map([['v', true]]), time: undefined },
  ]);
});

const name = fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom('a', 'é', ' ', ',', '=', '9', '.') });
const escaped = (text: string, stops: RegExp) => text.replace(stops, '\\$&');

test('whatever is written by the rules is read as it was meant', () => {
  const point = fc.record({
    measurement: name.filter((text) => text.trim() !== '' && !text.startsWith(' ')),
    tags: fc.uniqueArray(fc.tuple(name, name), { selector: ([key]) => key, maxLength: 4 }),
    fields: fc.uniqueArray(fc.tuple(name, fc.double({ noNaN: true, noDefaultInfinity: true })), {
      selector: ([key]) => key,
      minLength: 1,
      maxLength: 4,
    }),
  });
  let seen = 0;
  fc.assert(
    fc.property(point, ({ measurement, tags, fields }) => {
      const written = [
        escaped(measurement, /[, ]/g),
        ...tags.map(([key, value]) => `${escaped(key, /[,= ]/g)}=${escaped(value, /[,= ]/g)}`),
      ].join(',');
      const values = fields.map(([key, value]) => `${escaped(key, /[,= ]/g)}=${value}`).join(',');
      const read = parseLine(`${written} ${values} 17`);
      expect(read).toEqual({
        measurement,
        tags: new Map(tags),
        fields: new Map(fields.map(([key, value]) => [key, value + 0])),
        time: '17',
      });
      seen++;
    }),
    { seed: 40, numRuns: 1_000 },
  );
  expect(seen).toBe(1_000);
});

test('10,000 spoilt lines come to a reading, to somebody unknown or to a line of reason, and never to an exception', async () => {
  const intake = intakeOf([]);
  const good = `air,device=tartas-air,instance=a\\ b co2=612i,temperature=20.5,note="a \\"b\\"" ${ns}`;
  const spoilt = fc.tuple(fc.nat(good.length), fc.nat(6), fc.string({ unit: 'binary', maxLength: 5 }));
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(spoilt, async ([from, length, put]) => {
      const said = await intake.hear(topic, good.slice(0, from) + put + good.slice(from + length));
      const isNothing = said.readings.length === 0 && said.unknown.length === 0;
      expect(isNothing && said.reason === undefined).toBe(false);
      expect(said.reason ?? '').not.toMatch(/\n/);
      seen++;
    }),
    { seed: 41, numRuns: 10_000 },
  );
  expect(seen).toBe(10_000);
});
