import { expect, test } from 'vitest';
import { DeliveryError } from '../../../gateway/domain/error.ts';
import type { Mail, MailSender, NewMail } from '../../../gateway/domain/mail.ts';
import { startDelivery } from '../../../gateway/notify/delivery.ts';
import { createSmtpSender } from '../../../gateway/notify/smtp.ts';
import { createOutbox } from '../../../gateway/state/create-outbox.ts';
import { openState } from '../../../gateway/state/open-state.ts';
import { startMailServer } from '../../support/mail-server.ts';

const minute = 60_000;
const from = 'Vigie <vigie@exemple.fr>';
const mail = (to: string, more: Partial<NewMail> = {}): NewMail => ({
  to,
  subject: 'Fuite d’eau à l’école',
  text: 'Bonjour,\nune fuite est probable.',
  html: '<p>Une fuite est probable.</p>',
  expiresAt: Number.MAX_SAFE_INTEGER,
  ...more,
});

/** An outbox with a clock in hand; `turn` waits until what is due was tried. */
function postOffice(sender: MailSender, link?: () => Promise<string | undefined>) {
  const state = openState({ file: ':memory:' });
  const outbox = createOutbox(state);
  const clock = { now: 1_000_000 };
  const log = { warn: () => {}, error: (fields: object) => expect.fail(JSON.stringify(fields)) };
  const start = (by = sender) =>
    startDelivery({ outbox, sender: by, link: link ?? (async () => undefined), now: () => clock.now, log });
  const states = async () => {
    const { items } = await outbox.list({ limit: 10 });
    return items.map(({ to, attempts, state: { is }, reason }) => ({ to, attempts, is, reason }));
  };
  return { state, outbox, clock, start, states, [Symbol.asyncDispose]: () => state.destroy() };
}

/** A sender that fails as told and remembers what it was given. */
function sender(fail: () => DeliveryError | undefined) {
  const given: Mail[] = [];
  return {
    given,
    close: () => {},
    async send(one: Mail) {
      given.push(one);
      const error = fail();
      if (error !== undefined) throw error;
      return { answer: '250 taken' };
    },
  };
}

test('a mail reaches a real mail server with its subject, both its texts and the sender', async () => {
  await using server = await startMailServer();
  await using office = postOffice(createSmtpSender({ url: server.url, from }));
  await using delivery = office.start();
  await delivery.post(mail('mairie@tartas.fr'));
  await expect.poll(() => server.letters.length).toBe(1);
  const [letter] = server.letters;
  expect(letter).toMatchObject({ to: 'mairie@tartas.fr', from, subject: 'Fuite d’eau à l’école' });
  expect(letter?.text.trim()).toBe('Bonjour,\r\nune fuite est probable.');
  expect(letter?.html).toContain('<p>Une fuite est probable.</p>');
  await expect.poll(office.states).toMatchObject([{ is: 'sent', attempts: 1 }]);
  const kept = await office.state.selectFrom('mails').selectAll().executeTakeFirstOrThrow();
  expect([kept.text, kept.html]).toEqual([null, null]);
});

test('while the mail server is down a mail waits with its reason, survives a restart, and leaves when it is back', async () => {
  const closed = await startMailServer();
  await closed[Symbol.asyncDispose]();
  await using office = postOffice(createSmtpSender({ url: closed.url, from }));
  {
    await using delivery = office.start();
    await delivery.post(mail('mairie@tartas.fr'));
    await expect
      .poll(office.states)
      .toMatchObject([{ is: 'waiting', attempts: 1, reason: expect.stringMatching(/ECONNREFUSED/) }]);
  }
  await using back = await startMailServer({ port: closed.port });
  office.clock.now += minute;
  await using _ = office.start(createSmtpSender({ url: back.url, from }));
  await expect.poll(office.states).toMatchObject([{ is: 'sent', attempts: 2 }]);
  expect(back.letters).toHaveLength(1);
});

test('an address that the server refuses for good is given up at once, a busy one is tried again', async () => {
  await using server = await startMailServer({ answer: (to) => (to.startsWith('gone') ? 550 : 451) });
  await using office = postOffice(createSmtpSender({ url: server.url, from }));
  await using delivery = office.start();
  await delivery.post(mail('gone@tartas.fr'));
  await delivery.post(mail('busy@tartas.fr'));
  await expect.poll(office.states).toMatchObject([
    { to: 'busy@tartas.fr', is: 'waiting', attempts: 1, reason: expect.stringMatching(/451/) },
    { to: 'gone@tartas.fr', is: 'failed', attempts: 1, reason: expect.stringMatching(/550/) },
  ]);
});

