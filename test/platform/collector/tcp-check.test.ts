import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import tls from 'node:tls';
import { expect, test } from 'vitest';
import { createTcpCheck } from '../../../collector/checks/tcp.ts';
import { certificates } from '../../support/certificates.ts';
import { asked, deviceAt, listening } from '../../support/checked.ts';
import { emptyFolder } from '../../support/folder.ts';

test('a service that takes the connection and greets as expected is up', async () => {
  await using mail = await listening(
    net.createServer((socket) => {
      socket.write('22');
      setImmediate(() => socket.write('0 mx.example ESMTP\r\n'));
    }),
  );
  const check = createTcpCheck();
  const at = (expect?: string) => deviceAt(`tcp://127.0.0.1:${mail.port}`, expect === undefined ? {} : { expect });
  const up = [{ device: 'tried', metrics: { 'tcp.up': 1, 'tcp.latency': expect.any(Number) } }];
  expect(await asked(check, at())).toEqual({ learnt: up });
  expect(await asked(check, at('220 '))).toEqual({ learnt: up });
  expect(await asked(check, at('* OK'))).toMatchObject({
    reason: `127.0.0.1:${mail.port}: greets with “220 mx.example ESMTP”, not with “* OK”`,
    isUnreachable: false,
    learnt: [{ metrics: { 'tcp.up': 0 } }],
  });
});

test('a service that takes connections and stays silent is told apart from one that is gone', async () => {
  await using silent = await listening(net.createServer(() => {}));
  const check = createTcpCheck({ timeoutMs: 300 });
  const quiet = await asked(check, deviceAt(`tcp://127.0.0.1:${silent.port}`, { expect: '220' }));
  expect(quiet).toMatchObject({ isUnreachable: false, learnt: [{ metrics: { 'tcp.up': 0 } }] });
  expect(quiet.reason).toMatch(/takes connections but does not greet in time/);
  const gone = await listening(net.createServer(() => {}));
  await gone[Symbol.asyncDispose]();
  expect(await asked(check, deviceAt(`tcp://127.0.0.1:${gone.port}`))).toMatchObject({
    isUnreachable: true,
    reason: `127.0.0.1:${gone.port}: connection refused: nothing listens on this port`,
    learnt: [{ metrics: { 'tcp.up': 0 } }],
  });
});

test('a service behind TLS tells the days of its certificate, and is down where a client would refuse it', async () => {
  await using folder = await emptyFolder();
  certificates(folder.path);
  const file = (name: string) => readFileSync(join(folder.path, name), 'utf8');
  const cert = file('server.pem');
  await using imap = await listening(
    tls.createServer({ cert, key: file('server.key') }, (socket) => void socket.write('* OK ready\r\n')),
  );
  const now = Date.parse(new X509Certificate(cert).validTo) + 12 * 3_600_000;
  const device = deviceAt(`tls://127.0.0.1:${imap.port}`, { expect: '* OK' });
  expect(await asked(createTcpCheck({ ca: file('ca.pem') }), device, { now })).toEqual({
    learnt: [{ device: 'tried', metrics: { 'tcp.up': 1, 'tcp.latency': expect.any(Number), 'tls.days': -0.5 } }],
  });
  expect(await asked(createTcpCheck(), device, { now })).toMatchObject({
    isUnreachable: false,
    learnt: [{ metrics: { 'tcp.up': 0, 'tls.days': -0.5 } }],
  });
  await using plain = await listening(net.createServer((socket) => socket.end('220 no TLS here\r\n')));
  const spoken = await asked(createTcpCheck(), deviceAt(`tls://127.0.0.1:${plain.port}`));
  expect(spoken).toMatchObject({ isUnreachable: false, learnt: [{ metrics: { 'tcp.up': 0 } }] });
  expect(spoken.reason).toMatch(/TLS failed/);
});

test('a wrong address of a service is told with its cure', async () => {
  for (const address of [undefined, 'mail:25', 'tcp://mail', 'tcp://mail:99999', 'udp://mail:53']) {
    const { learnt, reason } = await asked(createTcpCheck(), deviceAt(address));
    expect([learnt, reason]).toEqual([[], 'tried: its address must read tcp://host:25 or tls://host:993']);
  }
});
