import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import { defineDeviceType } from '../../../devices/device-type.ts';
import { tablesOf } from '../../../devices/tables.ts';

const shown = (id: string) => tablesOf(catalogue.get(id)!).map((table) => [table.label.fr, ...table.metrics]);

test('metrics that share their rows stand in one table, and what has a single value in none', () => {
  expect(shown('linux-host')).toEqual([
    ['Disques', 'disk.used'],
    ['Interfaces', 'interface.in', 'interface.out', 'interface.errors', 'interface.up'],
  ]);
  expect(shown('sophos-firewall')).toEqual([
    ['Services du pare-feu', 'firewall.service'],
    // the same nine names: one table, whatever columns of the MIB they come from
    ['Licences du pare-feu', 'firewall.licence', 'firewall.licenceDays'],
    ['Bornes', 'wifi.up', 'wifi.clients'],
    ['Tunnels VPN', 'vpn.up'],
  ]);
  expect(shown('avamar-member')).toEqual([
    ['Clients sauvegardés', 'backup.state', 'backup.age', 'backup.bytes', 'backup.duration'],
  ]);
  expect(shown('climate')).toEqual([]);
});

test('a table of its own is called as its description says, or as its first metric', () => {
  const pump = (label?: { fr: string; en: string }) =>
    defineDeviceType({
      id: 'pump',
      label: { fr: 'Pompe', en: 'Pump' },
      source: {
        kind: 'snmp',
        every: '1m',
        silentAfter: '5m',
        is: { answers: '1.3.6.1.4.1.99999.2' },
        tables: { tanks: { name: ['1.3.6.1.4.1.99999.2.1.2'], ...(label && { label }) } },
      },
      metrics: { 'disk.used': { table: 'tanks', from: '1.3.6.1.4.1.99999.2.1.3' } },
    });
  expect(tablesOf(pump({ fr: 'Cuves', en: 'Tanks' }))[0]?.label.fr).toBe('Cuves');
  expect(tablesOf(pump())[0]?.label.fr).toBe('Disque occupé');
});

test('every table of the catalogue names metrics of its type, each once', () => {
  let tables = 0;
  for (const type of catalogue.values()) {
    const metrics = tablesOf(type).flatMap((table) => table.metrics);
    tables += tablesOf(type).length;
    expect(new Set(metrics).size, type.id).toBe(metrics.length);
    for (const metric of metrics) expect(type.metrics, type.id).toHaveProperty([metric]);
  }
  expect(tables).toBeGreaterThan(30);
});
