import { expect, test } from 'vitest';
import { DeliveryError } from '../../../gateway/domain/error.ts';
import type { Courier, NewNotice } from '../../../gateway/domain/notice.ts';
import { createMailCourier } from '../../../gateway/notify/mail-courier.ts';
import { startSending } from '../../../gateway/notify/sending.ts';
import { createSmtpSender } from '../../../gateway/notify/smtp.ts';
import { createNotices } from '../../../gateway/state/create-notices.ts';
import { openState } from '../../../gateway/state/open-state.ts';
import { startMailServer } from '../../support/mail-server.ts';
import { notice, recordingCourier, toldOf } from '../../support/notices-in-hand.ts';

const minute = 60_000;
const hour = 60 * minute;

/** An outbox with its clock in hand, and the ways out by channel. */
function office(
  couriers: Record<string, Courier>,
  { state = openState({ file: ':memory:' }), bugs = 0, fewStaff = (): boolean => false } = {},
) {
  const notices = createNotices(state);
  const clock = { now: 10 * hour };
  const warned: object[] = [];
  const log = {
    warn: (fields: object) => void warned.push(fields),
    error: (fields: object) => bugs-- > 0 || expect.fail(JSON.stringify(fields)),
  };
  const start = () =>
    startSending({
      notices,
      couriers: new Map(Object.entries(couriers)),
      recipient: async (to) =>
        to === 'gone'
          ? undefined
          : { address: `${to}@agence.fr`, language: 'fr', ...(to === 'dax' && { organisations: ['dax'] }) },
      isFewStaff: fewStaff,
      now: () => clock.now,
      log,
    });
  const decide = (...decided: NewNotice[]) => notices.decide(decided, [], clock.now);
  const states = async () => {
    const { items } = await notices.list({ limit: 50 });
    return items
      .toReversed()
      .map(
        ({ to, alert, state: { is, ...rest } }) =>
          `${to} ${alert} ${is}${'reason' in rest ? `: ${rest.reason.because}` : ''}`,
      );
  };
  /** lets everything happen until then */
  async function pass(sending: ReturnType<typeof start>, until: number) {
    for (let turn = 0; ; turn++) {
      if (turn === 1_000) expect.fail('something due is never tried');
      sending.wake();
      await sending.settled();
      const next = await Promise.all((['mail', 'sms', 'webhook'] as const).map((one) => notices.nextAt(one)));
      const soonest = Math.min(...next.filter((at) => at !== undefined));
      if (soonest > until) break;
      clock.now = Math.max(clock.now, soonest);
    }
    clock.now = until;
  }
  return { state, notices, clock, warned, start, decide, states, pass, [Symbol.asyncDispose]: () => state.destroy() };
}

