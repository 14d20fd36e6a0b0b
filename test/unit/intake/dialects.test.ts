import { expect, test } from 'vitest';
import { createDialects } from '../../../gateway/intake/dialects.ts';

test('no topic is claimed by two dialects', () => {
  const topics = ['zigbee2mqtt/Salle du conseil', 'zigbee2mqtt/etage/bureau 2'];
  const claimed = topics.map((topic) => createDialects().filter((dialect) => dialect.topic.test(topic)).length);
  expect(claimed).toEqual(topics.map(() => 1));
});
