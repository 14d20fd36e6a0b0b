import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { alertOf } from '../support/alerts-in-hand.ts';
import { axe, openPage, signIn, withBrowser } from '../support/browser.ts';
import { hostile, startScreens } from '../support/screens.ts';

const { browser, server } = withBrowser(startScreens);
const at = (hours: number) => new Date(Date.parse('2026-11-18T14:20:00Z') - hours * 3_600_000).toISOString();

/** Alerts as the API tells them, in the test’s hand. */
function alertsInHand() {
  const make = (id: string, more: object) => ({
    id,
    rule: 'rule',
    device: 'eau-tartas',
    site: 'mairie-tartas',
    organisation: 'tartas',
    severity: 'warning',
    active: true,
    acknowledged: false,
    since: at(2),
    value: 18,
    reason: 'Un débit de 18 L/h ne cesse pas',
    title: id,
    ...more,
  });
  const alerts = [
    make('Disque presque plein', { severity: 'warning', since: at(1) }),
    make('Fuite d’eau probable', { severity: 'critical', since: at(26) }),
    make('Liaison coupée', {
      severity: 'critical',
      since: at(3),
      device: 'ligne-dax',
      organisation: 'dax',
      site: 'mairie-dax',
    }),
    make('Serveur injoignable', { cause: 'ligne-dax', device: 'serveur-dax', organisation: 'dax', site: 'mairie-dax' }),
    make(hostile, { severity: 'information', acknowledged: true }),
  ];
  const asked: { path: string; body: unknown }[] = [];
  async function answer(page: Page) {
    await page.route('**/api/v1/alerts**', async (route) => {
      const path = new URL(route.request().url()).pathname.replace('/api/v1/alerts', '');
      if (route.request().method() === 'POST') {
        asked.push({ path: decodeURI(path), body: route.request().postDataJSON() });
        const found = alerts.find(
          ({ id }) => path === `/${encodeURIComponent(id)}/acknowledge` || decodeURI(path) === `/${id}/acknowledge`,
        );
        if (found) Object.assign(found, { acknowledged: true });
        return route.fulfill({ status: 200, json: {} });
      }
      if (path === '/statistics') return route.fulfill({ json: { items: [], next: null } });
      if (path === '') return route.fulfill({ json: { items: alerts, next: null } });
      const one = alerts.find(({ id }) => `/${id}` === decodeURI(path));
      return route.fulfill({
        json: {
          ...{
            ...one,
            explanation: ['Mesuré 30 fois de suite.'],
            before: [{ id: 'autre', since: at(90), until: at(80) }],
          },
          ...{ timeline: [{ at: at(26), is: 'raised', text: 'Levée' }], consequences: ['Serveur injoignable'] },
          follows: [
            {
              ...{ id: 'Serveur injoignable', title: 'Serveur injoignable', severity: 'critical' },
              device: { id: 'serveur-dax', name: 'Serveur de fichiers' },
              site: { id: 'mairie-dax', name: 'Mairie de Dax' },
            },
          ],
        },
      });
    });
  }
  return { alerts, asked, answer, make };
}

