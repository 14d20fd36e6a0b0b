import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { connectAsync } from 'mqtt';
import { io } from 'socket.io-client';
import { expect, test } from 'vitest';
import type { Changes } from '../../../dashboard/contract/socket.ts';
import { listening } from '../../support/checked.ts';
import { emptyFolder } from '../../support/folder.ts';
import { productionFolder, startVigie } from '../../support/vigie.ts';

const rule = {
  ...{ id: 'test-co2', metric: 'air.co2', kind: 'threshold', above: 3_000, clear: 2_000 },
  ...{ type: 'air-quality', severity: 'warning', say: { fr: 'Trop de CO₂', en: 'Too much CO₂' } },
};
const key = encodeURIComponent('test-co2@type=air-quality');
const technician = { email: 'marie@agence.fr', name: 'Marie', role: 'technician', organisations: [] };
const password = 'Girafe-Bleue-7-Vallons';

/** A webhook that remembers of which alert it was told what. */
async function webhook() {
  const heard: string[] = [];
  const running = await listening(
    createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      request.on('end', () => {
        for (const { status, labels } of JSON.parse(body).alerts) heard.push(`${labels.alertname} ${status}`);
        response.writeHead(200).end();
      });
    }),
  );
  const yaml = `notify: { webhooks: { test: { url: "http://127.0.0.1:${running.port}/" } } }\n`;
  return { heard, yaml, [Symbol.asyncDispose]: () => running[Symbol.asyncDispose]() };
}

function sensors(port: number) {
  return connectAsync(`mqtt://127.0.0.1:${port}`, { username: 'tartas', password: 'tartas', reconnectPeriod: 0 });
}

