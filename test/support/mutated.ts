import fc from 'fast-check';

/** Samples with one to four bytes, or stretches of them, changed, left out, doubled or put in. */
export function mutatedBytes(samples: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const place = fc.nat(65_535);
  const change = fc.record({
    how: fc.constantFrom('set', 'flip', 'cut', 'double', 'insert', 'end'),
    at: place,
    length: fc.integer({ min: 1, max: 8 }),
    byte: fc.nat(255),
  });
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([sample, changes]) => {
      let bytes = Buffer.from(sample);
      for (const { how, at, length, byte } of changes) {
        const i = bytes.length === 0 ? 0 : at % bytes.length;
        const [before, here, after] = [bytes.subarray(0, i), bytes.subarray(i, i + length), bytes.subarray(i + length)];
        if (how === 'set' && bytes.length > 0) bytes[i] = byte;
        else if (how === 'flip' && bytes.length > 0) bytes[i] = (bytes[i] ?? 0) ^ (1 << (byte % 8));
        else if (how === 'cut') bytes = Buffer.concat([before, after]);
        else if (how === 'double') bytes = Buffer.concat([before, here, here, after]);
        else if (how === 'insert') bytes = Buffer.concat([before, Buffer.alloc(length, byte), here, after]);
        else bytes = Buffer.from(before);
      }
      return bytes;
    });
}

const oddities: readonly unknown[] = [
  null,
  true,
  '',
  '0',
  'NaN',
  '\u0000\n\ud800',
  '2026-02-30T25:00:00Z',
  -1,
  0.1,
  1e308,
  -9_007_199_254_740_992,
  [],
  [null],
  {},
  { toString: 1, valueOf: 1 },
  { length: 3 },
  ['a', { b: [1] }],
];

/** JSON samples with one to three of their values replaced by odd ones, left out or renamed; one in five broken as bytes. */
export function mutatedJson(samples: readonly string[]): fc.Arbitrary<Uint8Array> {
  const change = fc.record({
    how: fc.constantFrom('replace', 'remove', 'rename'),
    at: fc.nat(65_535),
    by: fc.constantFrom(...oddities),
  });
  const asJson = fc
    .tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([sample, changes]) => {
      const root: unknown[] = [JSON.parse(sample)];
      for (const { how, at, by } of changes) {
        const places = placesOf(root);
        const { parent, key } = places[at % places.length] ?? { parent: root, key: '0' };
        const value = Reflect.get(parent, key);
        if (how !== 'replace') Reflect.deleteProperty(parent, key);
        if (how === 'replace') Reflect.set(parent, key, structuredClone(by));
        else if (how === 'rename') Reflect.set(parent, '__proto__x', value);
      }
      return Buffer.from(JSON.stringify(root[0]) ?? '');
    });
  const broken = mutatedBytes(samples.map((sample) => Buffer.from(sample)));
  return fc.oneof({ weight: 4, arbitrary: asJson }, { weight: 1, arbitrary: broken });
}

/** Every value of a JSON tree, by what holds it. */
function placesOf(parent: object): { parent: object; key: string }[] {
  return Object.entries(parent).flatMap(([key, value]) => [
    { parent, key },
    ...(typeof value === 'object' && value !== null ? placesOf(value) : []),
  ]);
}
