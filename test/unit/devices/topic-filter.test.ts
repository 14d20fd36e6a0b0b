import { expect, test } from 'vitest';
import { topicFilterMistake } from '../../../devices/topic-filter.ts';

test.each(['#', '+', '/', 'tele/+/SENSOR', '+/+/#', 'zigbee2mqtt/salle des fêtes/#', '$SYS/#', 'a//b'])(
  '%j is a topic filter',
  (filter) => {
    expect(topicFilterMistake(filter)).toBeUndefined();
  },
);

test.each([
  ['', 'is empty'],
  ['a\u0000b', 'holds a null character'],
  ['é'.repeat(40_000), 'is longer than 65,535 bytes'],
  ['a/#/b', 'may have # only alone and as its last level'],
  ['a/b#', 'may have # only alone and as its last level'],
  ['a+/b', 'may have + only alone between two slashes'],
])('%j is none, and the reason says so', (filter, reason) => {
  expect(topicFilterMistake(filter)).toBe(reason);
});
