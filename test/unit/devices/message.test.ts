import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeNative, parseNativeTopic } from '../../../devices/message.ts';

function decode(payload: string, metric?: string) {
  const taken: [string, string, number, number | undefined][] = [];
  const reason = decodeNative(payload, metric, (...reading) => {
    taken.push(reading);
    return undefined;
  });
  return { taken, reason };
}

test('a native topic names its site, its device and perhaps one metric; every other topic is foreign', () => {
  expect(parseNativeTopic('vigie/v1/mairie/co2')).toEqual({ site: 'mairie', device: 'co2' });
  expect(parseNativeTopic('vigie/v1/mairie/co2/air.co2')).toEqual({ site: 'mairie', device: 'co2', metric: 'air.co2' });
  for (const foreign of ['vigie/v1/mairie', 'vigie/v2/a/b', 'vigie/v1/A/b', 'vigie/v1/a/b/c/d', '', 'vigie/v1/a/b/é']) {
    expect(parseNativeTopic(foreign), foreign).toBeUndefined();
  }
});

test('an object, an array of objects and a bare number are read with their own time, where it is certain', () => {
  expect(decode('{"time":"2026-03-01T10:00:00Z","metrics":{"air.co2":612,"disk.used":{"/var":61.5}}}')).toEqual({
    taken: [
      ['air.co2', '', 612, Date.UTC(2026, 2, 1, 10)],
      ['disk.used', '/var', 61.5, Date.UTC(2026, 2, 1, 10)],
    ],
    reason: undefined,
  });
  expect(
    decode('[{"time":1772359200000,"metrics":{"a":1}},{"time":"2026-03-01T11:00:00+01:00","metrics":{"a":2}}]').taken,
  ).toEqual([
    ['a', '', 1, 1_772_359_200_000],
    ['a', '', 2, 1_772_359_200_000],
  ]);
  expect(decode('21.5', 'air.temperature').taken).toEqual([['air.temperature', '', 21.5, undefined]]);
});

test('a time without offset is never guessed: the arrival counts, and in an array the entry is refused', () => {
  expect(decode('{"time":"2026-03-29T02:30:00","metrics":{"a":1}}').taken).toEqual([['a', '', 1, undefined]]);
  expect(decode('[{"time":"2026-03-29T02:30:00","metrics":{"a":1}},{"metrics":{"a":2}}]')).toEqual({
    taken: [['a', '', 2, undefined]],
    reason: 'time "2026-03-29T02:30:00" has no offset: in an array every time needs one',
  });
});

test('a day that no calendar has is no time: 30 February is not 2 March', () => {
  expect(decode('{"time":"2026-02-30T10:00:00Z","metrics":{"a":1}}')).toEqual({
    taken: [],
    reason: 'time "2026-02-30T10:00:00Z" is neither ISO 8601 nor epoch milliseconds',
  });
});

test('one bad value is refused in one line and keeps the good ones of its message', () => {
  const { taken, reason } = decode('{"metrics":{"bad":null,"worse":"12","good":3,"disk":{"/":true,"/var":4}}}');
  expect(taken.map(([metric, instance, value]) => [metric, instance, value])).toEqual([
    ['good', '', 3],
    ['disk', '/var', 4],
  ]);
  expect(reason).toBe('bad is not a number');
});

test('a time that cannot be told in words is told of all the same', () => {
  for (const time of ['{"toString":1,"valueOf":1}', `${'['.repeat(60_000)}${']'.repeat(60_000)}`]) {
    expect(decode(`{"time":${time},"metrics":{"air.co2":612}}`).reason).toMatch(
      /^time "[[{]…[\]}]" is neither ISO 8601 nor epoch milliseconds$/,
    );
  }
});

test('whatever bytes arrive, decoding gives readings or one line of reason and never throws', () => {
  const hostile = fc.oneof(
    fc.string(),
    fc.json(),
    fc.json().map((json) => `{"metrics":${json}}`),
    fc.constantFrom(
      '['.repeat(100_000),
      '{"metrics":{"__proto__":1,"constructor":{"x":2}}}',
      '{"metrics":{"a":1e999}}',
      '{"time":1e999,"metrics":{"a":1}}',
    ),
  );
  let seen = 0;
  fc.assert(
    fc.property(hostile, fc.option(fc.constant('air.co2'), { nil: undefined }), (payload, metric) => {
      const { taken, reason } = decode(payload, metric);
      seen++;
      if (reason !== undefined) expect(reason).not.toMatch(/\n/);
      else expect(taken.length).toBeGreaterThan(0);
    }),
    { numRuns: 10_000 },
  );
  expect(seen).toBe(10_000);
});
