import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Parcel } from '../../../gateway/domain/notice.ts';
import { createPushCourier, isPushService, newVapidKeys } from '../../../gateway/notify/push-courier.ts';
import { createPush } from '../../../gateway/state/create-push.ts';
import { openState } from '../../../gateway/state/open-state.ts';
import { certificates } from '../../support/certificates.ts';
import { listening } from '../../support/checked.ts';
import { emptyFolder } from '../../support/folder.ts';
import { dueOf, toldOf } from '../../support/notices-in-hand.ts';

const parcel: Parcel = { to: 'u-1', digest: false, notices: [dueOf(toldOf())], language: 'fr', address: '' };

/** A push service over TLS whose browsers answer with the status in their path, and a courier that knows it. */
async function pushService() {
  const stack = new AsyncDisposableStack();
  const { path } = stack.use(await emptyFolder());
  certificates(path);
  const read = (name: string) => readFileSync(join(path, name), 'utf8');
  const heard: { path: string; headers: IncomingHttpHeaders; body: Buffer }[] = [];
  const server = createServer({ cert: read('server.pem'), key: read('server.key') }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(Number(request.url?.slice(1, 4))).end();
    });
  });
  const { port } = stack.use(await listening(server));
  const state = stack.adopt(openState({ file: ':memory:' }), (open) => open.destroy());
  const nobody = { name: 'n', role: 'technician', organisations: '[]', password: 'x', disabled: 0, created_at: 0 };
  await state
    .insertInto('users')
    .values([1, 2].map((n) => ({ id: `u-${n}`, email: `${n}@x.fr`, ...nobody })))
    .execute();
  const keeper = createPush(state);
  const keys = await keeper.keys(newVapidKeys);
  const host = `localhost:${port}`;
  const courier = createPushCourier({
    keeper,
    keys,
    contact: 'mailto:vigie@exemple.fr',
    services: [host],
    ca: read('ca.pem'),
    publicUrl: 'https://vigie.exemple.fr',
  });
  return { heard, state, keeper, keys, host, courier, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** A browser's subscription, and what it can read of a message (RFC 8291, 3.4; RFC 8188). */
function browserAt(endpoint: string) {
  const ecdh = createECDH('prime256v1');
  const own = ecdh.generateKeys();
  const auth = randomBytes(16);
  return {
    subscription: { endpoint, p256dh: own.toString('base64url'), auth: auth.toString('base64url') },
    read(body: Buffer): unknown {
      const salt = body.subarray(0, 16);
      const idLength = body[20] ?? 0;
      const theirs = body.subarray(21, 21 + idLength);
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), own, theirs]);
      const ikm = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(theirs), auth, info, 32));
      const key = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: aes128gcm\0', 16));
      const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: nonce\0', 12));
      const sealed = body.subarray(21 + idLength);
      const open = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
      const clear = Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()]);
      return JSON.parse(clear.subarray(0, clear.lastIndexOf(2)).toString('utf8'));
    },
  };
}

test('a browser alone can read what it is told, and its service knows by the key whom it comes from', async () => {
  await using service = await pushService();
  const browser = browserAt(`https://${service.host}/201/phone`);
  await service.keeper.add('u-1', browser.subscription, 1);
  expect((await service.courier.send(parcel)).answer).toBe('201 (1)');
  const [message] = service.heard;
  expect(browser.read(message?.body ?? Buffer.alloc(0))).toEqual({
    title: 'Tartas, Mairie\u00a0: Fuite d’eau probable',
    body: toldOf().words.reason,
    path: '/alertes/fuite-1',
    tag: 'fuite-1',
  });
  expect(message?.headers).toMatchObject({ ttl: '21600', urgency: 'high', 'content-encoding': 'aes128gcm' });
  // RFC 8292: a token signed with the key that the browser was given
  const [, token = '', key] = /^vapid t=([^,]+), ?k=(.+)$/.exec(message?.headers.authorization ?? '') ?? [];
  expect(key).toBe(service.keys.publicKey);
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(service.keys.publicKey, 'base64url');
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString('base64url'));
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' } });
  const signed = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
  expect(verify('sha256', Buffer.from(`${head}.${claims}`), signed, Buffer.from(signature, 'base64url'))).toBe(true);
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
    aud: `https://${service.host}`,
    sub: 'mailto:vigie@exemple.fr',
  });
});

