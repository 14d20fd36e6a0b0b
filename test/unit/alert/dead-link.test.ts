import { expect, test } from 'vitest';
import { deadLink, type LastSign } from '../../../gateway/alert/dead-link.ts';
import type { Reach } from '../../../gateway/alert/reach.ts';

const minute = 60_000;
const now = Date.UTC(2026, 2, 2, 12);

/** Devices `site/name` with the minutes since their last sign, asked or speaking every ten minutes unless said. */
function link(silent: string, ago: Record<string, number | [ago: number, every: number]>, reach: Reach = new Map()) {
  const signs = Object.entries(ago).map(([device, sign]): LastSign => {
    const [minutes, every] = typeof sign === 'number' ? [sign, 10] : sign;
    return { device, site: device.split('/')[0] ?? '', heard: now - minutes * minute, everyMs: every * minute };
  });
  return deadLink(silent, { signs, reach, now });
}
const through = (parent: string, ...devices: string[]): Reach =>
  new Map(devices.map((device) => [device, { parents: [parent], needs: 'all' }]));

test('a sensor that is silent alone is dead itself', () => {
  expect(link('mairie/a', { 'mairie/a': 60, 'mairie/b': 4, 'ecole/c': 2 })).toEqual({ is: 'device' });
  expect(link('mairie/a', { 'mairie/a': 60, 'ecole/c': 2 })).toEqual({ is: 'device' });
});

test('a site whose sensors fell silent together has lost its line', () => {
  expect(link('mairie/a', { 'mairie/a': 60, 'mairie/b': 55, 'ecole/c': 2 })).toEqual({ is: 'site' });
});

test('a sibling that is dead since last month proves nothing, nor does one that is not yet due', () => {
  expect(link('mairie/a', { 'mairie/a': 60, 'mairie/b': 43_200, 'ecole/c': 2 })).toEqual({ is: 'device' });
  expect(link('mairie/a', { 'mairie/a': 60, 'mairie/b': [58, 120], 'ecole/c': 2 })).toEqual({ is: 'device' });
});

test('a sibling that was silent an hour before, by six of its intervals, proves nothing', () => {
  expect(link('mairie/a', { 'mairie/a': 60, 'mairie/b': 120, 'ecole/c': 2 })).toEqual({ is: 'device' });
  expect(link('mairie/a', { 'mairie/a': 60, 'mairie/b': 85, 'ecole/c': 2 })).toEqual({ is: 'site' });
});

test('a radio gateway that is no way to all that died is not named: then it is the site, or everything', () => {
  const radio = through('eglise/antenne', 'mairie/a', 'mairie/b');
  const here = { 'mairie/a': 60, 'mairie/b': 60, 'mairie/cable': 60 };
  expect(link('mairie/a', { ...here, 'ecole/c': 2 }, radio)).toEqual({ is: 'site' });
  expect(link('mairie/a', { ...here, 'ecole/c': 60 }, radio)).toEqual({ is: 'everything' });
});

test('all sites silent together is our own gateway', () => {
  expect(link('mairie/a', { 'mairie/a': 60, 'mairie/b': 60, 'ecole/c': 61 })).toEqual({ is: 'everything' });
  expect(link('mairie/a', { 'mairie/a': 60, 'ecole/c': 61, 'creche/d': 3 })).toEqual({ is: 'device' });
});

test('a radio gateway is named by what is heard through it, also where nobody watches the gateway itself', () => {
  const radio = through('eglise/antenne', 'mairie/a', 'mairie/b', 'ecole/c');
  const ago = { 'mairie/a': 60, 'mairie/b': 58, 'ecole/c': 61, 'creche/d': 3 };
  expect(link('mairie/a', ago, radio)).toEqual({ is: 'parent', device: 'eglise/antenne' });
  // all that is there is heard through it
  expect(link('mairie/a', { 'mairie/a': 60, 'mairie/b': 58, 'ecole/c': 61 }, radio)).toEqual({
    ...{ is: 'parent', device: 'eglise/antenne' },
  });
  expect(link('mairie/a', { ...ago, 'ecole/c': 5 }, radio)).toEqual({ is: 'site' });
  expect(link('mairie/a', { ...ago, 'mairie/b': 5, 'ecole/c': 5 }, radio)).toEqual({ is: 'device' });
});

test('the line of a site is named where it is a device, before the switch behind it', () => {
  const reach: Reach = new Map([
    ...through('mairie/switch', 'mairie/a', 'mairie/b'),
    ...through('mairie/ligne', 'mairie/switch'),
  ]);
  const ago = { 'mairie/ligne': 62, 'mairie/switch': 61, 'mairie/a': 60, 'mairie/b': 60, 'ecole/c': 2 };
  expect(link('mairie/a', ago, reach)).toEqual({ is: 'parent', device: 'mairie/ligne' });
  expect(link('mairie/a', { ...ago, 'mairie/ligne': 1 }, reach)).toEqual({ is: 'parent', device: 'mairie/switch' });
});

test('what has another way is not cut off by one of them, and a ring of parents ends', () => {
  const reach: Reach = new Map([['mairie/a', { parents: ['mairie/x', 'mairie/y'], needs: 'any' }]]);
  expect(link('mairie/a', { 'mairie/a': 60, 'mairie/x': 60, 'mairie/y': 3 }, reach)).toEqual({ is: 'device' });
  const ring: Reach = new Map([...through('mairie/b', 'mairie/a'), ...through('mairie/a', 'mairie/b')]);
  expect(link('mairie/a', { 'mairie/a': 60, 'mairie/b': 60, 'ecole/c': 1 }, ring)).toEqual({
    is: 'parent',
    device: 'mairie/b',
  });
});

test('what never spoke is named itself', () => {
  expect(
    deadLink('mairie/a', { signs: [{ device: 'mairie/a', site: 'mairie', everyMs: 1 }], reach: new Map(), now }),
  ).toEqual({
    is: 'device',
  });
});
