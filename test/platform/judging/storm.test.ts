import pino from 'pino';
import { expect, test } from 'vitest';
import { createHandover } from '../../../commands/platform/handover.ts';
import { startJudging } from '../../../commands/platform/judging.ts';
import type { Decision } from '../../../gateway/domain/decision.ts';
import type { Heard } from '../../../gateway/domain/judgement.ts';
import { openState } from '../../../gateway/state/open-state.ts';
import { territoryOfTwo } from '../../support/territory-of-two.ts';

const now = Date.UTC(2026, 2, 2, 9);

function raised(instance: number): Decision {
  const breach = { rule: 'co2', device: 'air-tartas', instance: String(instance), since: now };
  return { is: 'raised', ...breach, at: now, severity: 'warning', value: 1_800, lostContact: false };
}

test('a storm is kept piece by piece, and whoever else is served has a turn after each', async () => {
  await using stack = new AsyncDisposableStack();
  const state = stack.adopt(openState({ file: ':memory:' }), (open) => open.destroy());
  const found = createHandover<readonly Heard[]>();
  const judging = stack.use(
    await startJudging({
      disk: { judged: found.take, judgeBy: async () => {} },
      state,
      territory: territoryOfTwo,
      rules: { rules: () => [], follow: () => ({ [Symbol.dispose]: () => {} }) },
      maintenances: { all: () => [] },
      log: pino({ enabled: false }),
    }),
  );
  let turns = 0;
  const turnsAtEach: number[] = [];
  const sizes: number[] = [];
  judging.begin(async (_, happened) => {
    turnsAtEach.push(turns);
    sizes.push(happened.length);
  });
  let isOver = false;
  setImmediate(function turn() {
    turns++;
    if (!isOver) setImmediate(turn);
  });
  await found.offer([{ decisions: Array.from({ length: 1_000 }, (_, number) => raised(number)), tick: now + 1 }]);
  isOver = true;
  expect(judging.alerts.active()).toHaveLength(1_000);
  expect(sizes).toEqual(Array.from({ length: 20 }, () => 50));
  expect(new Set(turnsAtEach).size).toBe(20);
});
