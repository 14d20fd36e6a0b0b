import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { connect, type MqttClient } from 'mqtt';
import { expect, test } from 'vitest';
import { certificates } from '../../support/certificates.ts';
import { emptyFolder } from '../../support/folder.ts';
import { freePort, productionFolder, startVigie } from '../../support/vigie.ts';

const run = promisify(execFile);

test('mosquitto_pub in clear and over TLS with QoS 1: both readings are there to read', async () => {
  await using place = await encrypted({ clientCertificates: false });
  await using vigie = await startVigie(place);
  const who = ['-h', '127.0.0.1', '-u', 'tartas', '-P', 'tartas', '-q', '1', '-t', 'vigie/v1/mairie/air'];
  const reading = (time: string, value: number) => ['-m', JSON.stringify({ time, metrics: { 'air.co2': value } })];
  await run('mosquitto_pub', ['-p', `${place.mqtt}`, ...who, ...reading('2026-03-01T10:00:00Z', 601)]);
  const secure = ['-p', `${place.tls}`, '--cafile', place.file('ours/ca.pem')];
  await run('mosquitto_pub', [...secure, ...who, ...reading('2026-03-01T10:10:00Z', 602)]);
  const session = await vigie.session();
  const path = '/readings?device=air&metric=air.co2&from=2026-03-01T00:00Z&to=2026-03-02T00:00Z';
  await expect
    .poll(async () => (await vigie.ask(session, path)).body, { timeout: 20_000 })
    .toEqual({
      unit: 'ppm',
      times: [Date.UTC(2026, 2, 1, 10), Date.UTC(2026, 2, 1, 10, 10)],
      values: [601, 602],
    });
  const wrongAuthority = ['-p', `${place.tls}`, '--cafile', place.file('theirs/ca.pem')];
  await expect(run('mosquitto_pub', [...wrongAuthority, ...who, '-m', '1'])).rejects.toThrow(/TLS|certificate/i);
});

test('with an authority of its own only a client with a certificate of it comes in, and still needs its password', async () => {
  await using place = await encrypted({ clientCertificates: true });
  await using vigie = await startVigie(place);
  const connectAs = (from: string | undefined, password = 'tartas') =>
    new Promise<MqttClient>((resolve, reject) => {
      const client = connect(`mqtts://127.0.0.1:${place.tls}`, {
        username: 'tartas',
        password,
        reconnectPeriod: 0,
        ca: readFileSync(place.file('ours/ca.pem')),
        ...(from !== undefined && {
          cert: readFileSync(place.file(`${from}/client.pem`)),
          key: readFileSync(place.file(`${from}/client.key`)),
        }),
      });
      client.once('connect', () => resolve(client));
      client.once('error', reject);
      // TLS 1.3 lets a client believe that it is in until the server has looked at its certificate
      client.once('close', () => reject(new Error('turned away')));
    });
  const client = await connectAs('ours');
  await client.publishAsync('vigie/v1/mairie/air/air.co2', '650', { qos: 1 });
  await client.endAsync();
  await expect(connectAs(undefined)).rejects.toThrow();
  await expect(connectAs('theirs')).rejects.toThrow();
  await expect(connectAs('ours', 'wrong')).rejects.toThrow(/Not authorized|Bad username/);
  const latest = await vigie.get('/api/v1/readings/latest?device=air');
  expect(latest).toMatchObject({ items: [{ metric: 'air.co2', value: 650 }] });
});

