import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import type { Changes } from '../../dashboard/contract/socket.ts';
import { agencyOf, at, startAgency } from './agency.ts';

const size = { organisations: 300, devices: 300 };
const changesASecond = 50;
const wall = { width: 1920, height: 1080 };
/** narrow: there all 300 tiles stand one under the other */
const narrow = { width: 700, height: 1080 };

/**
 * A wall console in headless Chromium: what its first load transfers and when the largest paint comes; with 300 buildings at
 * 50 changes a second how busy the main thread is; what an hour of virtual time leaves in memory.
 */
export async function benchConsole({ seconds = 20, loads = 7, minutes = 60 } = {}): Promise<void> {
  if (!existsSync(join(import.meta.dirname, '../../dashboard/web/dist/index.html')))
    throw new Error('the screens are not built: npm ci builds them');
  await using agency = await startAgency(size);
  const { url } = agency.platform.server;
  const writer = await agency.token('writer');
  const screen = await agency.token('screen');
  const say = async (from: number, count: number) => {
    const body = Array.from({ length: count }, (_, n) => ({
      device: `bench-${(from + n) % size.devices}`,
      metrics: { 'air.co2': 420 + ((from + n) % 900) },
    }));
    const answer = await fetch(`${url}/api/v1/readings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${writer}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  };
  await say(0, size.devices);
  await using stack = new AsyncDisposableStack();
  const browser = stack.adopt(
    await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--js-flags=--expose-gc', '--enable-precise-memory-info'],
    }),
    (one) => one.close(),
  );

  const loaded: { bytes: number; script: number; paintMs: number }[] = [];
  for (let load = 0; load < loads; load++) loaded.push(await firstLoad(browser, url, screen));
  const paints = loaded.map(({ paintMs }) => paintMs).sort((a, b) => a - b);
  process.stdout.write(
    `first load of a console: script ${kB(loaded[0]?.script)} compressed, all ${kB(loaded[0]?.bytes)}; ` +
      `largest paint p50 ${at(paints, 0.5).toFixed(0)} ms, worst ${at(paints, 1).toFixed(0)} ms of ${loads}\n`,
  );
  for (const viewport of [wall, narrow]) {
    await using context = await browser.newContext({ baseURL: url, viewport });
    const { page, tiles } = await openConsole(context, screen);
    const busy = await busyShare(page, seconds, say);
    process.stdout.write(
      `300 buildings at ${changesASecond} changes/s, ${tiles} tiles on screen: main thread ${(busy * 100).toFixed(1)} % busy\n`,
    );
  }
  await virtualHour(browser, { url, token: screen, minutes });
}

function kB(bytes: number | undefined): string {
  return `${((bytes ?? Number.NaN) / 1_000).toFixed(1)} kB`;
}

async function firstLoad(browser: Browser, url: string, token: string) {
  await using context = await browser.newContext({ baseURL: url, viewport: wall });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  const kinds = new Map<string, string>();
  let [bytes, script] = [0, 0];
  devtools.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes += encodedDataLength;
    if (kinds.get(requestId) === 'Script') script += encodedDataLength;
  });
  await page.addInitScript(
    "new PerformanceObserver((list) => { for (const entry of list.getEntries()) globalThis.largest = entry.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true })",
  );
  await page.goto(`/ecran/batiments#token=${token}`);
  await page.locator('.tile').first().waitFor();
  await page.waitForTimeout(1_000);
  return { bytes, script, paintMs: Number(await page.evaluate('globalThis.largest')) };
}

async function openConsole(context: BrowserContext, token: string): Promise<{ page: Page; tiles: number }> {
  const page = await context.newPage();
  await page.goto(`/ecran/batiments#token=${token}`);
  await page.locator('.tile').first().waitFor();
  await page.waitForTimeout(2_000);
  return { page, tiles: await page.locator('.tile').count() };
}

/** How much of the time the page's main thread has work, of the seconds in which changes come. */
async function busyShare(page: Page, seconds: number, say: (from: number, count: number) => Promise<void>) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'timeTicks' });
  const before = await measures(devtools);
  const begun = performance.now();
  const perTurn = changesASecond / 10;
  for (let turn = 0; turn < seconds * 10; turn++) {
    await say(turn * perTurn, perTurn);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, begun + (turn + 1) * 100 - performance.now())));
  }
  const after = await measures(devtools);
  return ((after.TaskDuration ?? 0) - (before.TaskDuration ?? 0)) / ((after.Timestamp ?? 0) - (before.Timestamp ?? 0));
}