test('the alerts are worked through by the keyboard, consequences folded under their cause, and nothing moves under the hand', async () => {
  await using window = await openPage(browser(), server().url);
  const { page, complaints } = window;
  const inHand = alertsInHand();
  await inHand.answer(page);
  await signIn(page, 'technicien@demo');
  await page.getByRole('link', { name: 'Alertes' }).click();
  const titles = page.locator('.alert-title');
  await titles.first().waitFor();
  expect(await titles.allTextContents()).toEqual(['Liaison coupée', 'Fuite d’eau probable', 'Disque presque plein']);
  expect(await axe(page)).toEqual([]);
  const fold = page.getByRole('button', { name: '1 conséquence' });
  await fold.click();
  expect(await titles.allTextContents()).toContain('Serveur injoignable');
  await fold.click();

  await page.locator('.alert-open').first().focus();
  await page.keyboard.press('j');
  await page.locator('.alert-open:focus').getByText('Fuite d’eau probable').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('article', { name: 'Fuite d’eau probable' }).getByText('Mesuré 30 fois de suite.').waitFor();
  expect(await axe(page)).toEqual([]);
  // while the list has the focus a new alert waits instead of pushing the others down
  inHand.alerts.push(inHand.make('Onduleur sur batterie', { severity: 'critical', since: at(0) }));
  await page.keyboard.press('a');
  await page.getByRole('dialog').getByRole('button', { name: 'Valider' }).click();
  await expect
    .poll(() => inHand.asked)
    .toEqual([{ path: '/Fuite d’eau probable/acknowledge', body: { mode: 'until-clear' } }]);
  await page.getByText('1 nouvelle').waitFor();
  expect(await titles.allTextContents()).toEqual(['Liaison coupée', 'Fuite d’eau probable', 'Disque presque plein']);
  await page.getByText('prise en charge').first().waitFor();
  await page.getByRole('button', { name: 'Afficher' }).click();
  await expect
    .poll(() => titles.allTextContents())
    .toEqual(['Onduleur sur batterie', 'Liaison coupée', 'Disque presque plein']);

  // what ended stays under the hand as over, also when the list was asked again, and goes when it is let go
  await page.locator('.alert-open').first().focus();
  await page.mouse.move(1, 1);
  const ended = inHand.alerts.splice(
    inHand.alerts.findIndex(({ id }) => id === 'Liaison coupée'),
    1,
  );
  await page.keyboard.press('a');
  await page.getByRole('dialog').getByRole('button', { name: 'Valider' }).click();
  await page.locator('.alert-over .alert-title').getByText('Liaison coupée').waitFor();
  expect(await titles.allTextContents()).toEqual(['Onduleur sur batterie', 'Liaison coupée', 'Disque presque plein']);
  inHand.alerts.push(...ended);

  await page.getByRole('button', { name: 'Prises en charge' }).click();
  expect(page.url()).toContain('etat=acknowledged');
  await titles.getByText(hostile).waitFor();
  await page.goto('/alertes?gravite=warning');
  await expect.poll(() => titles.allTextContents()).toEqual(['Disque presque plein']);
  await page.locator('.alert-open').first().focus();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Les touches de la liste des alertes' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.goto('/ecran/alertes');
  await page.getByText('Onduleur sur batterie').waitFor();
  expect(await axe(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

test('an alert has a page that explains it and is acted on by keyboard, and leads to its rule', async () => {
  await using window = await openPage(browser(), server().url);
  const { page, complaints } = window;
  const inHand = alertsInHand();
  await inHand.answer(page);
  // the server itself knows nothing of alerts in the test’s hand
  await page.route('**/api/v1/notices**', (route) => route.fulfill({ json: { items: [], next: null } }));
  await signIn(page, 'technicien@demo');
  await page.goto(`/alertes/${encodeURIComponent('Liaison coupée')}`);
  await page.getByRole('heading', { level: 1, name: 'Liaison coupée' }).waitFor();
  for (const text of ['Mesuré 30 fois de suite.', 'Levée', '10 h']) await page.getByText(text).first().waitFor();
  await page.getByRole('link', { name: 'Serveur injoignable' }).waitFor();
  const follows = page.getByRole('region', { name: 'Ce qui s’ensuit' }).getByRole('link');
  expect(await follows.allTextContents()).toEqual(['Serveur injoignable', 'Serveur de fichiers', 'Mairie de Dax']);
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('a');
  await page.getByRole('dialog').getByRole('button', { name: 'Valider' }).click();
  await expect
    .poll(() => inHand.asked)
    .toEqual([{ path: '/Liaison coupée/acknowledge', body: { mode: 'until-clear' } }]);
  await page.getByRole('button', { name: 'Demande t' }).waitFor();
  await page.keyboard.press('t');
  await page.getByRole('dialog', { name: 'Ouvrir la demande' }).waitFor();
  expect(await axe(page), 'the ticket of an alert').toEqual([]);
  await page.keyboard.press('Escape');
  // whoever dictates or strikes keys by chance switches letters off beyond the list
  await page.goto('/alertes');
  await page.getByRole('button', { name: 'Touches' }).click();
  await page.getByRole('checkbox', { name: /^Ces lettres agissent dans toute la page/ }).uncheck();
  expect(await axe(page), 'the keys').toEqual([]);
  await page.goto(`/alertes/${encodeURIComponent('Liaison coupée')}`);
  await page.getByRole('button', { name: 'Demande t' }).waitFor();
  for (const key of ['t', 'a']) await page.keyboard.press(key);
  expect(await page.getByRole('dialog').count()).toBe(0);

  await page.goto('/regles?q=disk-used');
  const row = page.getByRole('row').filter({ hasText: 'disk.used' }).first();
  await row.waitFor();
  expect(await axe(page)).toEqual([]);
  await row.getByRole('button', { name: 'Moins bavarde' }).click();
  await page.getByRole('dialog').getByText('Aucune fausse alerte').waitFor();
  expect(complaints).toEqual([]);
});

test('an alert that comes while a screen is open speaks the reader’s language, in the list, on the wall and on the page for a call', async () => {
  await using window = await openPage(browser(), server().url);
  const { page, complaints } = window;
  await signIn(page, 'technicien@demo');
  await page.evaluate("localStorage.setItem('vigie.language', 'en')");
  const raise = (id: string, device: string) => {
    const alert = alertOf({ id, device, severity: 'critical' });
    server().alerts.all.push(alert);
    server().alerts.tell(alert);
  };
  const english = page.getByText('Stale air (CO₂)');
  try {
    await page.goto('/alertes');
    await page.getByText('No alert at the moment.').waitFor();
    raise('first', 'air-tartas');
    await english.first().waitFor();
    await page.goto('/ecran/alertes');
    await english.first().waitFor();
    raise('second', 'accueil-tartas');
    await expect.poll(() => english.count()).toBe(2);
    await page.goto('/organisations/tartas');
    await english.first().waitFor();
    expect(await page.getByText('Air confiné').count()).toBe(0);
    // the other language of the same open page
    await page.getByRole('button', { name: 'Français' }).click();
    await page.getByRole('region', { name: 'Alertes' }).getByText('Air confiné (CO₂)').first().waitFor();
    expect(complaints).toEqual([]);
  } finally {
    server().alerts.all.length = 0;
  }
});
