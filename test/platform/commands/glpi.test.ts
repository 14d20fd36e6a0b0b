import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { startGlpi } from '../../../simulators/glpi/glpi.ts';
import { emptyFolder } from '../../support/folder.ts';
import { productionFolder, runVigie, startVigie } from '../../support/vigie.ts';

const patience = { timeout: 15_000, interval: 50 };

test('a running Vigie keeps its tickets the same in GLPI, both ways, also over a kill -9', async () => {
  await using folder = await emptyFolder();
  await using glpi = await startGlpi();
  await writeFile(join(folder.path, 'user'), 'user\n', { mode: 0o600 });
  await writeFile(join(folder.path, 'app'), 'app\n', { mode: 0o600 });
  const files = `userTokenFile: ${join(folder.path, 'user')}, appTokenFile: ${join(folder.path, 'app')}`;
  const yaml = `helpdesk: { glpi: { api: v1, url: "${glpi.url}/apirest.php", ${files}, every: 1s } }\n`;
  const place = await productionFolder(folder.path, { yaml });
  const ticket = { organisation: 'tartas', title: 'Imprimante', description: 'Elle ne répond plus', source: 'call' };
  {
    await using vigie = await startVigie(place);
    const admin = await vigie.session();
    const made = await vigie.ask(admin, '/tickets', { ...ticket, kind: 'request', category: 'printer' });
    expect(made.status).toBe(201);
    await vi.waitFor(() => expect(glpi.tickets.get(1)?.name).toBe('Imprimante [VIGIE-1]'), patience);
    glpi.write(1, '<p>Câble débranché</p>');
    const said = async () =>
      (await vigie.ask(admin, '/tickets/1')).body.actions.map(
        ({ by, is, text }: { by: string; is: string; text: string }) => `${by} ${is} ${text}`,
      );
    await vi.waitFor(async () => expect(await said()).toContain('glpi follow-up Câble débranché'), patience);
    // what GLPI cannot be told now waits in the state, over the end of the process
    glpi.trouble = 'down';
    const followUp = { is: 'follow-up', text: 'Merci, rebranché' };
    expect((await vigie.ask(admin, '/tickets/1/actions', followUp)).status).toBe(201);
    await vigie.kill('SIGKILL');
  }
  glpi.trouble = 'none';
  await using vigie = await startVigie(place);
  const admin = await vigie.session();
  await vi.waitFor(
    () => expect(glpi.tickets.get(1)?.followups.map(({ content }) => content)).toContain('Merci, rebranché'),
    { ...patience, timeout: 25_000 },
  );
  glpi.move(1, 6);
  await vi.waitFor(async () => expect((await vigie.ask(admin, '/tickets/1')).body.state).toBe('closed'), patience);
  expect(glpi.tickets.size).toBe(1);
  expect(glpi.tickets.get(1)?.followups).toHaveLength(2);
});

test('a secret of GLPI that cannot be read and an address that is none are told before the start', async () => {
  await using folder = await emptyFolder();
  const absent = join(folder.path, 'absent');
  const yaml = `helpdesk: { glpi: { api: v1, url: "glpi.agence.fr", userTokenFile: ${absent} } }\n`;
  const { config } = await productionFolder(folder.path, { yaml });
  const { code, stderr } = await runVigie(['check', '--config', config]);
  expect(code).toBe(2);
  const lines = stderr.trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/helpdesk\.glpi\.url "glpi\.agence\.fr" must/);
  expect(lines[1]).toContain(`helpdesk.glpi.userTokenFile "${absent}" cannot be read`);
});
