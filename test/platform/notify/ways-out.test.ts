import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { expect, test } from 'vitest';
import type { Parcel, Told } from '../../../gateway/domain/notice.ts';
import { createNtfyCourier } from '../../../gateway/notify/ntfy-courier.ts';
import { createSmsCourier } from '../../../gateway/notify/sms-courier.ts';
import { createWebhookCourier } from '../../../gateway/notify/webhook-courier.ts';
import { listening } from '../../support/checked.ts';
import { dueOf, toldOf } from '../../support/notices-in-hand.ts';

const publicUrl = 'https://vigie.exemple.fr';

/** A server that remembers what it was sent and answers as told. */
async function receiver(answer: { status: number; body?: string; headers?: Record<string, string> } = { status: 200 }) {
  const heard: { path: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      heard.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(answer.status, answer.headers).end(answer.body ?? '');
    });
  });
  const running = await listening(server);
  return {
    heard,
    url: `http://127.0.0.1:${running.port}`,
    [Symbol.asyncDispose]: () => running[Symbol.asyncDispose](),
  };
}

const parcel = (told: readonly Told[], more: Partial<Parcel> = {}): Parcel => ({
  to: 'marie',
  digest: false,
  notices: told.map((one, at) => dueOf(one, at + 1)),
  language: 'fr',
  address: '',
  ...more,
});

test('a webhook hears the payload of Alertmanager, version 4, signed', async () => {
  await using server = await receiver();
  const now = Date.UTC(2026, 2, 3);
  const setting = { name: 'n8n', url: `${server.url}/hook`, secret: 'sésame', token: 'jeton' };
  await createWebhookCourier(setting, { publicUrl, now: () => now }).send(parcel([toldOf()]));
  const [heard] = server.heard;
  const signature = createHmac('sha256', 'sésame')
    .update(`${now / 1000}.${heard?.body}`)
    .digest('hex');
  expect(heard).toMatchObject({
    path: '/hook',
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer jeton',
      'x-vigie-timestamp': String(now / 1000),
      'x-vigie-signature': `sha256=${signature}`,
    },
  });
  expect(JSON.parse(heard?.body ?? '')).toEqual({
    version: '4',
    groupKey: '{}:{alertname="water-leak", organisation="tartas", site="mairie-tartas", device="eau"}',
    truncatedAlerts: 0,
    status: 'firing',
    receiver: 'n8n',
    groupLabels: { alertname: 'water-leak', organisation: 'tartas', site: 'mairie-tartas', device: 'eau' },
    commonLabels: {
      alertname: 'water-leak',
      organisation: 'tartas',
      site: 'mairie-tartas',
      device: 'eau',
      severity: 'critical',
    },
    commonAnnotations: expect.objectContaining({ summary: 'Tartas, Mairie : Fuite d’eau probable' }),
    externalURL: publicUrl,
    notification_reason: 'first notification',
    alerts: [
      {
        status: 'firing',
        labels: expect.objectContaining({ alertname: 'water-leak', severity: 'critical' }),
        annotations: expect.objectContaining({ cost: '11 € par semaine' }),
        startsAt: '2026-03-03T01:10:00.000Z',
        endsAt: '0001-01-01T00:00:00Z',
        generatorURL: `${publicUrl}/alertes/fuite-1`,
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      },
    ],
  });
});

test('an end has the fingerprint of its beginning, however grave it has become', async () => {
  await using server = await receiver();
  const courier = createWebhookCourier({ name: 'n8n', url: server.url }, { now: () => 0 });
  await courier.send(parcel([toldOf({ severity: 'warning' })]));
  await courier.send(parcel([toldOf({ active: false, until: Date.UTC(2026, 2, 3, 9), why: 'over' })]));
  await courier.send(parcel([toldOf(), toldOf({ alert: 'b', rule: 'co2', active: false, until: 5 })]));
  const [first, second, group] = server.heard.map(({ body }) => JSON.parse(body));
  expect(second.alerts[0]).toMatchObject({ status: 'resolved', endsAt: '2026-03-03T09:00:00.000Z' });
  expect(second).toMatchObject({ status: 'resolved', groupKey: first.groupKey });
  expect(second.alerts[0].fingerprint).toBe(first.alerts[0].fingerprint);
  expect(group).toMatchObject({ status: 'firing', groupLabels: { site: 'mairie-tartas' } });
  expect(group.groupLabels).not.toHaveProperty('alertname');
  expect(server.heard[0]?.headers).not.toHaveProperty('x-vigie-signature');
});

