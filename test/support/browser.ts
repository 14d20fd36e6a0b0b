import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, vi } from 'vitest';
import { password } from './server.ts';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const sizes = {
  phone: { width: 390, height: 844 },
  laptop: { width: 1366, height: 768 },
  /** a laptop at 200 % zoom */
  zoomed: { width: 683, height: 384 },
  wall: { width: 1920, height: 1080 },
} as const;

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: quiet });
}

/** A fresh window on a server, at the test's own time where that stands still, with every complaint of the browser noted. */
export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({
    baseURL: url,
    viewport: sizes.laptop,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    ...options,
  });
  context.setDefaultTimeout(20_000);
  if (vi.isFakeTimers()) await context.addInitScript(standAt, Date.now());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

/** Runs in the page: its clock stands still, its timers run. Playwright's own clock stops those too when it is set back by weeks. */
function standAt(now: number): void {
  globalThis.Date = new Proxy(Date, {
    construct: (date, given) => Reflect.construct(date, given.length === 0 ? [now] : given),
    get: (date, key) => (key === 'now' ? () => now : Reflect.get(date, key)),
  });
}

/** For all tests of a file: the screens as they are now, a browser, and a server that `start` gives. */
export function withBrowser<S extends AsyncDisposable>(
  start: () => Promise<S>,
): { browser: () => Browser; server: () => S } {
  let browser: Browser | undefined;
  let server: S | undefined;
  beforeAll(async () => {
    [browser, server] = await Promise.all([openBrowser(), start()]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.[Symbol.asyncDispose]();
  });
  return { browser: () => there(browser), server: () => there(server) };
}

function there<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error('beforeAll has not run');
  return thing;
}

/** Gives the window a security key that answers at once, as a person who touches it; `unplug` takes it away. */
export async function plugKey(page: Page): Promise<{ unplug(): Promise<void> }> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'usb',
      hasResidentKey: false,
      hasUserVerification: false,
      automaticPresenceSimulation: true,
    },
  });
  return {
    async unplug() {
      await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
    },
  };
}

export async function signIn(page: Page, email: string, secret = password): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Adresse électronique').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await page.locator('#menu').waitFor({ state: 'attached' });
}

/** What axe finds wrong on the page, one line each: by all rules, or by that of contrast alone. */
export async function axe(page: Page, looks: 'at all' | 'at contrast' = 'at all'): Promise<string[]> {
  // what lies half below the bar that stays is no small target
  await page.evaluate('scrollTo(0, 0)');
  const builder = new AxeBuilder({ page });
  if (looks === 'at contrast') builder.withRules(['color-contrast']);
  // the rule of WCAG 2.2, which axe leaves out unless asked
  else builder.options({ rules: { 'target-size': { enabled: true } } });
  const { violations, passes, incomplete } = await builder.analyze();
  // of what lies over something else axe cannot tell the ground, and says so
  const looked = passes.length + (looks === 'at contrast' ? incomplete.length : 0);
  if (looked < (looks === 'at contrast' ? 1 : 5)) throw new Error(`axe looked at nothing on ${page.url()}`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary ?? ''}`),
  );
}
