import { expect, test } from 'vitest';
import { parseScenario, playScenario } from '../../../simulators/scenario.ts';
import type { SentMessage } from '../../../simulators/wire.ts';
import { village } from './village.ts';

const yaml = `
name: A leak at the school
from: 2026-03-02T00:00:00Z
lasts: 6h
every: 10m
seed: 3
sites: [ecole]
faults:
  - { kind: leak, device: ecole-water-meter, from: 2h, to: 4h, size: 2 }
`;

test('a scenario plays the same messages each time, in the order of time, within its span', () => {
  const played = () => [...playScenario(parseScenario(yaml, 'leak.yaml'), { territory: village })];
  const messages = played();
  expect(messages).toHaveLength(6 * 36);
  expect(messages).toEqual(played());
  expect(messages.every((m) => m.topic.startsWith('vigie/v1/ecole/'))).toBe(true);
  const times = messages.map((m) => m.time);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(times[0]).toBeGreaterThanOrEqual(Date.UTC(2026, 2, 2));
  expect(times.at(-1)).toBeLessThan(Date.UTC(2026, 2, 2, 6));
  const water = messages.filter((m) => m.topic.endsWith('water-meter'));
  expect(indexOf(water.at(-1)!) - indexOf(water[0]!)).toBe(240);
});

test('a scenario can be moved to another time and seed; its faults move with it', () => {
  const from = Date.UTC(2026, 6, 6, 20);
  const messages = [...playScenario(parseScenario(yaml, 'leak.yaml'), { territory: village, from, seed: 9 })];
  expect(messages[0]!.time).toBeGreaterThanOrEqual(from);
  const water = messages.filter((m) => m.topic.endsWith('water-meter'));
  expect(indexOf(water[11]!) - indexOf(water[0]!)).toBe(0);
  expect(indexOf(water.at(-1)!) - indexOf(water[11]!)).toBe(240);
});

test('every mistake of a scenario is told with its place', () => {
  const wrong =
    'name: x\nfrom: yesterday\nlasts: 2 weeks\nfaults: [{ kind: flood, device: a }, { kind: drift, device: a }]\n';
  expect(() => parseScenario(wrong, 'wrong.yaml')).toThrow(
    /wrong.yaml: from: .*\nwrong.yaml: lasts: a duration reads.*\nwrong.yaml: faults.0.kind: .*"leak".*\n/,
  );
  expect(() => parseScenario('a: [', 'broken.yaml')).toThrow(/broken.yaml: /);
  const elsewhere = parseScenario(yaml.replace('device: ecole-water-meter', 'device: nowhere'), 'leak.yaml');
  expect(() => [...playScenario(elsewhere, { territory: village })]).toThrow(
    'faults.0: device "nowhere" is not in the territory',
  );
});

function indexOf({ payload }: SentMessage): number {
  return JSON.parse(String(payload)).metrics['water.volume'];
}
