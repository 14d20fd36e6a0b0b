import { expect, test } from 'vitest';
import { planOf } from '../../../collector/snmp/plan.ts';
import { catalogue } from '../../../devices/catalogue.ts';
import { parseSnmpAddress } from '../../../devices/snmp-address.ts';

const asked = [...catalogue.values()].flatMap((type) =>
  type.source.kind === 'snmp' ? [{ ...type, source: type.source }] : [],
);

test('every type that is asked over SNMP names OIDs, tables of its own and states within the metric’s range', () => {
  let places = 0;
  for (const type of asked) {
    const plan = planOf(type);
    for (const oid of [...plan.scalars, ...plan.tables.flatMap(({ columns }) => columns)]) {
      places++;
      expect(oid, type.id).toMatch(/^1(\.\d+){6,}$/);
    }
    for (const oid of plan.scalars) expect(oid, `${type.id}: a place without a table is whole`).toMatch(/\.\d+$/);
    for (const { id, metrics, columns } of plan.tables) {
      expect(metrics.length, `${type.id}: table ${id} feeds nothing`).toBeGreaterThan(0);
      for (const column of columns) expect(column, `${type.id}: a column has no index`).not.toMatch(/\.0$/);
    }
    for (const { id, states, range } of Object.values(type.metrics)) {
      for (const value of Object.values(states ?? {})) {
        if (value !== null) expect(value, `${type.id} ${id}`).toBeGreaterThanOrEqual(range?.[0] ?? 0);
        if (value !== null) expect(value, `${type.id} ${id}`).toBeLessThanOrEqual(range?.[1] ?? 1);
      }
    }
    expect(type.metrics, type.id).toHaveProperty(['device.up']);
    expect(Object.keys(type.source.is).length, `${type.id} must be told from others`).toBeGreaterThan(0);
  }
  expect(asked.length).toBeGreaterThanOrEqual(21);
  expect(places).toBeGreaterThan(250);
});

test('no type reads who was connected: no address, no user, no table of clients', () => {
  // ipAddrTable, ipNetToMedia, UniFi's and Aruba's clients, SFOS's clients of access points, Meraki's clients, bridges' tables
  const forbidden = [
    '1.3.6.1.2.1.4.20',
    '1.3.6.1.2.1.4.22',
    '1.3.6.1.4.1.14823.2.3.3.1.2.4',
    '1.3.6.1.4.1.2604.5.1.7.2',
    '1.3.6.1.2.1.17.4',
  ];
  let seen = 0;
  for (const type of asked) {
    const { scalars, tables } = planOf(type);
    for (const oid of [...scalars, ...tables.flatMap(({ columns }) => columns)]) {
      seen++;
      expect(
        forbidden.filter((one) => oid.startsWith(`${one}.`)),
        type.id,
      ).toEqual([]);
    }
  }
  expect(seen).toBeGreaterThan(250);
});

test('only a type that is asked over SNMP is described by sums, rates and states of SNMP', () => {
  let seen = 0;
  for (const type of catalogue.values()) {
    if (type.source.kind === 'snmp') continue;
    for (const metric of Object.values(type.metrics)) {
      seen++;
      for (const key of ['of', 'states', 'rate', 'fold', 'sensor', 'absent', 'daysUntil'])
        expect(metric, type.id).not.toHaveProperty(key);
    }
  }
  expect(seen).toBeGreaterThan(80);
});

test('an agent’s address is a host, a name or an IPv6 address, with its port where it is another than 161', () => {
  expect(parseSnmpAddress('snmp:10.0.0.5')).toEqual({ host: '10.0.0.5', port: 161 });
  expect(parseSnmpAddress('snmp:ups.mairie.lan:1161')).toEqual({ host: 'ups.mairie.lan', port: 1161 });
  expect(parseSnmpAddress('snmp:[2001:db8::1]:1161')).toEqual({ host: '2001:db8::1', port: 1161 });
  for (const wrong of ['10.0.0.5', 'snmp:', 'snmp:host:0', 'snmp:host:70000', 'snmp:a b', 'snmp:2001:db8::1', 'http:x'])
    expect(parseSnmpAddress(wrong), wrong).toBeUndefined();
});