test('a browser that is no more is forgotten, the others hear; with none left it is given up', async () => {
  await using service = await pushService();
  const add = (path: string, at: number) =>
    service.keeper.add('u-1', browserAt(`https://${service.host}/${path}`).subscription, at);
  await add('410/old', 1);
  await add('201/new', 2);
  expect((await service.courier.send(parcel)).answer).toBe('201 (1)');
  expect((await service.keeper.of('u-1')).map(({ endpoint }) => endpoint)).toEqual([`https://${service.host}/201/new`]);
  await service.keeper.remove(`https://${service.host}/201/new`);
  await expect(service.courier.send(parcel)).rejects.toMatchObject({ retryable: false });
  await add('503/busy', 3);
  await expect(service.courier.send(parcel)).rejects.toMatchObject({ retryable: true });
});

test('a browser whose key is none is forgotten, and the others of its person are told', async () => {
  await using service = await pushService();
  const browser = browserAt(`https://${service.host}/201/phone`);
  const noPoint = Buffer.alloc(65, 7).fill(4, 0, 1).toString('base64url');
  await service.keeper.add(
    'u-1',
    { ...browser.subscription, p256dh: noPoint, endpoint: `https://${service.host}/201/x` },
    1,
  );
  await service.keeper.add('u-1', browser.subscription, 2);
  await expect(service.courier.send(parcel)).resolves.toEqual({ answer: '201 (1)' });
  expect(await service.keeper.of('u-1')).toEqual([browser.subscription]);
});

test('no host is asked but push services, whatever a browser says', async () => {
  const mozilla = 'https://updates.push.services.mozilla.com/wpush/v2/x';
  expect(isPushService(mozilla, [])).toBe(true);
  expect(isPushService('https://web.push.apple.com/x', [])).toBe(true);
  const others = [
    'http://updates.push.services.mozilla.com/x',
    'https://169.254.169.254/latest',
    'https://localhost:8080/x',
    'https://evil.example/updates.push.services.mozilla.com',
    'https://push.apple.com.evil.example/x',
    'https://web.push.apple.com:22/x',
    'https://user@updates.push.services.mozilla.com/x',
    'nonsense',
  ];
  expect(others.filter((endpoint) => isPushService(endpoint, ['push.exemple.fr']))).toEqual([]);
  await using service = await pushService();
  await service.keeper.add('u-1', browserAt('https://127.0.0.1:1/201').subscription, 1);
  await expect(service.courier.send(parcel)).rejects.toMatchObject({ retryable: false });
  expect(service.heard).toEqual([]);
});

test('the keys stay the same, a person has ten browsers, and one that changes hands is the new one’s', async () => {
  await using service = await pushService();
  expect(await service.keeper.keys(newVapidKeys)).toEqual(service.keys);
  for (let n = 0; n < 12; n++) {
    await service.keeper.add('u-1', { endpoint: `https://p/${n}`, p256dh: 'a', auth: 'b' }, n);
  }
  const mine = await service.keeper.of('u-1');
  expect(mine.map(({ endpoint }) => endpoint)).toEqual(Array.from({ length: 10 }, (_, n) => `https://p/${n + 2}`));
  await service.keeper.add('u-2', { endpoint: 'https://p/5', p256dh: 'c', auth: 'd' }, 20);
  expect(await service.keeper.of('u-1')).toHaveLength(9);
  expect(await service.keeper.remove('https://p/5', 'u-1')).toBe(false);
  expect(await service.keeper.remove('https://p/5', 'u-2')).toBe(true);
});
