import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import { type Channels, createFrameReader } from '../../../devices/codecs/milesight.ts';

/** Each row was read by the vendor's own decoder; who moved (activity, pir) is left out here on purpose. */
test.each<[type: string, hex: string, now: Record<string, number>, past?: Record<string, number>]>([
  [
    'milesight-am107',
    '01755C 03673401 046865 056A4900 06651C0079001400 077DE704 087D0700 09733F27',
    {
      battery: 92,
      temperature: 30.8,
      humidity: 50.5,
      illumination: 28,
      infrared_and_visible: 121,
      infrared: 20,
      co2: 1255,
      tvoc: 7,
      pressure: 1004.7,
    },
  ],
  ['milesight-am107', '0367FEFF', { temperature: -0.2 }],
  [
    'milesight-am319',
    '0367EE00 04687C 050001 06CB02 077DA803 087D2500 09736627 0A7D0700 0B7D2000 0C7D3000',
    {
      temperature: 23.8,
      humidity: 62,
      light_level: 2,
      co2: 936,
      tvoc_index: 0.37,
      pressure: 1008.6,
      hcho: 0.07,
      pm2_5: 32,
      pm10: 48,
    },
  ],
  ['milesight-am319', '08E62500', { tvoc: 37 }],
  ['milesight-em300-th', '01755C 0367F8FF 04686B', { battery: 92, temperature: -0.8, humidity: 53.5 }],
  [
    'milesight-em300-di',
    '01755C 03673401 046865 20CE9E74466310015D020000010000',
    { battery: 92, temperature: 30.8, humidity: 50.5 },
    { time: 1_665_561_758_000, temperature: 27.2, humidity: 46.5, gpio_type: 2, pulse: 256 },
  ],
  ['milesight-em300-di', '05C810270000', { pulse: 10_000 }],
  ['milesight-em300-di', '05E10A00640000C01C44', { water_conv: 1, pulse_conv: 10, water: 627 }],
  ['milesight-em300-di', '85E10A00640000C01C4403', { water_conv: 1, pulse_conv: 10, water: 627, water_alarm: 3 }],
  ['milesight-em300-di', '85000101', { gpio: 1, gpio_alarm: 1 }],
  [
    'milesight-em500-co2',
    '01756403671901 046873 057D6704 06736827',
    { battery: 100, temperature: 28.1, humidity: 57.5, co2: 1127, pressure: 1008.8 },
  ],
  ['milesight-ct101', 'FF0BFF 0397A0860100', { total_current: 1000 }],
])('%s reads %s as the vendor does', (type, hex, now, past) => {
  const content = createFrameReader(channelsOf(type))(bytesOf(hex));
  const { time, ...values } = past ?? {};
  expect(content).toMatchObject({ now, history: past === undefined ? [] : [{ time, values }], reason: undefined });
  expect(Object.keys(content.now).sort()).toEqual(Object.keys(now).sort());
});

test('every Milesight type can be read, and keeps no place where it looks for somebody’s moves', () => {
  let seen = 0;
  for (const { id, source } of catalogue.values()) {
    if (source.kind !== 'mqtt' || source.payload !== 'milesight') continue;
    seen++;
    expect(() => createFrameReader(source.channels), id).not.toThrow();
    expect(JSON.stringify(source.channels), id).not.toMatch(/pir|activity|motion|occup/i);
  }
  expect(seen).toBe(7);
});

test('a history of the second form gives the converted water, one of a contact gives the contact, of their own times', () => {
  const read = createFrameReader(channelsOf('milesight-em300-di'));
  const water = '21CE 9E744663 1001 5D 03 02 00 0A00 6400 00C01C44';
  const contact = '21CE 9E744663 1001 5D 00 01 01 0000 0000 00000000';
  expect(read(bytesOf(water + contact))).toEqual({
    now: {},
    history: [
      {
        time: 1_665_561_758_000,
        values: {
          temperature: 27.2,
          humidity: 46.5,
          alarm: 3,
          gpio_type: 2,
          water_conv: 1,
          pulse_conv: 10,
          water: 627,
        },
      },
      {
        time: 1_665_561_758_000,
        values: { temperature: 27.2, humidity: 46.5, alarm: 0, gpio_type: 1, gpio: 1 },
      },
    ],
    understood: 2,
    reason: undefined,
  });
});

