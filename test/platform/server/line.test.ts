import { expect, test } from 'vitest';
import type { Device, Territory } from '../../../devices/territory.ts';
import { startTestServer } from '../../support/server.ts';
import { territoryOfTwo } from '../../support/territory-of-two.ts';

const line = { operator: 'Orange Business', contract: 'FTTO-40313', support: '39 00' };

test('what is behind a line says whose it is and whom to call, however far behind', async () => {
  const known = territoryOfTwo();
  const added: Device[] = [
    { id: 'ligne', name: 'Liaison', site: 'mairie-tartas', type: 'site-line', address: 'icmp:203.0.113.5', line },
    { id: 'routeur', name: 'Routeur', site: 'mairie-tartas', type: 'network-equipment', parent: 'ligne' },
    { ...known.devices.get('serveur-tartas')!, parent: 'routeur' },
    // another organisation's line is none of their business
    { ...known.devices.get('air-dax')!, parent: 'ligne' },
  ];
  const territory: Territory = {
    ...known,
    devices: new Map([...known.devices, ...added.map((one) => [one.id, one] as const)]),
  };
  await using server = await startTestServer({ parts: { territory: () => territory } });
  const told = { device: 'ligne', name: 'Liaison', ...line };
  let seen = 0;
  for (const id of ['ligne', 'routeur', 'serveur-tartas']) {
    expect((await server.ask('responsable tartas', `/devices/${id}`)).body.line, id).toEqual(told);
    seen++;
  }
  expect(seen).toBe(3);
  expect((await server.ask('technician', '/devices/air-dax')).body).not.toHaveProperty('line');
  expect((await server.ask('technician', '/devices/eau-tartas')).body).not.toHaveProperty('line');
});
