import { expect, test } from 'vitest';
import { createNotices } from '../../gateway/state/create-notices.ts';
import { openPage, signIn, sizes, withBrowser } from '../support/browser.ts';
import { notice } from '../support/notices-in-hand.ts';
import { startScreens } from '../support/screens.ts';

const { browser, server } = withBrowser(() => startScreens());

test('a mayor chooses what Vigie tells, and finds it again', async () => {
  await using window = await openPage(browser(), server().url);
  const { page, complaints } = window;
  await signIn(page, 'mairie.tartas@demo');
  await page.goto('/compte');
  const form = page.getByRole('region', { name: 'Mes notifications' });
  await form.getByText('rien n’a encore été choisi').waitFor();
  await form.getByLabel('Courriel, Attention').uncheck();
  await form.getByRole('group', { name: 'À quel sujet' }).getByLabel('Sauvegardes').uncheck();
  await form.getByRole('group', { name: 'Un seul courriel par jour' }).getByLabel('Attention').check();
  await form.getByLabel('À', { exact: true }).fill('09:15');
  await form.getByLabel('Ne rien me dire à certaines heures').check();
  // what is of the agency alone is not offered
  expect(await form.getByLabel('Aussi quand une autre personne').count()).toBe(0);
  await form.getByRole('button', { name: 'Enregistrer' }).click();
  await form.getByText('C’est noté').waitFor();
  const mayor = await server().accounts.userByEmail('mairie.tartas@demo');
  expect(await server().parts.noticing.wishes.of(mayor?.id ?? '')).toMatchObject({
    channels: { mail: ['critical'] },
    topics: ['water', 'energy', 'air'],
    digest: { severities: ['warning'], minute: 555 },
    quiet: { fromMinute: 1320, toMinute: 420 },
  });
  await createNotices(server().state).decide(
    [{ ...notice({ to: mayor?.id ?? '' }), tell: false, reason: { because: 'consequence', device: 'switch' } }],
    [],
    Date.now(),
  );
  await form.getByRole('link', { name: 'Notifications envoyées' }).click();
  await page.getByRole('row', { name: /Non envoyée · Courriel · conséquence d’une autre panne \(switch\)/ }).waitFor();
  await page.goto('/compte');
  await form.getByRole('button', { name: 'Enregistrer' }).waitFor();
  expect(await form.getByLabel('Courriel, Attention').isChecked()).toBe(false);
  expect(await form.getByLabel('Courriel, Critique').isChecked()).toBe(true);
  expect(complaints).toEqual([]);
});

test('a technician writes the rota, notes a swap, and takes the calendar’s address', async () => {
  await using window = await openPage(browser(), server().url, { viewport: sizes.phone });
  const { page, complaints } = window;
  await signIn(page, 'technicien@demo');
  await page.goto('/permanence');
  await page.getByText('Personne n’est de permanence').waitFor();
  const rota = page.getByRole('region', { name: 'Roulement' });
  await rota.getByLabel('Ajouter une personne').selectOption({ label: 'technician' });
  await rota.getByLabel('Ajouter une personne').selectOption({ label: 'administrator' });
  await rota.getByRole('button', { name: 'Plus tôt : administrator' }).click();
  await rota.getByRole('button', { name: 'Enregistrer le roulement' }).click();
  // the clock of these tests stands on Wednesday 18 November: fifteen days end on 2 December
  await page.getByText('Aujourd’hui : administrator, jusqu’au mercredi 2 décembre').waitFor();
  const swap = page.getByRole('region', { name: 'Échange' });
  await swap.getByLabel('Qui').selectOption({ label: 'technician' });
  await swap.getByRole('button', { name: 'Noter l’échange' }).click();
  await page.getByText('Aujourd’hui : technician, jusqu’au mercredi 18 novembre').waitFor();
  await swap.getByRole('button', { name: /Annuler l’échange du mercredi 18 novembre/ }).click();
  await page.getByText('Aujourd’hui : administrator').waitFor();
  await page.getByRole('button', { name: 'Donner une adresse' }).click();
  const address = new URL((await page.locator('.duty-address').textContent()) ?? '');
  const feed = await fetch(`${server().url}${address.pathname}${address.search}`);
  expect(await feed.text()).toContain('SUMMARY:Permanence : administrator');
  // nothing is wider than the phone
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  expect(complaints).toEqual([]);
});