test('the air sensor’s histories are of both units of volatile compounds', () => {
  const read = createFrameReader(channelsOf('milesight-am319'));
  const rest = '9E744663 EE00 7C00 01 02 A803 2500 6627 2000 3000 0700';
  const { history } = read(bytesOf(`20CE${rest} 21CE${rest}`));
  const shared = { temperature: 23.8, humidity: 62, light_level: 2, co2: 936, pressure: 1008.6 };
  const particles = { pm2_5: 32, pm10: 48, hcho: 0.07 };
  expect(history.map(({ values }) => values)).toEqual([
    { ...shared, tvoc_index: 0.37, ...particles },
    { ...shared, tvoc: 37, ...particles },
  ]);
});

test.each([
  ['0367EE00 7F1234 04687C', "channel 7F 12 is none of its type's: what stands behind it was not read"],
  ['0367EE00 04', 'the frame ends behind the channel 04'],
  ['0367EE00 0468', 'the frame ends inside channel 04 68'],
])('of %s what was read before the trouble is kept', (hex, reason) => {
  const { now, understood, reason: told } = createFrameReader(channelsOf('milesight-em300-th'))(bytesOf(hex));
  expect({ now, understood, told }).toEqual({ now: { temperature: 23.8 }, understood: 1, told: reason });
});

test('what a sensor says about itself and its answers to a downlink are no trouble', () => {
  const read = createFrameReader(channelsOf('milesight-em300-th'));
  const about = 'FF0BFF FF0101 FF166710A12345670011 FF090300 FF0A0105 FF0F00 FFFE01 FFFF0100';
  expect(read(bytesOf(`${about} 04687C`))).toMatchObject({ now: { humidity: 62 }, understood: 9, reason: undefined });
  expect(read(bytesOf('FF08A1234567890B 04687C'))).toMatchObject({ now: { humidity: 62 }, reason: undefined });
  expect(read(bytesOf('04687C FE03 5802'))).toMatchObject({ now: { humidity: 62 }, understood: 2, reason: undefined });
});

test('single-precision water is the number that the meter shows', () => {
  const read = createFrameReader(channelsOf('milesight-em300-di'));
  let seen = 0;
  for (const water of [0, 0.1, 12.3, 627, 123_456.7, 16_777_215, 999_999]) {
    const bytes = Buffer.from('05E10A000A0000000000', 'hex');
    bytes.writeFloatLE(water, 6);
    const said = read(bytes).now.water ?? Number.NaN;
    expect(Math.fround(said)).toBe(Math.fround(water));
    expect(String(said).length, `${water}`).toBeLessThanOrEqual(9);
    seen++;
  }
  expect(seen).toBe(7);
});

test('a current clamp that could not be read says nothing', () => {
  const read = createFrameReader(channelsOf('milesight-ct101'));
  expect(read(bytesOf('0498FFFF')).now).toEqual({});
  expect(read(bytesOf('04982C01')).now).toEqual({ current: 3 });
});

test('a channel written wrong is told by its words when the program starts', () => {
  const wrong: Channels[] = [{ '03 6': ['temperature i16'] }, { '03 67': ['temp i16/x' as 'temp i16/10'] }];
  expect(() => createFrameReader(wrong[0]!)).toThrow('"03 6" is no channel and type of a frame');
  expect(() => createFrameReader(wrong[1]!)).toThrow('"temp i16/x" is no value of a frame');
});

function channelsOf(id: string): Channels {
  const source = catalogue.get(id)?.source;
  if (source?.kind !== 'mqtt' || source.payload !== 'milesight') throw new Error(`${id} reads no frames`);
  return source.channels;
}

function bytesOf(hex: string): Uint8Array {
  return Buffer.from(hex.replaceAll(' ', ''), 'hex');
}
