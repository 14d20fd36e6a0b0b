import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe, openBrowser, openPage, signIn, sizes } from '../support/browser.ts';
import { startMachines } from '../support/machines.ts';

let browser: Browser;
let server: Awaited<ReturnType<typeof startMachines>>;
beforeAll(async () => {
  [browser, server] = await Promise.all([openBrowser(), startMachines()]);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

/** A table of the page as people read it, row by row, without its heads. */
async function rowsIn(page: Page, name: string): Promise<string[]> {
  const rows = page.getByRole('region', { name, exact: false }).locator('tbody tr');
  await rows.first().waitFor();
  const texts = await rows.allInnerTexts();
  return texts.map((text) => text.replace(/[\s\u00a0\u202f]+/g, ' ').trim());
}

test('a server’s page shows its interfaces and disks as tables, what is worst first, and follows them live', async () => {
  await using window = await openPage(browser, server.url);
  const { page, complaints } = window;
  await signIn(page, 'technicien@demo');
  await page.goto('/devices/srv-tartas');
  expect(await rowsIn(page, 'Interfaces')).toEqual([
    'eno2 ■ Hors service 0,0 Mbit/s 0,0 Mbit/s 0,00 /min',
    'wlan0 <img src=x onerror="document.title=1"> ▲ En partie – pas de valeur – pas de valeur – pas de valeur',
    'eno1 En service 12,3 Mbit/s 2,3 Mbit/s 0,00 /min',
    'eno10 En service 0,9 Mbit/s 0,0 Mbit/s 1,25 /min',
  ]);
  expect(await rowsIn(page, 'Disques')).toEqual(['/ 41,2 %', '/home 71,0 %', '/var 88,4 %']);
  server.tell('srv-tartas', 'disk.used', 97.5, '/var', 0);
  await page.getByRole('region', { name: 'Disques' }).getByText('97,5').waitFor();
  server.tell('srv-tartas', 'disk.used', 88.4, '/var', 0);
  const uptime = page.locator('.figure').filter({ hasText: 'Allumé depuis' });
  await uptime.getByText('124').waitFor();
  expect(await page.title()).toContain('Serveur de la mairie');
  expect(complaints).toEqual([]);
});

test('a column sorts its table, up and down, and then what is worst stands first again', async () => {
  await using window = await openPage(browser, server.url);
  const { page } = window;
  await signIn(page, 'technicien@demo');
  await page.goto('/devices/srv-tartas');
  const disks = page.getByRole('region', { name: 'Disques' });
  const names = () => disks.locator('tbody th').allInnerTexts();
  const used = disks.getByRole('columnheader', { name: 'Disque occupé' });
  await used.getByRole('button').click();
  await expect.poll(names).toEqual(['/var', '/home', '/']);
  expect(await used.getAttribute('aria-sort')).toBe('descending');
  await used.getByRole('button').click();
  await expect.poll(names).toEqual(['/', '/home', '/var']);
  await used.getByRole('button').click();
  await expect.poll(() => used.getAttribute('aria-sort')).toBe('none');
});

test('a row leads to its curves, of that interface alone', async () => {
  await using window = await openPage(browser, server.url);
  const { page, complaints } = window;
  await signIn(page, 'technicien@demo');
  await page.goto('/devices/srv-tartas');
  await page.getByRole('link', { name: 'eno1', exact: true }).click();
  await page.getByRole('heading', { name: 'Courbes de eno1' }).waitFor();
  expect(await page.locator('figure.chart h3').allInnerTexts()).toEqual([
    'Débit entrant',
    'Débit sortant',
    'Erreurs d’interface',
    'Interface',
  ]);
  await page.getByRole('link', { name: 'Toutes les courbes' }).click();
  await page.getByRole('heading', { name: 'Mesures' }).waitFor();
  expect(await page.locator('figure.chart h3').allInnerTexts()).not.toContain('Débit entrant');
  expect(complaints).toEqual([]);
});

test('a firewall and a member’s backups show services, licences, tunnels, clients, in French and in English', async () => {
  await using window = await openPage(browser, server.url);
  const { page } = window;
  await signIn(page, 'technicien@demo');
  await page.goto('/devices/fw-tartas');
  expect((await rowsIn(page, 'Services du pare-feu')).slice(0, 3)).toEqual([
    'ips ■ En défaut',
    'sslvpn ▲ Dégradé',
    'antivirus Bon',
  ]);
  expect(await rowsIn(page, 'Licences du pare-feu')).toEqual([
    'sandstorm ■ En défaut -10 j',
    'base Bon 305 j',
    'network Bon 12 j',
  ]);
  expect(await rowsIn(page, 'Tunnels VPN')).toEqual(['Vers Dax ▲ En partie', 'Vers ALPI En service']);
  await page.evaluate("localStorage.setItem('vigie.language', 'en')");
  await page.goto('/devices/sauvegardes-tartas');
  expect(await rowsIn(page, 'Backup clients')).toEqual([
    '<img src=x onerror="document.title=1"> ■ Missing 105.0 h 1.2 GB 41 min',
    'srv-etatcivil ■ Failed 57.2 h 2.1 GB 5 min',
    'srv-ged ■ Failed 33.5 h 3.8 GB 41 min',
    'srv-sig ▲ To be checked 9.0 h 14.2 GB 41 min',
    'poste-compta ● Running 33.0 h – no value – no value',
    'srv-paie Succeeded 9.5 h 13.5 GB 41 min',
    'srv-tartas Succeeded 9.5 h 128.8 GB 17 min',
  ]);
});

test('the audit of a server recommends with its evidence, and says what is not known', async () => {
  await using window = await openPage(browser, server.url);
  const { page, complaints } = window;
  await signIn(page, 'mairie.tartas@demo');
  await page.goto('/devices/srv-tartas');
  await page.getByRole('link', { name: 'Audit de l’équipement' }).click();
  await page.getByRole('heading', { name: 'Recommandations' }).waitFor();
  const plain = (texts: string[]) => texts.map((text) => text.replace(/[\s\u00a0\u202f]+/g, ' ').trim());
  expect(plain(await page.locator('.advice li').allInnerTexts())).toEqual([
    '■Appliquer les mises à jour : 12 en attente, sans un jour à zéro depuis 30 j',
    '■Faire réparer ou remplacer « Physical Disk 0:1:1 » : En défaut',
    '■Ajouter de la mémoire : plus de 90 % pendant 21 des 30 derniers jours ; 93 % aujourd’hui',
    '▲Faire vérifier « Matériel » : Dégradé',
    expect.stringMatching(
      /^▲Libérer ou agrandir \/var : 88 % aujourd’hui, \+3,5 points par semaine : plein vers le [0-9]+ décembre 2026 \(entre le .+ et le .+\)$/,
    ),
    '●Prévoir un redémarrage : allumé depuis 124 j : une mise à jour du système peut attendre un redémarrage',
  ]);
  await page.getByText(/Sans réponse, en tout ou en partie\s: Un disque sera-t-il plein/).waitFor();
  const topic = (name: string) => page.getByRole('region', { name }).locator('li').allInnerTexts();
  expect(plain(await topic('Un disque sera-t-il plein ?')).at(-1)).toBe(
    'Non /: 41 % aujourd’hui, sans hausse certaine sur 30 jours'.replace('/:', '/ :'),
  );
  expect(plain(await topic('Les sauvegardes sont-elles bonnes ?'))).toEqual([
    'Oui srv-tartas : Réussie, dernière bonne sauvegarde il y a 9 h',
  ]);
  expect(complaints).toEqual([]);
});

test('the audit prints as ink on paper, without buttons, also from a dark screen, and is whole in English', async () => {
  await using window = await openPage(browser, server.url, { colorScheme: 'dark', viewport: sizes.phone });
  const { page } = window;
  await signIn(page, 'technicien@demo');
  await page.evaluate("localStorage.setItem('vigie.language', 'en')");
  await page.goto('/devices/srv-tartas/audit');
  await page.getByText('Add memory').waitFor();
  await page
    .getByText(/over 90\s% on 21 of the last 30 days/)
    .first()
    .waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  expect(await axe(page)).toEqual([]);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
  expect(await page.locator('.demo').isVisible()).toBe(true);
  expect(await page.locator('#menu').isVisible()).toBe(false);
  const ink = await page.evaluate("getComputedStyle(document.querySelector('.audit h2')).color");
  expect(ink).toBe('rgb(23, 33, 30)');
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  await page.emulateMedia({ media: 'screen' });
  await page.goto('/devices/srv-tartas');
  await page.locator('.chart canvas').first().waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('main .button:visible').count()).toBe(0);
});

const looks = [
  { size: 'phone', colorScheme: 'dark' },
  { size: 'laptop', colorScheme: 'light' },
  { size: 'zoomed', colorScheme: 'light' },
  { size: 'wall', colorScheme: 'dark' },
] as const;
for (const { size, colorScheme } of looks)
  test(`at the size of a ${size} a device’s tables stay inside the window, and axe finds nothing wrong`, async () => {
    await using window = await openPage(browser, server.url, { viewport: sizes[size], colorScheme });
    const { page } = window;
    await signIn(page, 'technicien@demo');
    let seen = 0;
    for (const device of ['srv-tartas', 'fw-tartas', 'sauvegardes-tartas']) {
      await page.goto(`/devices/${device}`);
      await page.locator('.instances tbody tr').first().waitFor();
      const wide = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(wide, `${device} is wider than the window`).toBeLessThanOrEqual(0);
      seen++;
    }
    expect(seen).toBe(3);
    await page.goto('/devices/srv-tartas');
    await page.locator('.instances tbody tr').first().waitFor();
    expect(await axe(page)).toEqual([]);
  });
