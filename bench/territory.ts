import type { Device, Territory } from '../devices/territory.ts';

/** One site with so many air sensors, `bench-0` on. */
export function benchTerritory(count: number): Territory {
  const devices = Array.from({ length: count }, (_, index): [string, Device] => [
    `bench-${index}`,
    { id: `bench-${index}`, name: `Bench ${index}`, site: 'bench', type: 'air-quality' },
  ]);
  return {
    organisations: new Map([['bench', { id: 'bench', name: 'Bench' }]]),
    sites: new Map([
      ['bench', { id: 'bench', name: 'Bench', organisation: 'bench', timeZone: 'Europe/Paris', fewStaff: false }],
    ]),
    devices: new Map(devices),
    clients: new Map(),
    calendars: new Map(),
    mappings: [],
  };
}
