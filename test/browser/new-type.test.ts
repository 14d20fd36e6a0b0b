import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startAgent } from '../../simulators/snmp/agent.ts';
import { openBrowser, openPage, signIn } from '../support/browser.ts';
import { admin, productionFolder, startVigie } from '../support/vigie.ts';

const devices = pathToFileURL(join(import.meta.dirname, '../../devices')).href;

/** A whole device type as its file would hold it, and the one line that the catalogue would. */
const pump = `import { catalogue } from '${devices}/catalogue.ts';
import { defineDeviceType } from '${devices}/device-type.ts';

/** A pump with its tanks. */
const pump = defineDeviceType({
  id: 'pump',
  label: { fr: 'Pompe de relevage', en: 'Lift pump' },
  source: {
    kind: 'snmp',
    every: '2s',
    silentAfter: '20s',
    is: { sysObjectID: ['1.3.6.1.4.1.99999.1'] },
    tables: { tanks: { label: { fr: 'Cuves', en: 'Tanks' }, name: ['1.3.6.1.4.1.99999.2.1.2'] } },
  },
  metrics: {
    'pump.up': {
      unit: '', kind: 'state', resolution: 0.5, label: { fr: 'Vanne', en: 'Valve' },
      table: 'tanks', from: '1.3.6.1.4.1.99999.2.1.5', states: { 1: 1, 2: 0 },
    },
    'disk.used': { table: 'tanks', from: '1.3.6.1.4.1.99999.2.1.3', of: '1.3.6.1.4.1.99999.2.1.4' },
    'device.up': {},
  },
});
catalogue.set(pump.id, pump);
`;
const recording = `1.3.6.1.2.1.1.3.0|67|360000
1.3.6.1.4.1.99999.2.1.2.1|4|nord
1.3.6.1.4.1.99999.2.1.3.1|66|300
1.3.6.1.4.1.99999.2.1.4.1|66|800
1.3.6.1.4.1.99999.2.1.5.1|2|1
1.3.6.1.4.1.99999.2.1.2.2|4|sud
1.3.6.1.4.1.99999.2.1.3.2|66|200
1.3.6.1.4.1.99999.2.1.4.2|66|800
1.3.6.1.4.1.99999.2.1.5.2|2|2
`;

test('a new kind of device is one file and one line: it is polled, and its tables are on the screen', async () => {
  expect(pump.trimEnd().split('\n').length).toBeLessThan(30);
  await using folder = await mkdtempDisposable(join(tmpdir(), 'vigie-'));
  await using agent = await startAgent({ recording, community: 'hidden' });
  const file = join(folder.path, 'pump.ts');
  await writeFile(file, pump);
  await writeFile(join(folder.path, 'community'), 'hidden\n', { mode: 0o600 });
  const place = await productionFolder(folder.path, {
    devices: `  - { id: pompe, name: Pompe du stade, site: mairie, type: pump, address: "snmp:127.0.0.1:${agent.port}", credentials: pumps }\n`,
    yaml: `collector: { credentials: { pumps: { version: 2c, communityFile: ${join(folder.path, 'community')} } } }\n`,
  });
  // the real program, with the new file loaded before it as if the catalogue named it
  vi.stubEnv('NODE_OPTIONS', `--import ${pathToFileURL(file).href}`);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  await using vigie = await startVigie(place);
  await using browser = await openBrowser();
  await using window = await openPage(browser, vigie.url);
  const { page, complaints } = window;
  await signIn(page, admin.email, admin.password);
  await page.goto('/devices/pompe');
  await page.getByText('Pompe de relevage').waitFor();
  const rows = page.getByRole('region', { name: 'Cuves' }).locator('tbody tr');
  await rows.first().waitFor();
  const texts = async () => (await rows.allInnerTexts()).map((text) => text.replace(/[\s\u00a0\u202f]+/g, ' ').trim());
  await expect.poll(texts).toEqual(['sud ■ Hors service 25,0 %', 'nord En service 37,5 %']);
  agent.set('1.3.6.1.4.1.99999.2.1.5.2|2|1\n1.3.6.1.4.1.99999.2.1.3.2|66|600\n');
  // the next poll reaches the screen by itself
  await expect.poll(texts, { timeout: 15_000 }).toEqual(['nord En service 37,5 %', 'sud En service 75,0 %']);
  expect(complaints).toEqual([]);
});