test('the mails about one alert are one thread: stable ids, one subject, everything before referred to', async () => {
  await using server = await startMailServer();
  const state = openState({ file: ':memory:' });
  const courier = createMailCourier({
    sender: createSmtpSender({ url: server.url, from: 'Vigie <vigie@exemple.fr>' }),
    notices: createNotices(state),
    letters: { publicUrl: 'https://vigie.exemple.fr', contact: '05 58 00 00 00', consequences: () => [] },
    host: 'vigie.exemple.fr',
  });
  await using box = office({ mail: courier }, { state });
  await using sending = box.start();
  for (const transition of [1, 2, 3]) {
    const told = toldOf({ transition, why: (['first', 'worse', 'over'] as const)[transition - 1] ?? 'first' });
    await box.decide(notice({ told }));
    await box.pass(sending, box.clock.now);
  }
  expect(await box.states()).toEqual(['marie fuite-1 sent', 'marie fuite-1 sent', 'marie fuite-1 sent']);
  const header = (raw: string, name: string) =>
    new RegExp(`^${name}: ((?:.|\\r\\n[ \\t])*)`, 'mi').exec(raw)?.[1]?.trim();
  const heads = server.letters.map(({ raw, subject }) => ({
    subject,
    id: header(raw, 'Message-ID'),
    replies: header(raw, 'In-Reply-To'),
    refers: header(raw, 'References')?.split(/\s+/),
  }));
  const [first, second, third] = heads;
  expect(first).toEqual({
    subject: '[Vigie] Tartas, Mairie\u00a0: Fuite d’eau probable',
    id: expect.stringMatching(/^<vigie-fuite-1\.1\.[0-9a-f]{12}@vigie\.exemple\.fr>$/),
    replies: undefined,
    refers: undefined,
  });
  expect(second).toMatchObject({ subject: `Re: ${first?.subject}`, replies: first?.id, refers: [first?.id] });
  expect(third).toMatchObject({
    subject: `Re: ${first?.subject}`,
    replies: first?.id,
    refers: [first?.id, second?.id],
  });
  expect(new Set(heads.map(({ id }) => id)).size).toBe(3);
  expect(server.letters[0]?.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  expect(server.letters[0]?.raw).toMatch(/^X-Vigie-Alert: fuite-1\r$/m);
  expect(server.letters[0]?.text).toContain('https://vigie.exemple.fr/alertes/fuite-1');
});

test('a decision is written once: the same one again changes and tells nothing', async () => {
  const { courier, given } = recordingCourier();
  await using box = office({ mail: courier });
  await using sending = box.start();
  await box.decide(notice());
  await box.pass(sending, box.clock.now);
  await box.decide(notice());
  await box.pass(sending, box.clock.now + hour);
  expect(given).toEqual(['marie: fuite-1']);
});

test('a parcel that meets a bug holds up no other and leaves once the bug is gone', async () => {
  const { courier, given } = recordingCourier();
  let isBroken = true;
  const broken: Courier = {
    send: async (parcel) =>
      isBroken && parcel.to === 'luc' ? Promise.reject(new Error('no key')) : courier.send(parcel),
  };
  await using box = office({ mail: broken }, { bugs: 1 });
  await using sending = box.start();
  await box.decide(notice({ to: 'luc' }), notice({ to: 'marie' }));
  sending.wake();
  await sending.settled();
  expect(given).toEqual(['marie: fuite-1']);
  isBroken = false;
  await box.pass(sending, box.clock.now + minute);
  expect(given).toEqual(['marie: fuite-1', 'luc: fuite-1']);
});

test('what was told is found of more alerts at once than SQLite takes parameters', async () => {
  await using box = office({});
  await box.decide(notice());
  const alerts = Array.from({ length: 40_000 }, (_, number) => `alert-${number}`);
  expect(await box.notices.heard([...alerts, 'fuite-1'])).toMatchObject([{ alert: 'fuite-1', to: 'marie' }]);
});

test('what a transaction took back is told to nobody', async () => {
  const { courier, given } = recordingCourier();
  await using box = office({ mail: courier });
  await using sending = box.start();
  const broken = box.state.transaction().execute(async (trx) => {
    await createNotices(trx).decide([notice()], [], box.clock.now);
    sending.wake();
    throw new Error('the disk said no');
  });
  await expect(broken).rejects.toThrow('the disk said no');
  await box.pass(sending, box.clock.now + hour);
  expect(given).toEqual([]);
});

test('what waits for the morning leaves as one message, when the hour has come', async () => {
  const { courier, given } = recordingCourier();
  await using box = office({ mail: courier });
  await using sending = box.start();
  const at = box.clock.now + 5 * hour;
  for (const alert of ['a', 'b', 'c']) await box.decide(notice({ told: toldOf({ alert }), at, digest: true }));
  await box.decide(notice({ told: toldOf({ alert: 'd' }), to: 'luc', at, digest: true }));
  await box.pass(sending, at - 1);
  expect(given).toEqual([]);
  await box.pass(sending, at);
  expect(given).toEqual(['marie digest: a, b, c', 'luc digest: d']);
});

test('a storm is one message, and after six in ten minutes the rest waits and comes as one', async () => {
  const { courier, given } = recordingCourier();
  await using box = office({ mail: courier });
  await using sending = box.start();
  await box.decide(...['a', 'b', 'c', 'd'].map((alert) => notice({ told: toldOf({ alert }) })));
  await box.pass(sending, box.clock.now);
  expect(given.splice(0)).toEqual(['marie: a, b, c, d']);
  for (let count = 0; count < 9; count++) {
    await box.decide(notice({ told: toldOf({ alert: `storm-${count}` }) }));
    await box.pass(sending, box.clock.now + minute / 2);
  }
  expect(given.splice(0)).toHaveLength(5);
  await box.pass(sending, box.clock.now + 10 * minute);
  expect(given).toEqual(['marie: storm-5, storm-6, storm-7, storm-8']);
});

test('an escalation that nobody needs any more is not sent, and says why', async () => {
  const { courier, given } = recordingCourier();
  await using box = office({ mail: courier });
  await using sending = box.start();
  await box.decide(notice({ to: 'luc', at: box.clock.now + hour, unlessTaken: true }), notice());
  await box.notices.decide(
    [],
    [{ alert: 'fuite-1', which: 'unless taken', reason: { because: 'taken' } }],
    box.clock.now,
  );
  await box.pass(sending, box.clock.now + 2 * hour);
  expect(given).toEqual(['marie: fuite-1']);
  expect(await box.states()).toEqual(['luc fuite-1 not sent: taken', 'marie fuite-1 sent']);
});

test('newer news takes the place of what still waits, and an escalation keeps its hour', async () => {
  await using box = office({});
  const soon = box.clock.now + hour;
  await box.decide(notice({ at: soon, unlessTaken: true }));
  await box.decide(notice({ told: toldOf({ transition: 2 }), at: soon + hour, unlessTaken: true }));
  const { items } = await box.notices.list({ limit: 10 });
  expect(items.map(({ transition, state }) => [transition, state])).toEqual([
    [2, { is: 'waiting', at: soon }],
    [1, { is: 'not sent', at: box.clock.now, reason: { because: 'overtaken' } }],
  ]);
});

test('who does not answer is asked again with growing waits, twelve times over a day, and given up with the reason', async () => {
  const { courier, given } = recordingCourier(() => new DeliveryError('450 busy', { retryable: true }));
  await using box = office({ mail: courier, sms: courier });
  await using sending = box.start();
  const began = box.clock.now;
  await box.decide(notice(), notice({ to: 'luc', channel: 'sms' }));
  await box.pass(sending, began + 48 * hour);
  const { items } = await box.notices.list({ limit: 10 });
  const [sms, mail] = items;
  expect(mail).toMatchObject({ attempts: 12, answer: '450 busy', state: { is: 'failed' } });
  expect(((mail?.state.at ?? 0) - began) / hour).toBeGreaterThan(22);
  expect(sms).toMatchObject({ attempts: 9, state: { is: 'failed' } });
  expect(((sms?.state.at ?? 0) - began) / hour).toBeLessThan(3);
  expect(given).toHaveLength(21);
  expect(sending.counts()).toEqual({ waiting: 0, sent: 0, failed: 2 });
});

test('who lost an organisation since a decision hears nothing of it any more', async () => {
  const { courier, given } = recordingCourier();
  await using box = office({ mail: courier });
  await using sending = box.start();
  const { place } = toldOf();
  const dax = toldOf({ alert: 'dax-1', place: { ...place, organisation: { id: 'dax', name: 'Dax' } } });
  await box.decide(notice({ to: 'dax' }), notice({ to: 'dax', told: dax, organisation: 'dax' }));
  await box.pass(sending, box.clock.now);
  expect(given).toEqual(['dax: dax-1']);
  expect(await box.states()).toEqual(['dax fuite-1 not sent: nobody concerned', 'dax dax-1 sent']);
});

test('a refusal for good is given up at once; a person or a way that is gone is a decision', async () => {
  const { courier, given } = recordingCourier(() => new DeliveryError('550 no such person', { retryable: false }));
  await using box = office({ mail: courier });
  await using sending = box.start();
  await box.decide(notice(), notice({ to: 'gone' }), notice({ to: 'luc', channel: 'sms' }));
  await box.pass(sending, box.clock.now + hour);
  expect(given).toHaveLength(1);
  expect(await box.states()).toEqual([
    'marie fuite-1 failed',
    'gone fuite-1 not sent: person gone',
    'luc fuite-1 not sent: no channel',
  ]);
});

test('a way out that hangs holds up no other', async () => {
  const hung = Promise.withResolvers<never>();
  const { courier, given } = recordingCourier();
  await using box = office({ mail: { send: () => hung.promise }, sms: courier });
  await using sending = box.start();
  await box.decide(notice(), notice({ to: 'luc', channel: 'sms' }));
  sending.wake();
  await expect.poll(() => given).toEqual(['luc: fuite-1']);
  hung.reject(new DeliveryError('cut off', { retryable: true }));
});

test('somebody’s mail that hangs holds up nobody else’s, and what is next for them waits behind it', async () => {
  const hung = Promise.withResolvers<never>();
  const { courier, given } = recordingCourier();
  await using box = office({
    mail: { send: (parcel) => (parcel.to === 'marie' ? hung.promise : courier.send(parcel)) },
  });
  await using sending = box.start();
  const second = notice({ told: toldOf({ alert: 'gaz-1' }) });
  await box.decide(notice(), second, ...Array.from({ length: 12 }, (_, at) => notice({ to: `p${at}` })));
  sending.wake();
  await expect.poll(() => given.length).toBe(12);
  expect((await box.states()).filter((line) => line.startsWith('marie'))).toEqual([
    'marie fuite-1 waiting',
    'marie gaz-1 waiting',
  ]);
  hung.reject(new DeliveryError('cut off', { retryable: true }));
  await sending.settled();
  expect(await box.notices.waiting()).toBe(2);
});

test('at most 20,000 wait; what comes beyond is not sent and says so', async () => {
  await using box = office({});
  await box.state.transaction().execute(async (trx) => {
    const many = Array.from({ length: 20_001 }, (_, transition) =>
      notice({ told: toldOf({ alert: `a${transition}` }) }),
    );
    await createNotices(trx).decide(many, [], box.clock.now);
  });
  expect(await box.notices.waiting()).toBe(20_000);
  expect((await box.states()).at(-1)).toBe('marie a20000 not sent: too many wait');
});

test('what is over is forgotten after ninety days; a person who is erased takes their notices along', async () => {
  const { courier } = recordingCourier();
  await using box = office({ mail: courier });
  await using sending = box.start();
  await box.decide(notice());
  await box.pass(sending, box.clock.now);
  expect(await box.notices.purge(box.clock.now + 1)).toBe(1);
  await box.decide(notice({ told: toldOf({ transition: 2 }), to: 'u-1' }));
  await box.state
    .insertInto('users')
    .values({
      id: 'u-1',
      email: 'e',
      name: 'n',
      role: 'agent',
      organisations: '[]',
      password: '',
      disabled: 0,
      created_at: 0,
    })
    .execute();
  await box.state.deleteFrom('users').where('id', '=', 'u-1').execute();
  expect(await box.states()).toEqual([]);
});

test('a site marked as one of few people while a notice waits for its hour: it leaves without the value', async () => {
  let isMarked = false;
  const said: (number | null)[] = [];
  const courier: Courier = {
    async send({ notices }) {
      said.push(...notices.map(({ told }) => told.value));
      return { answer: JSON.stringify(notices).includes('18 L/h') ? 'knows' : 'does not' };
    },
  };
  await using box = office({ sms: courier }, { fewStaff: () => isMarked });
  await using sending = box.start();
  await box.decide(notice({ channel: 'sms', at: box.clock.now }));
  await box.pass(sending, box.clock.now);
  await box.decide(notice({ channel: 'sms', at: box.clock.now + hour, told: toldOf({ alert: 'b' }) }));
  isMarked = true;
  await box.pass(sending, box.clock.now + 2 * hour);
  expect(said).toEqual([18, null]);
  const { items } = await box.notices.list({ limit: 5 });
  expect(items.map(({ answer }) => answer)).toEqual(['does not', 'knows']);
});

test('what is over takes back what waits, but a digest, which tells the end beside the beginning; what waits is never purged', async () => {
  await using box = office({});
  const later = box.clock.now + hour;
  await box.decide(notice({ to: 'marie', at: later, digest: true }), notice({ to: 'luc', at: later }));
  const over = { alert: 'fuite-1', which: 'all but digests', reason: { because: 'over' } } as const;
  await box.notices.decide([], [over], box.clock.now);
  expect(await box.states()).toEqual(['marie fuite-1 waiting', 'luc fuite-1 not sent: over']);
  expect(await box.notices.purge(box.clock.now + 1)).toBe(1);
  expect(await box.states()).toEqual(['marie fuite-1 waiting']);
});

test('a notice that a stop cuts off counts as no try and goes again at the next start', async () => {
  const begun = Promise.withResolvers<void>();
  const cut = Promise.withResolvers<never>();
  const courier: Courier = {
    send() {
      begun.resolve();
      return cut.promise;
    },
  };
  await using box = office({ mail: courier });
  const sending = box.start();
  await box.decide(notice());
  sending.wake();
  await begun.promise;
  const ended = sending[Symbol.asyncDispose]();
  cut.reject(new DeliveryError('Vigie stops', { retryable: true }));
  await ended;
  const { items } = await box.notices.list({ limit: 1 });
  expect(items).toMatchObject([{ attempts: 0, state: { is: 'waiting', at: 0 } }]);
});
