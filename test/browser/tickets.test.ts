import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { alertOf } from '../support/alerts-in-hand.ts';
import { axe, openPage, signIn, sizes, withBrowser } from '../support/browser.ts';
import { startScreens } from '../support/screens.ts';

const { browser, server } = withBrowser(() => startScreens());
const shots = process.env.VIGIE_SHOTS;

test('a call becomes a ticket in two clicks, joins it in one, is followed, solved, handed over and counted', async () => {
  server().alerts.all.push(alertOf());
  await using window = await openPage(browser(), server().url);
  const { page, complaints } = window;
  const shot = async (name: string) => {
    if (shots === undefined) return;
    mkdirSync(shots, { recursive: true });
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const size of ['laptop', 'phone'] as const) {
        await page.setViewportSize(sizes[size]);
        await page.screenshot({ path: join(shots, `${name}-${scheme}-${size}.png`), fullPage: true });
      }
    }
    await page.setViewportSize(sizes.laptop);
  };
  await signIn(page, 'technicien@demo');
  await page.goto('/organisations/tartas');
  const call = page.getByRole('region', { name: 'Demandes' });
  await call.getByRole('button', { name: 'Nouvelle demande' }).click();
  await page.getByRole('checkbox', { name: /CO₂/ }).waitFor();
  await shot('new');
  await page.getByRole('button', { name: 'Ouvrir la demande' }).click();
  await page.getByRole('heading', { level: 1, name: 'Air confiné (CO₂)' }).waitFor();
  await page
    .getByText(/640.ppm, au-dessus/)
    .first()
    .waitFor();
  expect(server().parts.tickets.open()).toMatchObject([{ alerts: ['alert-1'], source: 'call', calls: 1 }]);

  await page.goto('/organisations/dax');
  await page.getByRole('region', { name: 'Demandes' }).getByText('Aucune demande ouverte').waitFor();
  await page.goto('/organisations/tartas');
  await call.getByRole('button', { name: 'Cet appel aussi #1' }).click();
  await call.getByText('Appel ajouté à la demande n° 1').waitFor();
  await shot('call');

  // the alert's own ticket is the one there is
  await page.goto('/tickets');
  await page.getByRole('link', { name: /#1 Air confiné/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Je la prends' }).click();
  await expect.poll(() => server().parts.tickets.open()[0]?.assignee).toBe('technicien@demo');
  await page.getByRole('radio', { name: 'Note interne' }).check();
  await page.getByLabel('Texte').fill('vu avec l’école');
  await page.getByRole('button', { name: 'Ajouter' }).click();
  await page.getByText('vu avec l’école').waitFor();
  await shot('ticket');
  expect(await axe(page)).toEqual([]);

  // another's change is there without a reload
  await server().parts.tickets.cleared(['alert-1'], () => false, Date.now());
  await page.getByText('Ses alertes ont cessé').waitFor();
  const more = { organisation: 'dax', title: 'Imprimante de l’état civil', category: 'printer' };
  await server().ask('responsable dax', '/tickets', { method: 'POST', body: more });
  await page.goto('/tickets/passation');
  await page.getByRole('heading', { name: 'À clore' }).waitFor();
  await page.getByRole('link', { name: /Imprimante de l’état civil/ }).waitFor();
  await shot('handover');
  expect(await axe(page)).toEqual([]);

  await page.goto('/tickets/1');
  await page.getByRole('radio', { name: 'Solution' }).check();
  await page.getByLabel('Texte').fill('fenêtres ouvertes');
  await page.getByRole('button', { name: 'Résoudre' }).click();
  await page.getByRole('button', { name: 'Rouvrir' }).waitFor();
  await page.goto('/tickets?etat=over&categorie=other');
  await page.getByRole('link', { name: /#1/ }).waitFor();
  await page.goto('/tickets?etat=all&q=imprimante');
  await page.getByText('1 demande', { exact: true }).waitFor();
  await page.getByRole('searchbox').fill('');
  await page.getByText('2 demandes', { exact: true }).waitFor();
  expect(new URL(page.url()).search).toBe('?etat=all');
  await page.getByRole('link', { name: /#2/ }).focus();
  await page.keyboard.press('j');
  expect(await page.evaluate('document.activeElement.dataset.ticket')).toBe('1');
  await shot('list');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('link', { name: 'Statistiques' }).click();
  await page.getByText(/2 appels en \d+ jours ouvrés/).waitFor();
  await shot('statistics');
  expect(await axe(page)).toEqual([]);
  // nothing is wider than a phone
  await page.setViewportSize(sizes.phone);
  for (const path of ['/tickets?etat=all', '/tickets/1', '/tickets/statistiques', '/tickets/passation']) {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(390);
  }
  expect(complaints).toEqual([]);
});

test('from the list of alerts one key opens a ticket, of several alerts one for each member; who comes second undoes nothing', async () => {
  const { alerts, parts, ask, url } = server();
  const dax = { organisation: 'dax', site: 'mairie-dax', device: 'air-dax' };
  alerts.all.splice(0, alerts.all.length, alertOf({ id: 'a-1', severity: 'critical' }), alertOf({ id: 'a-2' }));
  alerts.all.push(alertOf({ id: 'a-3', ...dax }));
  await using window = await openPage(browser(), url);
  const { page, complaints } = window;
  await signIn(page, 'technicien@demo');
  await page.goto('/alertes');
  const lines = page.locator('.alert-open');
  await lines.nth(2).waitFor();
  // nothing on the page has the focus: the key is about the first line
  await page.keyboard.press('t');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Tartas : une demande pour 1 alerte').waitFor();
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Ouvrir la demande' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: /^Air confiné \(CO₂\), Qualité/ }).waitFor();
  const [first] = parts.tickets.open();
  expect([first?.alerts, first?.priority]).toEqual([['a-1'], 'urgent']);

  await page.goto('/alertes');
  await lines.nth(2).waitFor();
  // letters in a row search; the list keeps still
  await page.keyboard.type('tar', { delay: 50 });
  await page.getByRole('dialog', { name: 'Rechercher' }).waitFor();
  await page.keyboard.press('Escape');
  await lines.first().focus();
  for (const key of ['x', 'j', 'x', 'j', 'x', 't']) await page.keyboard.press(key);
  await dialog.getByText('Tartas : une demande pour 2 alertes').waitFor();
  await dialog.getByText('Dax : une demande pour 1 alerte').waitFor();
  await dialog.getByRole('button', { name: 'Ouvrir les demandes' }).press('Enter');
  await dialog.getByText('Demandes ouvertes ou complétées').waitFor();
  expect(
    parts.tickets
      .open()
      .filter(({ source }) => source === 'alert')
      .map(({ organisation, alerts: of }) => [organisation, of]),
  ).toEqual([
    ['dax', ['a-3']],
    ['tartas', ['a-1', 'a-2']],
  ]);

  // two technicians: the other was quicker by a moment
  await page.goto(`/tickets/${first?.number}`);
  const text = page.getByLabel('Texte');
  await text.fill('je passe demain');
  const change = (body: object) => ask('administrator', `/tickets/${first?.number}`, { method: 'PATCH', body });
  let quicker = true;
  await page.route(`**/api/v1/tickets/${first?.number}`, async (route) => {
    if (route.request().method() === 'PATCH' && quicker) {
      quicker = false;
      await change({ state: 'waiting', assignee: 'admin@demo' });
    }
    await route.continue();
  });
  await page.getByRole('button', { name: 'Je la prends' }).click();
  const said = page.getByRole('alert').filter({ hasText: 'Rien n’a été changé' });
  await said.getByText('En attente, confiée à admin@demo').waitFor();
  expect(await page.getByRole('combobox', { name: 'État' }).inputValue()).toBe('waiting');
  expect(parts.tickets.open().find(({ number }) => number === first?.number)?.assignee).toBe('admin@demo');
  expect(await axe(page)).toEqual([]);
  await said.getByRole('button', { name: 'C’est lu' }).click();
  await said.waitFor({ state: 'detached' });
  // closed by the other while one writes: the text is still there
  await change({ state: 'closed' });
  await page.getByText('La demande vient d’être close').waitFor();
  expect(await text.inputValue()).toBe('je passe demain');
  await page.getByRole('button', { name: 'Rouvrir' }).click();
  await page.getByRole('button', { name: 'Ajouter' }).click();
  await page.locator('.ticket-actions').getByText('je passe demain').waitFor();
  expect(await text.inputValue()).toBe('');
  expect(complaints.map((one) => /\b409\b/.test(one))).toEqual([true]);
});