test('credentials are used, and wrong ones are a trouble that waits for its cure', async () => {
  const login = { user: 'vigie', pass: 'mot de passe à l’eau' };
  await using server = await startMailServer({ login });
  const url = server.url.replace('//', '//vigie@');
  const right = createSmtpSender({ url, from, password: login.pass });
  expect(await right.send(mail('mairie@tartas.fr'))).toMatchObject({ answer: expect.stringMatching(/^250/) });
  const wrong = createSmtpSender({ url, from, password: 'guess' });
  await expect(wrong.send(mail('mairie@tartas.fr'))).rejects.toMatchObject({ name: 'DeliveryError', retryable: true });
});

test('a password leaves this machine only encrypted', async () => {
  await using server = await startMailServer({ host: '0.0.0.0', login: { user: 'vigie', pass: 'x' } });
  // the same server under a number that is not counted as this machine's own
  const url = `smtp://vigie@127.0.0.2:${server.port}`;
  const refused = createSmtpSender({ url, from, password: 'x' }).send(mail('mairie@tartas.fr'));
  await expect(refused).rejects.toMatchObject({ name: 'DeliveryError', message: expect.stringMatching(/STARTTLS/) });
  expect(server.letters).toEqual([]);
});

test('a mail is tried eleven times over a day and a half with growing waits, then given up', async () => {
  const busy = sender(() => new DeliveryError('450 busy', { retryable: true }));
  await using office = postOffice(busy);
  const began = office.clock.now;
  const waits: number[] = [];
  for (let tries = 1; tries <= 11; tries++) {
    // each start looks at once what is due
    await using delivery = office.start();
    if (tries === 1) await delivery.post(mail('mairie@tartas.fr'));
    await expect.poll(office.states).toMatchObject([{ attempts: tries }]);
    const [kept] = (await office.outbox.list({ limit: 1 })).items;
    if (kept?.state.is !== 'waiting') continue;
    waits.push((kept.state.nextAt - office.clock.now) / minute);
    office.clock.now = kept.state.nextAt;
  }
  expect(waits).toEqual([1, 2, 5, 15, 30, 60, 180, 360, 720, 720]);
  expect(await office.states()).toMatchObject([{ is: 'failed', attempts: 11, reason: '450 busy' }]);
  expect((office.clock.now - began) / 3_600_000).toBeGreaterThan(34);
});

test('what comes too late or is no longer needed is not sent', async () => {
  const willing = sender(() => undefined);
  await using office = postOffice(willing, async () => undefined);
  await using delivery = office.start();
  await delivery.post(mail('late@tartas.fr', { expiresAt: office.clock.now }));
  await delivery.post(mail('gone@tartas.fr', { link: { user: 'u-1', purpose: 'invitation' } }));
  await expect.poll(office.states).toMatchObject([
    { is: 'failed', reason: 'nobody needs it any more' },
    { is: 'failed', reason: 'it expired before the mail server took it' },
  ]);
  expect(willing.given).toEqual([]);
});

test('a waiting mail holds no secret: its link is made when it leaves', async () => {
  let down = true;
  const moody = sender(() => (down ? new DeliveryError('down', { retryable: true }) : undefined));
  let made = 0;
  await using office = postOffice(moody, async () => `https://vigie.fr/invitation#secret${++made}`);
  {
    await using delivery = office.start();
    await delivery.post(mail('a@b.fr', { text: 'Ici : {link}', link: { user: 'u-1', purpose: 'invitation' } }));
    await expect.poll(office.states).toMatchObject([{ attempts: 1 }]);
  }
  expect(JSON.stringify(await office.state.selectFrom('mails').selectAll().execute())).not.toContain('secret1');
  down = false;
  office.clock.now += minute;
  await using _ = office.start();
  await expect.poll(office.states).toMatchObject([{ is: 'sent' }]);
  expect(moody.given.map(({ text }) => text)).toEqual([
    'Ici : https://vigie.fr/invitation#secret1',
    'Ici : https://vigie.fr/invitation#secret2',
  ]);
});

test('sent and given up mails are forgotten after thirty days, waiting ones are kept', async () => {
  const willing = sender(() => undefined);
  await using office = postOffice(willing);
  {
    await using delivery = office.start();
    await delivery.post(mail('a@b.fr'));
    await expect.poll(office.states).toMatchObject([{ is: 'sent' }]);
  }
  office.clock.now += 31 * 24 * 60 * minute;
  await using _ = office.start();
  await expect.poll(office.states).toEqual([]);
});
