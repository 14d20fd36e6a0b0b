import { execFile } from 'node:child_process';
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

/** A production that listens encrypted too; `ours` and `theirs` hold certificates of two authorities. */
async function encrypted({ clientCertificates }: { clientCertificates: boolean }) {
  const folder = await emptyFolder();
  for (const name of ['ours', 'theirs']) certificates(join(folder.path, name));
  const tls = await freePort();
  const ca = clientCertificates ? ', ca: ours/ca.pem' : '';
  const place = await productionFolder(folder.path, {
    mqtt: `, tls: { listen: "127.0.0.1:${tls}", cert: ours/server.pem, key: ours/server.key${ca} }`,
  });
  return {
    ...place,
    tls,
    file: (name: string) => join(folder.path, name),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}
