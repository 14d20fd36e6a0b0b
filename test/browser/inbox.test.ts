import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openPage, signIn } from '../support/browser.ts';
import { startScreens } from '../support/screens.ts';

let browser: Browser;
let server: Awaited<ReturnType<typeof startScreens>>;
beforeAll(async () => {
  [browser, server] = await Promise.all([openBrowser(), startScreens()]);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

test('a refused message is replayed after a correction: while still refused it says why, taken it leaves the list', async () => {
  server.inbox.refusals.push({
    id: 2,
    time: Date.now(),
    client: 'sondes',
    topic: 'vigie/v1/mairie-dax/air-dax',
    reason: 'the payload is not JSON',
    payload: Buffer.from('{"metrics": {"air.co2": NaN}}'),
  });
  await using window = await openPage(browser, server.url);
  const { page, complaints } = window;
  await signIn(page, 'technicien@demo');
  await page.goto(`${server.url}/refuses`);
  const message = page.getByRole('listitem').filter({ hasText: 'vigie/v1/mairie-dax/air-dax' });
  await message.getByRole('button', { name: 'Rejouer' }).click();
  await message.getByText('Toujours refusé : Le contenu n’est pas du JSON').waitFor();
  await message.getByRole('button', { name: 'Corriger' }).click();
  await message.getByLabel('Contenu').fill('{"metrics": {"air.co2": 612}}');
  await message.getByRole('button', { name: 'Rejouer le message corrigé' }).click();
  await page.getByText('Accepté. Les relevés sont repris à leur heure d’arrivée.').waitFor();
  await message.waitFor({ state: 'detached' });
  expect(server.replayed.at(-1)?.payload.toString()).toBe('{"metrics": {"air.co2": 612}}');
  expect(complaints).toEqual([]);
});

test('what announced itself stands in the discovery with its name, its maker and its units', async () => {
  const announcement = {
    ...{ device_class: 'temperature', unit_of_measurement: '°F', state_topic: 'esp/salle' },
    device: {
      identifiers: 'esp-1',
      name: 'Salle 2',
      manufacturer: 'ESP',
      model: 'Sonde',
      suggested_area: 'Mairie de Dax',
    },
  };
  const payload = Buffer.from(JSON.stringify(announcement));
  server.dialects.homeAssistant.recall([{ topic: 'homeassistant/sensor/esp/config', client: 'sondes', payload }]);
  server.inbox.discoveries.push({
    ...{
      id: 9,
      address: 'homeassistant:esp-1',
      client: 'sondes',
      firstSeen: 0,
      lastSeen: 1,
      messages: 1,
      ignored: false,
    },
    ...{ topic: 'esp/salle', payload: Buffer.from('70.7') },
  });
  await using window = await openPage(browser, server.url);
  const { page, complaints } = window;
  await signIn(page, 'technicien@demo');
  await page.goto(`${server.url}/decouverte`);
  const found = page.getByRole('listitem').filter({ hasText: 'homeassistant:esp-1' });
  await found.getByText('Se présente comme Salle 2 · ESP · Sonde').waitFor();
  await found.getByText('Température (°F)').waitFor();
  await expect.poll(() => found.getByRole('textbox', { name: 'Nom' }).inputValue()).toBe('Salle 2');
  await expect.poll(() => found.getByRole('combobox', { name: 'Site' }).inputValue()).toBe('mairie-dax');
  expect(complaints).toEqual([]);
});

test('a range of addresses is looked through under the technician’s eyes, and what answered is attached with its credentials', async () => {
  await using window = await openPage(browser, server.url);
  const { page, complaints } = window;
  await signIn(page, 'technicien@demo');
  await page.goto(`${server.url}/decouverte`);
  await page.getByLabel('Plage d’adresses').fill('10.1.2.0/24');
  await page.getByRole('button', { name: 'Chercher', exact: true }).click();
  await page.getByRole('progressbar', { name: 'Recherche dans 10.1.2.0/24' }).waitFor();
  const found = {
    types: [{ type: 'ups', why: ['answers below 1.3.6.1.2.1.33.1.2'] }],
    ...{ sysName: 'mairie-dax-onduleur', sysDescr: 'Eaton 5P', sysObjectID: '1.3.6.1.4.1.534.1', sysLocation: '' },
    credentials: 'switches',
  };
  server.inbox.discoveries.push({
    ...{
      id: 12,
      address: 'snmp:10.1.2.7',
      client: 'discovery',
      firstSeen: 0,
      lastSeen: 1,
      messages: 1,
      ignored: false,
    },
    ...{ topic: 'snmp/10.1.2.7', payload: Buffer.from(JSON.stringify(found)) },
  });
  server.discovering.move({ done: 100, found: 1 });
  const item = page.getByRole('listitem').filter({ hasText: 'snmp:10.1.2.7' });
  await item.getByText('Se présente comme mairie-dax-onduleur · Eaton 5P').waitFor();
  await page.getByText('100 adresses sur 254, 1 trouvées').waitFor();
  await page.getByRole('button', { name: 'Arrêter' }).click();
  await page.getByText('Recherche dans 10.1.2.0/24 arrêtée').waitFor();
  expect(await item.getByLabel('Identifiants').inputValue()).toBe('switches');
  await item.getByRole('button', { name: 'Rattacher' }).click();
  await expect
    .poll(() => server.attached.at(-1))
    .toEqual({
      id: 12,
      target: { type: 'ups', site: 'mairie-dax', name: 'mairie-dax-onduleur', credentials: 'switches' },
    });
  expect(complaints).toEqual([]);
});
