import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createHttpCheck } from '../../../collector/checks/http.ts';
import { certificates } from '../../support/certificates.ts';
import { asked, deviceAt, listening } from '../../support/checked.ts';
import { emptyFolder } from '../../support/folder.ts';

const page = (respond: http.RequestListener) => listening(http.createServer(respond));

test('a page that answers with the expected words is up, whatever its apostrophes, spaces and character set', async () => {
  await using site = await page((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=iso-8859-1');
    response.end(Buffer.from("<h1>Mairie\n de Tartas</h1> Demande d'état civil", 'latin1'));
  });
  const check = createHttpCheck();
  const { learnt, reason } = await asked(check, deviceAt(`http://127.0.0.1:${site.port}/`, { expect: 'd’État civil' }));
  expect(reason).toBeUndefined();
  expect(learnt).toEqual([{ device: 'tried', metrics: { 'http.up': 1, 'http.latency': expect.any(Number) } }]);
  expect(
    (await asked(check, deviceAt(`http://127.0.0.1:${site.port}/`, { expect: 'mairie de tartas' }))).reason,
  ).toBeUndefined();
});

test('a page made to be slow to read, thousands of accents on one letter, holds nobody up', async () => {
  const accents = '\u0301\u0316'.repeat(30_000);
  await using site = await page((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`Mairie de Tartas, une e\u0301cole, x${accents} et des salles`);
  });
  const started = performance.now();
  const device = deviceAt(`http://127.0.0.1:${site.port}/`, { expect: 'une école' });
  expect((await asked(createHttpCheck(), device)).reason).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(1_500);
});

test('a page without the expected words, or with an error, is down and says why', async () => {
  await using site = await page((request, response) => {
    response.statusCode = request.url === '/broken' ? 503 : 200;
    response.end('Domain for sale');
  });
  const check = createHttpCheck();
  const sold = await asked(check, deviceAt(`http://127.0.0.1:${site.port}/`, { expect: 'Tartas' }));
  expect(sold).toMatchObject({ reason: 'the page does not hold “Tartas”', isUnreachable: false });
  expect(sold.learnt[0]?.metrics).toEqual({ 'http.up': 0, 'http.latency': expect.any(Number) });
  const broken = await asked(check, deviceAt(`http://127.0.0.1:${site.port}/broken`));
  expect(broken).toMatchObject({ reason: 'answers 503', isUnreachable: false });
});

test('redirects are followed as a browser would, five at most, and only to the web', async () => {
  await using site = await page((request, response) => {
    const left = Number(request.url?.slice(1));
    if (left === 0) response.end('arrived');
    else
      response
        .writeHead(302, { location: left === 99 ? 'file:///etc/passwd' : `/${left === 50 ? 50 : left - 1}` })
        .end();
  });
  const check = createHttpCheck();
  const at = (path: number) => asked(check, deviceAt(`http://127.0.0.1:${site.port}/${path}`));
  expect((await at(5)).reason).toBeUndefined();
  expect((await at(6)).reason).toMatch(/redirects more than 5 times/);
  expect((await at(50)).learnt[0]?.metrics).toEqual({ 'http.up': 0 });
  expect((await at(99)).reason).toMatch(/redirects to what is no web address/);
});

test('an endless page is read to its first MiB and no further', async () => {
  let sent = 0;
  await using site = await page((_request, response) => {
    const more = () => {
      while (!response.destroyed && sent < 64e6) {
        sent += 65_536;
        if (!response.write(Buffer.alloc(65_536, 'a'))) return void response.once('drain', more);
      }
    };
    more();
  });
  const { reason } = await asked(createHttpCheck(), deviceAt(`http://127.0.0.1:${site.port}/`, { expect: 'never' }));
  expect(reason).toBe('the page does not hold “never” in its first MiB');
  expect(sent).toBeLessThan(64e6);
});

test('the days left of a certificate are known, and a certificate that a browser refuses takes the site down', async () => {
  await using folder = await emptyFolder();
  certificates(folder.path);
  const file = (name: string) => readFileSync(join(folder.path, name), 'utf8');
  const tls = { cert: file('server.pem'), key: file('server.key') };
  await using site = await listening(https.createServer(tls, (_request, response) => response.end('ok')));
  const expires = Date.parse(new X509Certificate(tls.cert).validTo);
  const now = expires - 36 * 86_400_000;

  const trusted = createHttpCheck({ ca: file('ca.pem') });
  const good = await asked(trusted, deviceAt(`https://127.0.0.1:${site.port}/`), { now });
  expect(good.reason).toBeUndefined();
  expect(good.learnt[0]?.metrics).toEqual({ 'http.up': 1, 'http.latency': expect.any(Number), 'tls.days': 36 });

  const unknown = await asked(createHttpCheck(), deviceAt(`https://127.0.0.1:${site.port}/`), { now });
  expect(unknown.learnt[0]?.metrics).toMatchObject({ 'http.up': 0, 'tls.days': 36 });
  expect(unknown.reason).toMatch(/chain of certificates|authority is unknown/);
  expect(unknown.isUnreachable).toBe(false);

  // the certificate names 127.0.0.1
  await using elsewhere = await listening(
    https.createServer(tls, (_request, response) => response.end('ok')),
    '127.0.0.2',
  );
  const named = await asked(trusted, deviceAt(`https://127.0.0.2:${elsewhere.port}/`), { now });
  expect(named.reason).toMatch(/the certificate is for another name/);
  expect(named.learnt[0]?.metrics).toMatchObject({ 'http.up': 0, 'tls.days': 36 });
});

test('silence, a closed port, a broken connection and what is not HTTP each have a reason of their own', async () => {
  await using silent = await page(() => {});
  await using rude = await page((request) => request.socket.destroy());
  await using other = await listening(
    (await import('node:net')).createServer((socket) => socket.end('220 smtp ready\r\n')),
  );
  const check = createHttpCheck({ timeoutMs: 300 });
  const reasonAt = async (port: number) => {
    const { reason, isUnreachable, learnt } = await asked(check, deviceAt(`http://127.0.0.1:${port}/`));
    expect(learnt[0]?.metrics).toEqual({ 'http.up': 0 });
    return `${reason?.replace(/^[\d.:]+ /, '')} ${isUnreachable ? '(unreachable)' : ''}`.trim();
  };
  expect(await reasonAt(silent.port)).toBe('no answer in time (unreachable)');
  expect(await reasonAt(rude.port)).toBe('the connection broke before an answer (unreachable)');
  expect(await reasonAt(other.port)).toBe('answers something that is not HTTP');
  const closed = await page(() => {});
  await closed[Symbol.asyncDispose]();
  expect(await reasonAt(closed.port)).toBe('connection refused: nothing listens on this port (unreachable)');
});

test('a wrong address is told with its cure and learns nothing', async () => {
  const check = createHttpCheck();
  for (const address of [undefined, 'tartas.fr', 'ftp://tartas.fr/']) {
    const { learnt, reason } = await asked(check, deviceAt(address));
    expect(learnt).toEqual([]);
    expect(reason).toBe('tried: its address must be what a visitor types, as https://www.tartas.fr/');
  }
  const { reason } = await asked(check, deviceAt('https://me:secret@tartas.fr/'));
  expect(reason).toBe('tried: its address holds a password: take it out');
});
