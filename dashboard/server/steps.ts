import { Step } from '../contract/readings.ts';

export const rowsAtMost = 50_000;

const day = 86_400_000;
/** How long each step is at least: local days have 23 h once a year, months 28 days. */
const shortest = {
  '5m': 300_000,
  '15m': 900_000,
  '1h': 3_600_000,
  '1d': day - 3_600_000,
  '1w': 7 * day - 3_600_000,
  '1mo': 28 * day - 3_600_000,
  '1y': 365 * day,
} as const satisfies Record<Step, number>;

/** The finest step in which a period has at most 50,000 rows; undefined where none has. */
export function stepThatFits(from: number, to: number): Step | undefined {
  return Step.options.find((step) => fits(step, from, to));
}

export function fits(step: Step, from: number, to: number): boolean {
  return (to - from) / shortest[step] + 2 <= rowsAtMost;
}

/** Steps of a day or longer, which show nobody's habits. */
export function isDaily(step: Step | undefined): boolean {
  return step !== undefined && shortest[step] >= shortest['1d'];
}
