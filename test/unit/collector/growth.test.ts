import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Counters, grown, secondsBetween } from '../../../collector/snmp/growth.ts';

const at = (seconds: number, uptime?: number): Counters => ({ time: seconds * 1000, uptime, values: new Map() });

test('a 32-bit counter that wrapped goes on, one that was set back is unknown', () => {
  expect(grown(4_294_967_000, 200)).toBe(496);
  expect(grown(1_000_000, 5)).toBeUndefined();
});

test('a 64-bit counter keeps its exact difference above 2^53, and is unknown when it fell', () => {
  expect(grown(18_446_744_073_709_551_000n, 18_446_744_073_709_551_015n)).toBe(15);
  expect(grown(10n, 9n)).toBeUndefined();
});

test('a counter of 32 bits is never compared with its twin of 64', () => {
  expect(grown(5, 10n)).toBeUndefined();
  expect(grown(undefined, 10)).toBeUndefined();
});

test('whatever a 32-bit counter shows, its growth is what was added, up to half its range', () => {
  let seen = 0;
  fc.assert(
    fc.property(fc.nat(2 ** 32 - 1), fc.nat(2 ** 31 - 1), (before, added) => {
      seen++;
      expect(grown(before, (before + added) % 2 ** 32)).toBe(added);
    }),
    { seed: 40, numRuns: 500 },
  );
  expect(seen).toBe(500);
});

test('the agent’s own clock counts the seconds, whatever the network took', () => {
  expect(secondsBetween(at(0, 100_000), at(61.5, 106_000))).toBe(60);
  expect(secondsBetween(at(0), at(60))).toBe(60);
});

test('sysUpTime that went back is a restart, near 497 days it has only wrapped', () => {
  expect(secondsBetween(at(0, 500_000), at(60, 3_000))).toBeUndefined();
  expect(secondsBetween(at(0, 4_294_966_296), at(60, 5_000))).toBe(60);
});

test('an agent that lived for less than the time that passed was restarted, however high its clock', () => {
  expect(secondsBetween(at(0, 1_000), at(60, 4_000))).toBeUndefined();
});

test('our own clock set back does not spoil a rate where the agent has one', () => {
  expect(secondsBetween(at(3_600, 100_000), at(0, 106_000))).toBe(60);
  expect(secondsBetween(at(3_600), at(0))).toBeUndefined();
});
