import { expect, test } from 'vitest';
import { printedInOrder } from '../../../commands/config/printed-in-order.ts';

test('mistakes of all parts stand by file and line, each once: the configuration, variables, then the territory', () => {
  const found = [
    'conf/vigie.yaml:9 log.level "loud"',
    'VIGIE_MQTT_LISTEN "a:1 b" must read host:port',
    'conf/vigie.yaml:10 store "x"',
    'conf/vigie.yaml:2 http.tls.cert "a" cannot be read',
    'land/b.yaml:7 devices[0]',
    'land/b.yaml:3 sites[0] first said',
    'conf/vigie.yaml:9 log.level "loud"',
    'land/b.yaml:3 sites[0] then said',
    'land/a.yaml:1 late file',
  ];
  expect(printedInOrder('conf/vigie.yaml', found)).toEqual([
    'conf/vigie.yaml:2 http.tls.cert "a" cannot be read',
    'conf/vigie.yaml:9 log.level "loud"',
    'conf/vigie.yaml:10 store "x"',
    'VIGIE_MQTT_LISTEN "a:1 b" must read host:port',
    'land/b.yaml:3 sites[0] first said',
    'land/b.yaml:3 sites[0] then said',
    'land/b.yaml:7 devices[0]',
    'land/a.yaml:1 late file',
  ]);
});
