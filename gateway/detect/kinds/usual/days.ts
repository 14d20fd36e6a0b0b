import type { SiteSetting } from '../../setting.ts';
import { hourMs } from './hours.ts';

/** Numbers that a day being gathered takes: which local day, the sum of its hours, how many, the sum of their coldness. */
export const dayMemory = 4;
const leastHours = 18;

/** A local day that is over: the mean of its hours (of a counter: what an hour counted) and how cold it was, NaN where unknown. */
export interface WholeDay {
  readonly day: number;
  readonly mean: number;
  readonly cold: number;
}

/** Adds an hour to its local day; what was the day before, where this hour begins another and that one was known for 18 hours. */
export function gatherDay(
  memory: Float64Array,
  from: number,
  { day, amount, cold }: { day: number; amount: number; cold: number },
): WholeDay | undefined {
  const [open = Number.NaN, sum = 0, hours = 0, colds = 0] = memory.subarray(from, from + dayMemory);
  if (open === day) {
    memory[from + 1] = sum + amount;
    memory[from + 2] = hours + 1;
    memory[from + 3] = colds + cold;
    return undefined;
  }
  memory.set([day, amount, 1, cold], from);
  return hours >= leastHours ? { day: open, mean: sum / hours, cold: colds / hours } : undefined;
}

/** Whether people come that day as on any other: a working day, in school holidays one on which the building opens. */
export function isOrdinaryDay(setting: SiteSetting, day: number): boolean {
  const start = setting.zone.dayStart(day);
  const { kind } = setting.at(start);
  if (kind !== 'school-holiday') return kind === 'working' || kind === 'unknown';
  return [10, 15].some((hours) => setting.at(start + hours * hourMs).openness !== 'closed');
}