test.each([
  [500, true],
  [503, true],
  [429, true],
  [408, true],
  [400, false],
  [404, false],
  [302, false],
])('an answer %i: tried again: %s', async (status, retryable) => {
  const secret = await receiver();
  await using elsewhere = secret;
  await using server = await receiver({ status, body: 'so it is', headers: { location: `${elsewhere.url}/inside` } });
  const sent = createWebhookCourier({ name: 'n8n', url: server.url }, { now: () => 0 }).send(parcel([toldOf()]));
  await expect(sent).rejects.toMatchObject({
    name: 'DeliveryError',
    retryable,
    message: expect.stringContaining(String(status)),
  });
  // a redirect leads nowhere else
  expect(elsewhere.heard).toEqual([]);
});

test('nobody there is tried again; an endless answer is read no further than needed', async () => {
  const gone = await receiver();
  await gone[Symbol.asyncDispose]();
  const to = (url: string) => createWebhookCourier({ name: 'n8n', url }, { now: () => 0 }).send(parcel([toldOf()]));
  await expect(to(gone.url)).rejects.toMatchObject({
    retryable: true,
    message: expect.stringContaining('ECONNREFUSED'),
  });
  await using endless = await receiver({ status: 200, body: 'x'.repeat(5_000_000) });
  expect((await to(endless.url)).answer.length).toBeLessThan(400);
});

test('ntfy gets topic, priority and a way to the alert; a digest is one message', async () => {
  await using server = await receiver();
  const courier = createNtfyCourier({ url: server.url, token: 'tk_1' }, { publicUrl });
  await courier.send(parcel([toldOf()], { address: 'vigie-astreinte' }));
  await courier.send(parcel([toldOf({ active: false, until: 5 })], { address: 'vigie-astreinte' }));
  await courier.send(
    parcel([toldOf({ severity: 'warning' }), toldOf({ alert: 'b', words: { title: 'CO₂', reason: 'r' } })], {
      address: 'vigie-astreinte',
      digest: true,
      language: 'en',
    }),
  );
  const [one, over, many] = server.heard.map(({ body }) => JSON.parse(body));
  expect(server.heard[0]?.headers.authorization).toBe('Bearer tk_1');
  expect(one).toMatchObject({
    topic: 'vigie-astreinte',
    title: 'Tartas, Mairie\u00a0: Fuite d’eau probable',
    priority: 5,
    click: `${publicUrl}/alertes/fuite-1`,
    message: expect.stringContaining('18 L/h'),
  });
  expect(over).toMatchObject({ priority: 2, title: expect.stringContaining('(terminée)') });
  expect(many).toMatchObject({
    title: 'Today’s report: 2 alerts',
    priority: 5,
    message: 'Tartas, Mairie: Fuite d’eau probable\nTartas, Mairie: CO₂',
  });
});

test('an SMS is written as its gateway wants, and what an alert says cannot change the request', async () => {
  await using server = await receiver();
  const evil = toldOf({ words: { title: 'a","to":"+33600000000 & {to}', reason: 'r' } });
  const json = {
    url: server.url,
    body: '{"to":"{to}","text":"{text}"}',
    contentType: 'application/json',
    scheme: 'Bearer',
  } as const;
  await createSmsCourier({ ...json, token: 't' }, {}).send(parcel([evil], { address: '+33612345678' }));
  await createSmsCourier(
    { ...json, body: 'num={to}&msg={text}', contentType: 'application/x-www-form-urlencoded', scheme: 'Key' },
    {},
  ).send(parcel([evil, evil], { address: '+33612345678' }));
  const [first, second] = server.heard;
  expect(JSON.parse(first?.body ?? '')).toEqual({
    to: '+33612345678',
    text: 'Vigie Critique, Tartas, Mairie : a","to":"+33600000000 & {to}',
  });
  expect(first?.headers.authorization).toBe('Bearer t');
  const form = new URLSearchParams(second?.body);
  expect([...form.keys()]).toEqual(['num', 'msg']);
  expect(form.get('num')).toBe('+33612345678');
  expect(form.get('msg')).toMatch(/\{to\} \(\+1\)$/);
});
