import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import { createDirectory, type Directory } from '../../../gateway/intake/directory.ts';
import { smallTerritory } from '../../support/territory.ts';

const territory = smallTerritory();

/** A slot for each of so many instances; how many became none. */
function invent(directory: Directory, from: number, count: number): number {
  const device = directory.device('tartas-air');
  if (device === undefined) throw new Error('no such device');
  const instances = Array.from({ length: count }, (_, i) => `salle ${from + i}`);
  return instances.filter((instance) => typeof directory.slot(device, 'air.co2', instance) === 'string').length;
}

test('a device has 2,000 series at most, over restarts and changes of the territory too', () => {
  const first = createDirectory({ territory, catalogue, known: [] });
  expect(invent(first, 0, 2_010)).toBe(10);
  const known = first.takeNewSeries();
  expect(known.length).toBe(2_000);
  first.replace(territory);
  expect(invent(first, 3_000, 5)).toBe(5);
  const again = createDirectory({ territory, catalogue, known });
  expect(invent(again, 3_000, 5)).toBe(5);
  expect(invent(again, 0, 2_000)).toBe(0);
  expect(again.takeNewSeries()).toEqual([]);
});