test('a reading that breaks a rule is an alert in lists, screens and notices; it is taken, ends, and rules change without a restart', async () => {
  await using folder = await emptyFolder();
  await using receiver = await webhook();
  const place = await productionFolder(folder.path, { yaml: receiver.yaml });
  await using vigie = await startVigie(place);
  const admin = await vigie.session();
  const send = (method: string, path: string, body?: unknown) =>
    fetch(`${vigie.url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...admin },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const alerts = async (query = '') => (await vigie.ask(admin, `/alerts?rule=test-co2${query}`)).body.items;
  expect((await vigie.ask(admin, '/rules', rule)).status).toBe(201);

  const screen = io(vigie.url, { transports: ['websocket'], extraHeaders: admin });
  const seen: Changes['alerts'] = [];
  screen.on('changes', (changes: Changes) => seen.push(...changes.alerts));
  expect(await screen.emitWithAck('watch', { site: 'mairie' })).toEqual({ ok: true });
  const client = await sensors(place.mqtt);
  const reads = (co2: number, time = Date.now()) =>
    client.publishAsync('vigie/v1/mairie/air', JSON.stringify({ time, metrics: { 'air.co2': co2 } }), { qos: 1 });

  await reads(3_500);
  await expect.poll(() => alerts('&active=true')).toHaveLength(1);
  const [alert] = await alerts();
  expect(alert).toMatchObject({
    ...{ device: 'air', site: 'mairie', organisation: 'tartas', severity: 'warning', active: true },
    ...{ acknowledged: false, value: 3_500, unit: 'ppm', title: 'Trop de CO₂' },
  });
  await expect.poll(() => seen.map(({ id, active }) => [id, active])).toEqual([[alert.id, true]]);
  await expect.poll(() => receiver.heard).toEqual(['test-co2 firing']);

  // a technician takes it
  await vigie.ask(admin, '/users', { ...technician, password });
  const marie = await vigie.session({ email: technician.email, password });
  const taken = await vigie.ask(marie, `/alerts/${alert.id}/acknowledge`, { mode: 'until-clear', comment: 'j’y vais' });
  expect(taken).toMatchObject({ status: 200, body: { acknowledged: true, acknowledgedBy: technician.email } });
  await expect.poll(() => seen.at(-1)).toMatchObject({ id: alert.id, acknowledged: true });

  // her account is erased, and with it her name, also in what happens later
  const { body: users } = await vigie.ask(admin, '/users');
  const { id } = users.items.find(({ email }: { email: string }) => email === technician.email);
  expect((await send('DELETE', `/users/${id}`)).status).toBe(204);
  await vigie.ask(admin, `/alerts/${alert.id}/comment`, { comment: 'fenêtre ouverte' });
  const { body: told } = await vigie.ask(admin, `/alerts/${alert.id}`);
  expect(told.timeline.map(({ is }: { is: string }) => is)).toEqual(['raised', 'acknowledged', 'commented']);
  expect(told.timeline[1].text).toContain('personne effacée');
  expect(JSON.stringify(told)).not.toContain('marie');

  await reads(900);
  await expect.poll(() => alerts('&active=false')).toHaveLength(1);
  expect((await alerts())[0]).toMatchObject({ id: alert.id, active: false, until: expect.any(String) });
  await expect.poll(() => receiver.heard).toEqual(['test-co2 firing', 'test-co2 resolved']);

  // the same reading under another rule
  expect((await send('PUT', `/rules/${key}`, { ...rule, above: 800, clear: 700 })).status).toBe(200);
  await reads(901);
  await expect.poll(() => alerts('&active=true')).toHaveLength(1);
  expect((await send('DELETE', `/rules/${key}`)).status).toBe(204);
  await expect.poll(() => alerts('&active=true')).toEqual([]);
  expect(await alerts()).toHaveLength(2);
  screen.disconnect();
  client.end(true);
});

const rounds = 3;
const perRound = 30;

test('kill -9 under load: every breach that was acknowledged is one alert, decided to be told once', async () => {
  await using folder = await emptyFolder();
  await using receiver = await webhook();
  const names = Array.from({ length: rounds * perRound }, (_, number) => `salle-${number}`);
  const place = await productionFolder(folder.path, {
    yaml: receiver.yaml,
    devices: names
      .map((id) => `  - { id: ${id}, name: ${id}, site: mairie, type: air-quality, client: tartas }\n`)
      .join(''),
  });
  const acknowledged = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    await using vigie = await startVigie(place);
    if (round === 0) expect((await vigie.ask(await vigie.session(), '/rules', rule)).status).toBe(201);
    const client = await sensors(place.mqtt);
    client.on('error', () => {}); // its broker is going to die
    const sent = names.slice(round * perRound, (round + 1) * perRound).map(async (name, number) => {
      await pause(number * 10);
      await client.publishAsync(`vigie/v1/mairie/${name}`, '{"metrics":{"air.co2":4000}}', { qos: 1 });
      acknowledged.add(name);
    });
    // before, amid and behind what judgement makes of them
    await pause(150 + round * 90);
    await vigie.kill('SIGKILL');
    client.end(true);
    await Promise.race([Promise.allSettled(sent), pause(300)]);
  }
  expect(acknowledged.size).toBeGreaterThan(rounds);

  await using vigie = await startVigie(place);
  const admin = await vigie.session();
  const alerts = async (): Promise<{ id: string; device: string }[]> =>
    (await vigie.ask(admin, '/alerts?rule=test-co2&limit=1000')).body.items;
  await expect
    .poll(async () => {
      const raised = new Set((await alerts()).map(({ device }) => device));
      return [...acknowledged].filter((name) => !raised.has(name));
    })
    .toEqual([]);
  const raised = await alerts();
  expect(new Set(raised.map(({ device }) => device)).size).toBe(raised.length);

  interface Told {
    readonly alert: string;
    readonly transition: number;
    readonly channel?: string;
    readonly state: string;
  }
  const told = async (): Promise<Told[]> =>
    (await vigie.ask(admin, '/notices?limit=1000')).body.items.filter(({ channel }: Told) => channel === 'webhook');
  await expect.poll(async () => (await told()).filter(({ state }) => state === 'sent').length).toBe(raised.length);
  expect((await told()).map(({ alert, transition }) => `${alert} ${transition}`).sort()).toEqual(
    raised.map(({ id }) => `${id} 1`).sort(),
  );
}, 180_000);
