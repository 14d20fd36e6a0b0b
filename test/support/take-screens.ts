import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { axe, openBrowser, sizes } from './browser.ts';

/** Who looks: an account of the demonstration. */
type Who = 'admin' | 'technicien' | 'mairie.tartas' | 'nobody';

/** A page that the guides show; `{alert}` and `{ticket}` in its path are the first that the list of its reader holds. */
interface Shot {
  readonly name: string;
  readonly path: string;
  readonly who: Who;
}

/** Every page of which the guides show a picture. */
const shots: readonly Shot[] = [
  { name: 'connexion', path: '/', who: 'nobody' },
  { name: 'territoire', path: '/', who: 'technicien' },
  ...['batiments', 'serveurs', 'wifi', 'antivirus', 'parefeu', 'sauvegardes', 'alertes'].map((name) => ({
    name: `ecran-${name}`,
    path: `/ecran/${name}`,
    who: 'technicien' as const,
  })),
  { name: 'alertes', path: '/alertes', who: 'technicien' },
  { name: 'alerte', path: '/alertes/{alert}', who: 'technicien' },
  { name: 'organisation', path: '/organisations/tartas', who: 'technicien' },
  { name: 'site', path: '/sites/mairie-tartas', who: 'technicien' },
  { name: 'equipement', path: '/devices/mairie-tartas-air-1', who: 'technicien' },
  { name: 'carte', path: '/carte', who: 'technicien' },
  { name: 'decouverte', path: '/decouverte', who: 'technicien' },
  { name: 'refuses', path: '/refuses', who: 'technicien' },
  { name: 'maintenances', path: '/maintenances', who: 'technicien' },
  { name: 'permanence', path: '/permanence', who: 'technicien' },
  { name: 'notifications', path: '/notifications', who: 'technicien' },
  { name: 'compte', path: '/compte', who: 'technicien' },
  { name: 'regles', path: '/regles', who: 'technicien' },
  { name: 'demandes', path: '/tickets', who: 'technicien' },
  { name: 'demande', path: '/tickets/{ticket}', who: 'technicien' },
  { name: 'demandes-statistiques', path: '/tickets/statistiques', who: 'technicien' },
  { name: 'passation', path: '/tickets/passation', who: 'technicien' },
  { name: 'administration', path: '/administration', who: 'admin' },
  { name: 'bienvenue', path: '/bienvenue', who: 'admin' },
  { name: 'mairie', path: '/mairie', who: 'mairie.tartas' },
  { name: 'mairie-territoire', path: '/territoire', who: 'mairie.tartas' },
  { name: 'mairie-releves', path: '/mairie/mairie-tartas/releves', who: 'mairie.tartas' },
  { name: 'mairie-batiment', path: '/mairie/mairie-tartas', who: 'mairie.tartas' },
  {
    name: 'mairie-travaux',
    path: '/mairie/mairie-tartas/travaux?energie=gas&debut=2026-03-16&fin=2026-05-15',
    who: 'mairie.tartas',
  },
];
/** How much smaller the pictures are than the screens: the guides show them small. */
const scales = { phone: 0.8, laptop: 0.7, wall: 0.5 } as const;
const folders = { phone: 'telephone', laptop: 'portable', wall: 'grand' } as const;

const Listing = z.object({ items: z.array(z.object({ id: z.union([z.string(), z.number()]) })) });

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8080' },
    out: { type: 'string', default: 'docs/screens' },
    only: { type: 'string', default: '' },
    size: { type: 'string', default: '' },
    look: { type: 'string', default: '' },
    quality: { type: 'string', default: '40' },
    full: { type: 'boolean', default: false },
    whole: { type: 'boolean', default: false },
    axe: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) {
  process.stdout.write(`npm run screens -- [--url URL] [--out DIR] [--only NAME,…] [--size phone|laptop|wall] [--look fr-clair]

Takes each page of a running demonstration (vigie demo, started with VIGIE_DEMO_PASSWORD) at three sizes, in both themes
and languages, as WebP; an error in a page's console ends it. --whole takes the page to its end instead of the first view;
--full keeps its size; --axe looks at each page as it is drawn by all rules of axe, and exits 1 where one is broken.
`);
  process.exit(0);
}
await takeAll();

