import { mkdir, mkdtempDisposable, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { startTestServer } from '../../support/server.ts';

const pages = [
  '/',
  '/ecran',
  '/ecran/batiments',
  '/organisations/tartas',
  '/sites/mairie-tartas',
  '/devices/eau-tartas',
].concat(['/alertes', '/tickets', '/carte', '/mairie', '/administration', '/administration/utilisateurs']);

test('every page of the screens is the one page, fresh, and its assets are kept for a year', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'vigie-'));
  await mkdir(join(folder.path, 'assets'));
  await writeFile(join(folder.path, 'index.html'), '<!doctype html><title>Vigie</title>');
  await writeFile(join(folder.path, 'assets', 'index-B7N6WHDt.js'), 'export {};');
  await using server = await startTestServer({ config: { webRoot: folder.path } });
  for (const page of pages) {
    const { status, headers, text } = await server.ask('nobody', `!${page}`);
    expect([page, status, headers.get('cache-control'), text]).toEqual([
      page,
      200,
      'no-cache',
      '<!doctype html><title>Vigie</title>',
    ]);
  }
  const asset = await server.ask('nobody', '!/assets/index-B7N6WHDt.js');
  expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  for (const nothing of ['/assets/old.js', '/nothing', '/..%2f..%2fpackage.json', '/.git/config']) {
    expect((await server.ask('nobody', `!${nothing}`)).status, nothing).toBe(404);
  }
  const browser = { headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };
  const lost = await server.ask('nobody', '!/nothing', browser);
  expect([lost.status, lost.text]).toEqual([404, '<!doctype html><title>Vigie</title>']);
  expect((await server.ask('nobody', '!/api/v1/nothing', browser)).body).toMatchObject({ status: 404 });
});

test('whatever the screens draw or lead to can be opened by its address, and is found there', async () => {
  const web = join(import.meta.dirname, '../../../dashboard/web');
  const [drawn, led] = await Promise.all(
    ['screens.tsx', 'parts/frame.tsx'].map((file) => readFile(join(web, file), 'utf8')),
  );
  const paths = new Set([
    ...[...`${drawn}`.matchAll(/path === '([^']+)'/g)].map(([, path = '']) => path),
    ...[...`${drawn}`.matchAll(/folder === '([^']+)'/g)].map(([, folder = '']) => `/${folder}/x`),
    ...[...`${led}`.matchAll(/\['(\/[^']*)', words\./g)].map(([, path = '']) => path),
  ]);
  expect(paths.size).toBeGreaterThan(20);
  await using folder = await mkdtempDisposable(join(tmpdir(), 'vigie-'));
  await writeFile(join(folder.path, 'index.html'), '<!doctype html><title>Vigie</title>');
  await using server = await startTestServer({ config: { webRoot: folder.path } });
  const lost: string[] = [];
  for (const path of paths) if ((await server.ask('nobody', `!${path}`)).status !== 200) lost.push(path);
  expect(lost).toEqual([]);
});

test('a script comes compressed to whoever takes it so, and plain to others', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'vigie-'));
  await mkdir(join(folder.path, 'assets'));
  const script = 'export const words = [];'.repeat(200);
  await writeFile(join(folder.path, 'assets', 'index-1.js'), script);
  await writeFile(join(folder.path, 'assets', 'index-1.js.gz'), gzipSync(script));
  await using server = await startTestServer({ config: { webRoot: folder.path } });
  const ask = (coding: string) =>
    server.ask('nobody', '!/assets/index-1.js', { headers: { 'Accept-Encoding': coding } });
  const [plain, packed] = [await ask('identity'), await ask('br, gzip')];
  expect([plain.headers.get('content-encoding'), plain.text]).toEqual([null, script]);
  expect([packed.headers.get('content-encoding'), packed.text]).toEqual(['gzip', script]);
  expect(packed.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(packed.headers.get('vary')).toBe('Accept-Encoding');
  expect(Number(packed.headers.get('content-length'))).toBeLessThan(script.length / 4);
  expect(packed.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
});

test('screens that are not built are said to be so, with the cure', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'vigie-'));
  await using server = await startTestServer({ config: { webRoot: folder.path } });
  const answer = await server.ask('nobody', '!/');
  expect(answer.status).toBe(503);
  expect(answer.text).toContain('npm ci');
});
