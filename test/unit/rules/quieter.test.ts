import { expect, test } from 'vitest';
import { createRuleRun } from '../../../commands/backtest/rule-run.ts';
import { proposalOf, quieterSettings } from '../../../gateway/alert/quieter.ts';
import { ruleMistakes } from '../../../gateway/domain/rule-mistakes.ts';
import { room, ruleOf } from '../detect/judging.ts';

const minute = 60_000;
const monday = Date.UTC(2026, 2, 2);
const stale = ruleOf({ kind: 'threshold', side: 'above', levels: [1_000, 1_500], clear: 900 }, { holdMs: 10 * minute });

/** The alerts of a rule where CO2 goes up to `peak` for `lasts` minutes, each peak four hours after the one before. */
function alertsOf(rule: typeof stale, peaks: readonly (readonly [peak: number, lasts: number])[]) {
  const run = createRuleRun([rule], { reach: new Map(), series: [{ series: room, everyMs: 5 * minute }] });
  for (let at = 0; at < peaks.length * 240; at += 5) {
    const [peak, lasts] = peaks[Math.floor(at / 240)] ?? [500, 0];
    const value = at % 240 < lasts ? peak : 500;
    const time = monday + at * minute;
    run.take({ series: Int32Array.of(0), times: Float64Array.of(time), values: Float64Array.of(value) }, time);
    run.tick(time);
  }
  return run.alerts().map(({ alert }) => alert);
}

function proposed(peaks: readonly (readonly [number, number])[], isFalse: (at: number) => boolean) {
  const alerts = alertsOf(stale, peaks);
  const tried = quieterSettings(stale).map((quieter) => ({ quieter, alerts: alertsOf(quieter.rule, peaks) }));
  return proposalOf(tried, {
    falseAlarms: alerts.filter((_, at) => isFalse(at)),
    right: alerts.filter((_, at) => !isFalse(at)),
  });
}

test('false alarms that were short propose a longer hold, no longer than it takes', () => {
  const found = proposed(
    [
      [1_800, 15],
      [1_800, 120],
      [1_900, 15],
    ],
    (at) => at !== 1,
  );
  expect(found).toMatchObject({ quieter: { change: { is: 'hold', holdMs: 15 * minute } }, avoided: 2, kept: 1 });
});

test('false alarms that were slight propose a level a little farther away', () => {
  const found = proposed(
    [
      [1_040, 120],
      [1_700, 60],
    ],
    (at) => at === 0,
  );
  expect(found).toMatchObject({ quieter: { change: { is: 'levels', levels: [1_080, 1_580] } }, avoided: 1 });
});

test('nothing is proposed that would have lost an alert that was right', () => {
  expect(
    proposed(
      [
        [1_200, 60],
        [1_200, 60],
      ],
      (at) => at === 0,
    ),
  ).toBeUndefined();
  expect(proposed([[1_200, 60]], () => false)).toBeUndefined();
  // the false one lasts longer than one that was right, and is no higher
  const peaks = [
    [1_800, 90],
    [1_200, 30],
    [1_200, 60],
  ] as const;
  expect(proposed(peaks, (at) => at === 2)).toBeUndefined();
});

test('every setting that is tried is a rule that can be judged, quieter than the one before it', () => {
  const settings = quieterSettings(stale);
  expect(settings.length).toBeGreaterThan(8);
  for (const { rule } of settings) expect(ruleMistakes(rule)).toEqual([]);
});
