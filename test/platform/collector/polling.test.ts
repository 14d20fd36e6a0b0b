import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder } from '../../support/folder.ts';
import { freeUdpPort, startSnmpd } from '../../support/snmpd.ts';
import { productionFolder, runVigie, startVigie } from '../../support/vigie.ts';

const snmpd = `createUser alice SHA-256 "authpass1" AES "privpass1"
rouser alice priv
`;
const settings = `collector:
  credentials:
    servers:
      { version: "3", user: alice, authProtocol: sha256, authKeyFile: auth, privProtocol: aes, privKeyFile: priv }
    switches: { version: 2c, communityFile: community }
`;

test('a server is asked from the start on: its readings arrive like any other’s, and who is silent says why on its page', async () => {
  await using folder = await emptyFolder();
  await using agent = await startSnmpd({ folder: folder.path, config: snmpd });
  const nobody = await freeUdpPort();
  const place = await folderOf(
    folder.path,
    `  - { id: serveur, name: Serveur, site: mairie, type: linux-host, address: "snmp:127.0.0.1:${agent.port}", credentials: servers }
  - { id: onduleur, name: Onduleur, site: mairie, type: ups, address: "snmp:127.0.0.1:${nobody}", credentials: switches }
`,
  );
  await using vigie = await startVigie(place);

  await expect
    .poll(async () => {
      const { items } = (await vigie.get('/api/v1/readings/latest?device=serveur')) as {
        items: { metric: string; instance?: string }[];
      };
      return items.map(({ metric, instance }) => (instance === undefined ? metric : `${metric}{${instance}}`));
    })
    .toEqual(expect.arrayContaining(['device.up', 'disk.used{/}', 'host.memory', 'host.uptime']));
  expect(await vigie.get('/api/v1/devices/serveur')).not.toHaveProperty('trouble');
  await expect
    .poll(() => vigie.get('/api/v1/devices/onduleur'))
    .toMatchObject({
      trouble: { is: 'unreachable', reason: expect.stringContaining(`snmp:127.0.0.1:${nobody} does not answer`) },
    });
  await expect
    .poll(() => vigie.get('/api/v1/readings/latest?device=onduleur'))
    .toMatchObject({ items: [{ metric: 'device.up', value: 0 }] });
  expect(await vigie.get('/api/v1/refused')).toMatchObject({ items: [] });
});

test('a web page and a service are visited from the start on', async () => {
  await using folder = await emptyFolder();
  const page = createServer((_request, response) => response.end('Bienvenue à Tartas'));
  page.listen(0, '127.0.0.1');
  await once(page, 'listening');
  const { port } = page.address() as AddressInfo;
  const place = await folderOf(
    folder.path,
    `  - { id: page, name: Page, site: mairie, type: web-site, address: "http://127.0.0.1:${port}/", expect: Bienvenue }
  - { id: service, name: Service, site: mairie, type: tcp-service, address: "tcp://127.0.0.1:${port}" }
`,
  );
  await using vigie = await startVigie(place);
  for (const device of ['page', 'service']) {
    await expect
      .poll(() => vigie.get(`/api/v1/readings/latest?device=${device}`))
      .toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ metric: 'device.up', value: 1 })]) });
  }
  expect(await vigie.get('/api/v1/readings/latest?device=page')).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ metric: 'http.up', value: 1 })]),
  });
  page.close();
});

test('credentials that nobody gives, keys that are none, addresses that lead nowhere: each is a mistake with its line', async () => {
  await using folder = await emptyFolder();
  const { config } = await folderOf(
    folder.path,
    `  - { id: one, name: One, site: mairie, type: ups, address: "snmp:10.0.0.5", credentials: switch }
  - { id: two, name: Two, site: mairie, type: ups, address: "10.0.0.6" }
  - { id: three, name: Three, site: mairie, type: air-quality, credentials: switches }
`,
  );
  await writeFile(join(folder.path, 'priv'), 'short\n');
  await writeFile(join(folder.path, 'community'), '\n');
  const wrongTerritory = await runVigie(['check', '--config', config]);
  const land = join(folder.path, 'territory/tartas.yaml');
  expect(wrongTerritory.stderr.trimEnd().split('\n')).toEqual([
    `${config}:9 collector.credentials.servers.privKeyFile "${join(folder.path, 'priv')}" holds less than 8 characters`,
    `${config}:10 collector.credentials.switches.communityFile "${join(folder.path, 'community')}" holds nothing`,
    `${land}:7 devices[3].address "10.0.0.6" is not where an SNMP agent is, as snmp:10.0.0.5 or snmp:10.0.0.5:1161`,
    `${land}:7 devices[3] is asked over SNMP: name its credentials, of the setting collector.credentials`,
    `${land}:8 devices[4].credentials needs a device that Vigie asks, which "air-quality" is not`,
  ]);
  await writeFile(
    land,
    `organisations: [{ id: tartas, name: Tartas }]
sites: [{ id: mairie, name: Mairie, organisation: tartas }]
devices: [{ id: one, name: One, site: mairie, type: ups, address: "snmp:10.0.0.5", credentials: switch }]
`,
  );
  const unnamed = await runVigie(['check', '--config', config]);
  expect(unnamed.stderr).toContain(
    `${config}:7 collector.credentials has no "switch", which device "one" of the territory names. Did you mean "switches"?`,
  );
});

async function folderOf(path: string, devices: string) {
  await writeFile(join(path, 'auth'), 'authpass1\n');
  await writeFile(join(path, 'priv'), 'privpass1\n');
  await writeFile(join(path, 'community'), 'hidden\n');
  return productionFolder(path, { devices, yaml: settings });
}
