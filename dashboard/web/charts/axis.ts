import type { Scale } from 'chart.js';

/** The axis of levels: from zero where they come near it, never beyond what is possible. */
export function levelAxis(picture: Parameters<typeof limits>[0], bars: boolean) {
  const onZero = bars || standsOnZero(picture);
  return { beginAtZero: onZero, ...limits(picture), grace: onZero ? 0 : '8%' };
}

/** The axis of a state: its values and nothing between or beyond them, a little air around, the good one on top. */
export function stateAxis({ values, lowIsGood }: { values: readonly number[]; lowIsGood: boolean }) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const air = (high - low) * 0.08;
  return {
    min: low - air,
    max: high + air,
    reverse: lowIsGood,
    afterBuildTicks(scale: Pick<Scale, 'ticks'>) {
      scale.ticks = values.map((value) => ({ value }));
    },
  };
}

interface Levels {
  curves: readonly { values: readonly (number | null)[] }[];
  band: { low: readonly (number | null)[]; high: readonly (number | null)[] } | undefined;
}

/** The ends of the axis where the values come close to what is possible. */
function limits({
  kind,
  range,
  factor,
  ...levels
}: Levels & { kind: string; range: readonly [number, number] | undefined; factor: number }): {
  min?: number;
  max?: number;
} {
  if (kind === 'bars' || range === undefined) return {};
  const [low, high] = extent(levels);
  const air = (high - low) * 0.1;
  return {
    ...(low - air < range[0] ? { min: range[0] * factor } : {}),
    ...(high + air > range[1] ? { max: range[1] * factor } : {}),
  };
}

function extent({ curves, band }: Levels): [number, number] {
  const all = [...curves.map((curve) => curve.values), band?.low ?? [], band?.high ?? []];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const values of all)
    for (const value of values) {
      if (value === null) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  return [low, high];
}

/** Levels that come near zero are drawn from zero, so that no axis runs below what can be. */
function standsOnZero(levels: Levels): boolean {
  const [low, high] = extent(levels);
  return low >= 0 && low < (high - low) * 0.5;
}

/** A value between two gaps has no line to stand on: it is drawn as a dot. */
export function lonely(values: (number | null)[]): number[] {
  return values.map((value, index) => {
    const alone = value !== null && (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;
    return alone ? 2 : 0;
  });
}
