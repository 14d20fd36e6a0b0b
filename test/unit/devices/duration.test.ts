import { expect, test } from 'vitest';
import { durationMs } from '../../../devices/duration.ts';

test.each([
  ['30s', 30_000],
  ['10m', 600_000],
  ['2h', 7_200_000],
  ['1d12h', 129_600_000],
])('%s is a duration of %d ms', (written, ms) => {
  expect(durationMs(written)).toBe(ms);
});

test.each(['', '10', 'm', '1.5h', '10 m', '-10m', '10min'])('"%s" is not a duration', (written) => {
  expect(() => durationMs(written)).toThrow(`"${written}" is not a duration like 30s`);
});
