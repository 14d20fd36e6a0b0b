import { expect, test } from 'vitest';
import { paceOf } from '../../../commands/platform/pace.ts';
import { catalogue } from '../../../devices/catalogue.ts';
import { durationMs } from '../../../devices/duration.ts';

test('a silent device is asked again before it is unknown, and a check at its own interval', () => {
  let [checks, others] = [0, 0];
  for (const type of catalogue.values()) {
    const { everyMs, longestPauseMs } = paceOf(type);
    expect(longestPauseMs, type.id).toBeLessThanOrEqual(durationMs(type.source.silentAfter));
    if (/^(dns|http|icmp|tcp)$/.test(type.source.kind)) {
      expect(longestPauseMs, type.id).toBe(everyMs);
      checks++;
    } else others++;
  }
  expect(checks).toBeGreaterThanOrEqual(3);
  expect(others).toBeGreaterThan(20);
});
