import fc from 'fast-check';
import { expect, test } from 'vitest';
import { originOf } from '../../../dashboard/server/origin.ts';

const config = { listen: { host: '127.0.0.1', port: 0 }, demo: false, version: '' };

test('no text that is not our host’s address passes as our origin', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom('null', 'http://', 'vigie.example')), (origin) => {
      const is = originOf({ origin, host: 'vigie.example' }, config);
      const ours = URL.parse(origin)?.host === 'vigie.example';
      expect(is).toBe(ours ? 'ours' : 'foreign');
    }),
  );
});

test('a page of our host is ours, with or without the port that its scheme has anyway', () => {
  expect(originOf({ origin: 'http://vigie.example:8080', host: 'vigie.example:8080' }, config)).toBe('ours');
  expect(originOf({ origin: 'https://vigie.example', host: 'vigie.example:443' }, config)).toBe('ours');
  expect(originOf({ origin: 'http://vigie.example:8081', host: 'vigie.example:8080' }, config)).toBe('foreign');
  expect(originOf({ host: 'vigie.example' }, config)).toBe('absent');
});