async function takeAll(): Promise<void> {
  const password = process.env.VIGIE_DEMO_PASSWORD;
  if (password === undefined) throw new Error('VIGIE_DEMO_PASSWORD: is not set; the demonstration asks for it');
  const only = values.only === '' ? undefined : values.only.split(',');
  const wanted = shots.filter(({ name }) => only === undefined || only.some((one) => name.startsWith(one)));
  await using stack = new AsyncDisposableStack();
  const browser = stack.adopt(await openBrowser(), (one) => one.close());
  const wrong: string[] = [];
  let taken = 0;
  for (const language of ['fr', 'en'] as const)
    for (const theme of ['light', 'dark'] as const)
      for (const size of ['phone', 'laptop', 'wall'] as const) {
        const look = `${language}-${theme === 'light' ? 'clair' : 'sombre'}`;
        if (values.look !== '' && values.look !== look) continue;
        if (values.size !== '' && values.size !== size) continue;
        const folder = join(values.out, `${folders[size]}-${look}`);
        if (only === undefined) await rm(folder, { recursive: true, force: true });
        await mkdir(folder, { recursive: true });
        for (const who of ['nobody', 'technicien', 'admin', 'mairie.tartas'] as const) {
          const theirs = wanted.filter((shot) => shot.who === who);
          if (theirs.length > 0)
            taken += await takeOf(browser, { who, theirs, language, theme, size, folder, password, wrong });
        }
        process.stdout.write(`${folder}\n`);
      }
  const files = await readdir(values.out, { recursive: true, withFileTypes: true });
  let bytes = 0;
  for (const file of files) if (file.isFile()) bytes += (await stat(join(file.parentPath, file.name))).size;
  process.stdout.write(`${taken} pictures, ${(bytes / 1e6).toFixed(2)} MB in ${values.out}\n`);
  if (values.axe) process.stdout.write(`axe: ${wrong.length} found\n${wrong.map((line) => `${line}\n`).join('')}`);
  if (wrong.length > 0) process.exitCode = 1;
}

interface Sitting {
  who: Who;
  theirs: readonly Shot[];
  language: 'fr' | 'en';
  theme: 'light' | 'dark';
  size: keyof typeof folders;
  folder: string;
  password: string;
  /** what axe found, a line each */
  wrong: string[];
}

async function takeOf(browser: Browser, sitting: Sitting): Promise<number> {
  const { who, theirs, language, theme, size, folder, password, wrong } = sitting;
  const context = await browser.newContext({
    baseURL: values.url,
    viewport: sizes[size],
    colorScheme: theme,
    locale: language === 'fr' ? 'fr-FR' : 'en-GB',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
  });
  await context.addInitScript(`localStorage.setItem('vigie.language', '${language}')`);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  if (who !== 'nobody') {
    const answer = await page.request.post('/api/v1/session', {
      data: { email: `${who}@demo`, password },
      headers: { origin: values.url },
    });
    if (!answer.ok()) throw new Error(`${who}@demo may not come in: ${answer.status()}`);
  }
  let taken = 0;
  for (const { name, path } of theirs) {
    const place = await filled(page, path);
    if (place === undefined) {
      process.stdout.write(`${path}: the demonstration has none now\n`);
      continue;
    }
    await page.goto(place);
    await settle(page);
    if (await page.getByText(/^(Page introuvable|Page not found)$/).isVisible()) {
      process.stdout.write(`${path}: there is no such page for ${who}\n`);
      continue;
    }
    await writeFile(join(folder, `${name}.webp`), await pictureOf(page, size));
    taken++;
    if (values.axe) wrong.push(...(await axe(page)).map((line) => `${folder}/${name}: ${line}`));
    if (complaints.length > 0) throw new Error(`${path}: ${complaints.join('; ')}`);
  }
  await context.close();
  return taken;
}

/** A path with the first alert or ticket in it; undefined where there is none. */
async function filled(page: Page, path: string): Promise<string | undefined> {
  const wanted = /\{(alert|ticket)\}/.exec(path)?.[1];
  if (wanted === undefined) return path;
  const answer = await page.request.get(wanted === 'alert' ? '/api/v1/alerts' : '/api/v1/tickets?state=open');
  const [first] = Listing.parse(await answer.json()).items;
  return first && path.replace(`{${wanted}}`, `${first.id}`);
}

/** Waits until what the page asked for is drawn: a title, no bones, no open question to the server. */
async function settle(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.locator('.bone').first().waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle').catch(() => undefined);
}

/** As WebP, which Playwright itself does not write. */
async function pictureOf(page: Page, size: keyof typeof folders): Promise<Buffer> {
  const devtools = await page.context().newCDPSession(page);
  const { data } = await devtools.send('Page.captureScreenshot', {
    format: 'webp',
    quality: Number(values.quality),
    captureBeyondViewport: values.whole,
    ...(!values.full && !values.whole && { clip: { x: 0, y: 0, ...sizes[size], scale: scales[size] } }),
  });
  await devtools.detach();
  return Buffer.from(data, 'base64');
}