/**
 * An hour in which the page's clock runs ahead second by second and each brings 50 changes; memory after a collection, from
 * the fifth minute to the last. The messages have the server's shape and come in place of it.
 */
async function virtualHour(
  browser: Browser,
  { url, token, minutes }: { url: string; token: string; minutes: number },
): Promise<void> {
  await using context = await browser.newContext({ baseURL: url, viewport: narrow });
  const page = await context.newPage();
  await page.clock.install({ time: Date.now() });
  let tell: ((message: string) => void) | undefined;
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    // its heart beats in the page's time, not in the server's
    socket.onMessage((message) => {
      if (message !== '3') server.send(message);
    });
    server.onMessage((message) => {
      if (message === '2') server.send('3');
      else socket.send(message);
    });
    tell = (message) => socket.send(message);
  });
  await page.goto(`/ecran/batiments#token=${token}`);
  for (let tries = 0; tries < 100 && (await page.locator('.tile').count()) === 0; tries++) await page.clock.runFor(200);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Performance.enable');
  const begun = Number(await page.evaluate('Date.now()'));
  const ids = [...agencyOf(size).devices.keys()];
  const kept: { heap: number; nodes: number; listeners: number }[] = [];
  let changes = 0;
  for (let second = 1; second <= minutes * 60; second++) {
    if (second % 15 === 0) tell?.('2');
    for (let batch = 0; batch < 5; batch++) {
      tell?.(`42${JSON.stringify(['changes', batchOf(ids, changes, begun + second * 1_000)])}`);
      changes += 10;
    }
    await page.clock.runFor(1_000);
    if (second === 300 || second === minutes * 60) kept.push(await memory(devtools));
  }
  const lost = await page.locator('.wall-lost').count();
  const shown = await page.locator('.tile').count();
  const [first, last] = kept;
  if (first === undefined || last === undefined || lost > 0) throw new Error('the console lost its link');
  process.stdout.write(
    `${minutes} minutes of virtual time, ${changes} changes, ${shown} tiles: heap ${mB(first.heap)} after 5 minutes, ${mB(last.heap)} at the end ` +
      `(${(((last.heap - first.heap) / first.heap) * 100).toFixed(1)} %); nodes ${first.nodes} and ${last.nodes}, listeners ${first.listeners} and ${last.listeners}\n`,
  );
}

function batchOf(ids: readonly string[], from: number, now: number): Changes {
  const time = new Date(now).toISOString();
  const devices = Array.from({ length: 10 }, (_, n) => ids[(from + n) % ids.length] ?? '');
  return {
    readings: devices.map((device, n) => ({
      device,
      metric: 'air.co2',
      time,
      value: 420 + ((from + n) % 900),
      unit: 'ppm',
    })),
    alerts: [],
    tickets: [],
    devices: devices.map((id) => ({ id, lastSeen: time })),
  };
}

async function memory(devtools: CDPSession): Promise<{ heap: number; nodes: number; listeners: number }> {
  for (let turn = 0; turn < 3; turn++) await devtools.send('HeapProfiler.collectGarbage');
  const { JSHeapUsedSize = 0, Nodes = 0, JSEventListeners = 0 } = await measures(devtools);
  return { heap: JSHeapUsedSize, nodes: Nodes, listeners: JSEventListeners };
}

async function measures(devtools: CDPSession): Promise<Record<string, number>> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
}

function mB(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(2)} MB`;
}