test('a client that is turned away at the TLS port is one line of reason, and nobody else notices', async () => {
  await using place = await encrypted({ clientCertificates: true });
  const log: string[] = [];
  await using vigie = await startVigie(place, (line) => log.push(line));
  const ours = ['--cafile', place.file('ours/ca.pem')];
  const certificate = (name: string) => ['--cert', place.file(`${name}.pem`), '--key', place.file(`${name}.key`)];
  const who = ['-p', `${place.tls}`, '-u', 'tartas', '-P', 'tartas', '-q', '1', '-t', 'vigie/v1/mairie/air'];
  const attempts = [
    {
      by: ['-h', '127.0.0.1', '--cafile', place.file('theirs/ca.pem'), ...certificate('ours/client')],
      reason: 'it does not know the authority of our certificate: give it that one, as its CA file',
    },
    {
      by: ['-h', '127.0.0.1', ...ours, ...certificate('ours/expired')],
      reason: 'its certificate has expired: give it a new one',
    },
    {
      by: ['-h', '127.0.0.1', ...ours, ...certificate('theirs/client')],
      reason: 'its certificate is not of the authority in mqtt.tls.ca',
    },
    {
      by: ['-h', '127.0.0.1', ...ours],
      reason: 'it showed no certificate, which mqtt.tls.ca asks for',
    },
    {
      by: ['-h', '127.0.0.2', ...ours, ...certificate('ours/client')], // our certificate is of 127.0.0.1 and localhost
      reason: 'it does not take our certificate: does that bear the name by which the client calls us?',
    },
    { by: ['-h', '127.0.0.1'], reason: 'it speaks in clear on the encrypted port' },
  ];

  // one connection that lasts from before the first attempt until after the last, a message a line
  const steady = spawn('mosquitto_pub', [...who, '-h', 'localhost', ...ours, ...certificate('ours/client'), '-l']);
  const left = once(steady, 'exit');
  const session = await vigie.session();
  const heard = async () => (await vigie.ask(session, '/readings/latest?device=air')).body.items[0]?.value;
  const sayAndHear = async (value: number) => {
    steady.stdin.write(`{"metrics":{"air.co2":${value}}}\n`);
    await expect.poll(heard, { timeout: 20_000 }).toBe(value);
  };
  await sayAndHear(600);
  for (const [count, { by, reason }] of attempts.entries()) {
    const before = log.length;
    await expect(run('mosquitto_pub', [...who, ...by, '-m', '{"metrics":{"air.co2":9999}}'])).rejects.toThrow(
      /mosquitto/,
    );
    await expect.poll(() => log.length, { timeout: 20_000 }).toBeGreaterThan(before);
    await sayAndHear(601 + count);
    expect(log.slice(before).map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        msg: 'a client was turned away at the TLS port',
        from: expect.stringContaining('127.0.0.'),
        reason,
      }),
    ]);
  }
  steady.stdin.end();
  expect(await left).toEqual([0, null]);
  expect(log).toHaveLength(6);
  expect((await vigie.ask(session, '/refused')).body.items).toEqual([]);
  const path = '/readings?device=air&metric=air.co2&from=2026-01-01T00:00Z&to=2099-01-01T00:00Z';
  expect((await vigie.ask(session, path)).body.values).toEqual([600, 601, 602, 603, 604, 605, 606]);
});

test('a Vigie whose own certificate has expired is told so by its clients', async () => {
  await using place = await encrypted({ clientCertificates: false, server: 'expired' });
  const log: string[] = [];
  await using _vigie = await startVigie(place, (line) => log.push(line));
  const who = ['-h', '127.0.0.1', '-p', `${place.tls}`, '-u', 'tartas', '-P', 'tartas', '-t', 'vigie/v1/mairie/air'];
  await expect(run('mosquitto_pub', [...who, '--cafile', place.file('ours/ca.pem'), '-m', '{}'])).rejects.toThrow(
    /TLS/,
  );
  await expect
    .poll(() => log.map((line) => JSON.parse(line).reason), { timeout: 20_000 })
    .toEqual(['it says that our certificate has expired: renew mqtt.tls.cert']);
});

/** A production that listens encrypted too; `ours` and `theirs` hold certificates of two authorities. */
async function encrypted({ clientCertificates, server = 'server' }: { clientCertificates: boolean; server?: string }) {
  const folder = await emptyFolder();
  for (const name of ['ours', 'theirs']) certificates(join(folder.path, name));
  const tls = await freePort();
  const ca = clientCertificates ? ', ca: ours/ca.pem' : '';
  const place = await productionFolder(folder.path, {
    mqtt: `, tls: { listen: "0.0.0.0:${tls}", cert: ours/${server}.pem, key: ours/${server}.key${ca} }`,
  });
  return {
    ...place,
    tls,
    file: (name: string) => join(folder.path, name),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}
