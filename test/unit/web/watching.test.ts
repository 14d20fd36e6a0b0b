import { expect, test } from 'vitest';
import { buildingDevices, hasLine } from '../../../dashboard/web/watching.ts';

const types = new Map([
  ['climate', { consoles: ['batiments'] }],
  ['linux-host', { consoles: ['serveurs'] }],
]);
const sensor = { id: 'accueil', type: 'climate' };
const server = { id: 'srv', type: 'linux-host' };

test('the page of a site tells of the building by its sensors; where machines alone stand, by them', () => {
  expect(buildingDevices([server, sensor], types)).toEqual([sensor]);
  expect(buildingDevices([server], types)).toEqual([server]);
  expect(buildingDevices([{ id: 'new', type: 'of a later catalogue' }, server], types)).toHaveLength(1);
});

test('a place with machines alone stands in the overview as soon as something is the matter with them', () => {
  const [quiet, alarmed] = [{ worst: null }, { worst: 'critical' }];
  expect([hasLine(quiet, [server], types), hasLine(alarmed, [server], types)]).toEqual([false, true]);
  expect([hasLine(quiet, [server, sensor], types), hasLine(quiet, [], types)]).toEqual([true, true]);
});
