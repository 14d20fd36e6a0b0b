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
