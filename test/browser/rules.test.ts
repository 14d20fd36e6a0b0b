import { expect, test } from 'vitest';
import { axe, openPage, signIn, sizes, withBrowser } from '../support/browser.ts';
import { startScreens } from '../support/screens.ts';

const { browser, server } = withBrowser(startScreens);

test('a technician adapts a threshold: the mistake stands at its field, history says what changes, and it holds at once', async () => {
  await using window = await openPage(browser(), server().url);
  const { page, complaints } = window;
  await signIn(page, 'technicien@demo');
  await page.goto('/regles?q=co2');
  await page.getByRole('link', { name: 'Modifier Air confiné (CO₂), co2@type=air-quality' }).click();
  await page.getByRole('heading', { level: 1, name: 'Adapter la règle « Air confiné (CO₂) »' }).waitFor();
  // what a rule changes is told beside what it overrides
  const levels = page.getByRole('group', { name: 'Au-dessus de' });
  await levels.getByText('par défaut : 800 ppm (information), 1 500 ppm (attention)').waitFor();
  expect(await axe(page)).toEqual([]);

  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Rien n’est changé').waitFor();
  await page.getByLabel('Équipements concernés').selectOption('device');
  await page.getByLabel('Équipement', { exact: true }).selectOption('air-tartas');
  await levels.getByLabel('Information').fill('mille');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await levels.getByText('n’est pas un nombre').waitFor();
  expect(await page.locator('input:focus').getAttribute('name')).toBe('above.information');
  await levels.getByLabel('Information').fill('830');
  await page.getByLabel('Revient à la normale à').fill('900');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  const clear = page.getByLabel('Revient à la normale à');
  await page.getByText(/^900 est au-dessus du premier niveau, 830/).waitFor();
  expect(await clear.getAttribute('aria-invalid')).toBe('true');
  expect(await levels.getByLabel('Information').getAttribute('aria-invalid')).toBe('false');
  expect(await axe(page)).toEqual([]);

  await clear.fill('820');
  await page.getByLabel('Elle cesse après', { exact: true }).fill('1');
  await page.getByLabel('Elle cesse après, unité').selectOption('h');
  await page.getByRole('button', { name: 'Essayer' }).click();
  const told = page.getByRole('status').filter({ hasText: 'Sur 30 jours' });
  await told.waitFor();
  expect((await told.textContent())?.replace(/[\u00a0\u202f]/g, ' ')).toMatch(
    /^Sur 30 jours : 30 alertes avec cette règle, 1 alerte avec celle d’aujourd’hui ; 0 à un moment où il n’y en a pas/,
  );
  const chart = page.getByRole('figure', { name: /Qualité de l’air, salle du conseil/ });
  await chart.getByRole('slider').focus();
  await page.keyboard.press('ArrowRight');
  await chart.getByText(/ppm/).first().waitFor();
  await chart
    .getByText('Montre', { exact: false })
    .or(chart.getByText('La courbe montre le plus haut'))
    .first()
    .waitFor();
  const rows = page.getByRole('region', { name: 'Tableau, Les alertes une à une' }).getByRole('row');
  expect(await rows.count()).toBeGreaterThan(20);
  await rows.nth(1).getByText(/ppm/).first().waitFor();
  expect(await axe(page)).toEqual([]);
  await chart.getByRole('button', { name: 'Tableau' }).click();
  await chart.getByRole('table').waitFor();

  // nobody has saved anything yet
  const levelsNow = () =>
    server()
      .parts.rules.book.rules()
      .filter(({ id, scope }) => id === 'co2' && scope.device === 'air-tartas' && scope.type === 'air-quality')
      .map(({ condition }) => condition);
  expect(levelsNow()).toEqual([]);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByRole('status').getByText('Règle enregistrée : elle compte déjà.').waitFor();
  expect(levelsNow()).toMatchObject([{ kind: 'threshold', levels: [830, 1500], clear: 820 }]);
  const line = (await server().audit.list({ limit: 1 })).items[0];
  expect([line?.action, line?.subject, line?.who]).toEqual(['rule.add', 'co2@device=air-tartas', 'technicien@demo']);
  const made = page.getByRole('row').filter({ hasText: 'salle du conseil' });
  await made.getByText('par défaut : 800 ppm (information)').waitFor();
  expect(await axe(page)).toEqual([]);

  // on a telephone, in the dark, in English: the same rule is changed, and one without history says so
  await page.setViewportSize(sizes.phone);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate(() => localStorage.setItem('vigie.language', 'en'));
  await page.goto('/regles?modifier=co2@device=air-tartas');
  await page.getByRole('heading', { level: 1, name: 'Change the rule “Stale air (CO₂)”' }).waitFor();
  await page.getByText('by default: 800 ppm (information), 1,500 ppm (warning)').waitFor();
  expect(await page.getByLabel('Information').inputValue()).toBe('830');
  expect(await axe(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(sizes.phone.width);
  await page.getByRole('checkbox', { name: 'Switch the rule off for these devices' }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('status').getByText('Rule saved: it counts already.').waitFor();
  expect(server().parts.rules.book.rules()).toContainEqual(
    expect.objectContaining({ id: 'co2', off: true, scope: expect.objectContaining({ device: 'air-tartas' }) }),
  );
  await page.goto('/regles?modifier=co2@type=air-quality');
  await page.getByLabel('Which devices').selectOption('device');
  await page.getByLabel('Device', { exact: true }).selectOption('air-dax');
  await page.getByLabel('Warning').fill('1000');
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.getByText('None of the devices you chose has this metric in history').waitFor();
  expect(complaints.filter((text) => !text.includes('400 (Bad Request)'))).toEqual([]);
});

test('a new rule is written whole, and how alerts went is told with what each figure counts', async () => {
  await using window = await openPage(browser(), server().url);
  const { page, complaints } = window;
  await signIn(page, 'technicien@demo');
  await page.goto('/regles');
  await page.getByRole('link', { name: 'Nouvelle règle' }).click();
  await page.getByLabel('Nom de l’alerte, en français').fill('Puissance la nuit');
  await page.getByLabel('Nom de l’alerte, en anglais').fill('Power at night');
  expect(await page.getByLabel('Identifiant').inputValue()).toBe('puissance-la-nuit');
  await page.getByLabel('Mesure').selectOption('electricity.power');
  await page.getByLabel('Équipements concernés').selectOption('site');
  await page.getByLabel('Site', { exact: true }).selectOption('mairie-tartas');
  await page.getByRole('group', { name: 'Au-dessus de' }).getByLabel('Attention').fill('2 500,5');
  await page.getByLabel('Il faut que cela dure', { exact: true }).fill('1');
  await page.getByLabel('Il faut que cela dure, unité').selectOption('h');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByRole('status').getByText('Règle enregistrée').waitFor();
  expect((await server().ask('technician', '/rules/puissance-la-nuit@site=mairie-tartas')).body).toMatchObject({
    ...{ metric: 'electricity.power', kind: 'threshold', above: { warning: 2500.5 }, for: '1h', site: 'mairie-tartas' },
  });

  const asked: string[] = [];
  await page.route('**/api/v1/alerts/statistics**', (route) => {
    const query = new URL(route.request().url()).searchParams;
    asked.push(query.get('by') ?? '');
    const key = { rule: 'co2', device: 'air-tartas', organisation: 'tartas' }[query.get('by') ?? ''];
    const counts = { number: 1_240, active: 2, acknowledged: 9, toAcknowledgeMs: 420_000, over: 1_238 };
    const items = [{ key, ...counts, toResolveMs: 7_200_000, falseAlarms: 31, falseAlarmRate: 0.025 }];
    return route.fulfill({ json: { items, next: null } });
  });
  await page.getByRole('link', { name: 'Statistiques des alertes' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Air confiné (CO₂)' });
  await row.waitFor();
  const cells = (await row.getByRole('cell').allTextContents()).map((text) => text.replace(/[\u00a0\u202f]/g, ' '));
  expect(cells).toEqual(['1 240', '2', '7 min (sur 9)', '2 h (sur 1 238)', '3 % (31)']);
  await page.getByText('la part des alertes de la période qu’une personne a marquées').waitFor();
  await page.getByLabel('Par', { exact: true }).selectOption('organisation');
  await page.getByRole('rowheader', { name: 'Tartas' }).getByRole('link').waitFor();
  await page.getByLabel('Par', { exact: true }).selectOption('device');
  await page.getByRole('rowheader', { name: 'Mairie de Tartas, Qualité de l’air' }).waitFor();
  expect(new Set(asked)).toEqual(new Set(['rule', 'organisation', 'device']));
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await axe(page), colorScheme).toEqual([]);
  }
  await page.setViewportSize(sizes.phone);
  expect(await axe(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(sizes.phone.width);
  expect(complaints).toEqual([]);
});
