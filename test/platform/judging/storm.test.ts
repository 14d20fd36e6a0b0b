import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import pino from 'pino';
import { expect, test } from 'vitest';
import { alertsKnown } from '../../../commands/platform/alerts-known.ts';
import { createHandover } from '../../../commands/platform/handover.ts';
import { startJudging } from '../../../commands/platform/judging.ts';
import { startNotifying } from '../../../commands/platform/notifying.ts';
import { Config } from '../../../config.ts';
import type { Decision } from '../../../gateway/domain/decision.ts';
import type { Heard } from '../../../gateway/domain/judgement.ts';
import { openState } from '../../../gateway/state/open-state.ts';
import { listening } from '../../support/checked.ts';
import { territoryOfTwo } from '../../support/territory-of-two.ts';

const now = Date.UTC(2026, 2, 2, 9);
const log = pino({ enabled: false });

function raised(instance: number): Decision {
  const breach = { rule: 'co2', device: 'air-tartas', instance: String(instance), since: now };
  return { is: 'raised', ...breach, at: now, severity: 'warning', value: 1_800, lostContact: false };
}

/** Judgement over a state in memory, with what it is to find. */
async function judgementInHand(territory = territoryOfTwo) {
  const stack = new AsyncDisposableStack();
  const state = stack.adopt(openState({ file: ':memory:' }), (open) => open.destroy());
  const found = createHandover<readonly Heard[]>();
  const judging = stack.use(
    await startJudging({
      disk: { judged: found.take, judgeBy: async () => {} },
      state,
      territory,
      rules: { rules: () => [], follow: () => ({ [Symbol.dispose]: () => {} }) },
      maintenances: { all: () => [] },
      log,
    }),
  );
  const storm = (size: number) =>
    found.offer([{ decisions: Array.from({ length: size }, (_, number) => raised(number)), tick: now + 1 }]);
  const hear = (decisions: readonly Decision[]) => found.offer([{ decisions, tick: now + 1 }]);
  const one = (number: number) => found.offer([{ decisions: [raised(number)], tick: now + 1 }]);
  return { stack, state, judging, storm, hear, one, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

test('a storm is kept piece by piece, and whoever else is served has a turn after each', async () => {
  await using box = await judgementInHand();
  let turns = 0;
  const turnsAtEach: number[] = [];
  const sizes: number[] = [];
  box.judging.begin(async (_, happened) => {
    turnsAtEach.push(turns);
    sizes.push(happened.length);
  });
  let isOver = false;
  setImmediate(function turn() {
    turns++;
    if (!isOver) setImmediate(turn);
  });
  await box.storm(1_000);
  isOver = true;
  expect(box.judging.alerts.active()).toHaveLength(1_000);
  expect(sizes).toEqual(Array.from({ length: 20 }, () => 50));
  expect(new Set(turnsAtEach).size).toBe(20);
});

test('a line that is told lost last is the cause of all that it took along, found piece by piece', async () => {
  const plain = territoryOfTwo();
  const device = plain.devices.get('air-tartas') ?? expect.fail('air-tartas is not there');
  const behind = { ...device, parent: 'line' };
  const devices = new Map([...plain.devices, ['air-tartas', behind], ['line', { ...device, id: 'line' }]] as const);
  await using box = await judgementInHand(() => ({ ...plain, devices }));
  const sizes: number[] = [];
  box.judging.begin(async (_, happened) => void sizes.push(happened.length));
  const lost = Array.from({ length: 301 }, (_, number) => ({ ...raised(number), lostContact: true }) as Decision);
  await box.hear(lost.map((one, number) => (number === 300 ? { ...one, device: 'line' } : one)));
  await expect.poll(() => box.judging.alerts.active().filter(({ cause }) => cause === 'line').length).toBe(300);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(100);
});

/** Judgement with a webhook; `heard` is how many alerts each message carried. */
async function judgementToldOf(box: Awaited<ReturnType<typeof judgementInHand>>) {
  const heard: number[] = [];
  const server = createServer(async (request, response) => {
    heard.push(JSON.parse(await text(request)).alerts.length);
    response.end();
  });
  const { port } = box.stack.use(await listening(server));
  const notifying = box.stack.use(
    await startNotifying({
      config: Config.parse({ notify: { webhooks: { n8n: { url: `http://127.0.0.1:${port}` } } } }),
      state: box.state,
      territory: territoryOfTwo,
      sender: undefined,
      alerts: alertsKnown({ standing: () => [], say: ({ rule }) => ({ title: rule, reason: '' }) }),
      now: () => now,
      log,
    }),
  );
  box.judging.begin(notifying.tell);
  return { heard, sent: () => notifying.noticing.counts().sent };
}

test('who follows alerts hears of a storm in slices, and of each alert as it is at last', async () => {
  await using box = await judgementInHand();
  const heard: number[] = [];
  const standing = new Map<string, boolean>();
  using _ = box.judging.alerts.follow((alerts) => {
    heard.push(alerts.length);
    for (const { id, active } of alerts) standing.set(id, active);
  });
  box.judging.begin(async () => {});
  await box.storm(900);
  await expect.poll(() => standing.size, { timeout: 10_000 }).toBe(900);
  expect(Math.max(...heard)).toBeLessThanOrEqual(100);
  expect([...standing.values()].every(Boolean)).toBe(true);
});

test('a storm leaves as one message all the same', async () => {
  await using box = await judgementInHand();
  const { heard, sent } = await judgementToldOf(box);
  await box.storm(1);
  await expect.poll(sent, { timeout: 10_000 }).toBe(1);
  await box.storm(301);
  await expect.poll(() => heard, { timeout: 10_000 }).toEqual([1, 300]);
});

test('what happens one after the other does not wait until nothing more happens', async () => {
  await using box = await judgementInHand();
  const { heard } = await judgementToldOf(box);
  await box.one(0);
  await expect.poll(() => heard, { timeout: 10_000 }).toEqual([1]);
  let happened = 0;
  while (heard.length === 1 && happened < 30) {
    await box.one(++happened);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(heard).toHaveLength(2);
});
