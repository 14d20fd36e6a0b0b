import type { Condition } from '../../domain/rule.ts';
import { between, clear, type Judge } from '../judge.ts';
import type { SiteSetting } from '../setting.ts';
import { followHalfHours, halfHourMs, halfHoursMemory } from '../water/half-hours.ts';
import { neverZero, neverZeroMemory } from '../water/never-zero.ts';
import { nightHours } from '../water/night-flow.ts';
import { nightsMemory, watchedNights } from '../water/nights.ts';

const hourMs = 3_600_000;
const [halves, quick, nights] = [0, halfHoursMemory, halfHoursMemory + neverZeroMemory] as const;

/**
 * Water that runs away, of an index in litres: found by the least flow of the night, which sees little, and by flow that
 * never stops for three hours, which sees much soon. Either is enough; what flows beyond the usual least (L/h) says how grave.
 * The night is that of the site's clocks, of UTC where the site is not known.
 */
export function leak({ levels }: Extract<Condition, { kind: 'leak' }>): Judge {
  const [floor = 0] = levels;

  function hear(memory: Float64Array, at: number, time: number, value: number, setting?: SiteSetting): void {
    const last = memory[at + halves] ?? Number.NaN;
    const isLong = time - last > 24 * hourMs;
    if (time - last > 2 * hourMs) neverZero.gap(memory, at + quick, isLong);
    if (isLong) watchedNights.gap(memory, at + nights);
    followHalfHours(memory, at + halves, { time, value }, (start, litres) => {
      const end = start + halfHourMs;
      const { day, hour } = clockAt(start, setting);
      const isLast = hour < nightHours && clockAt(end, setting).hour >= nightHours;
      const nightly = isNight(hour) ? watchedNights.usual(memory, at + nights) : undefined;
      neverZero.over(memory, at + quick, { day, end, flow: 2 * litres, nightly });
      watchedNights.over(memory, at + nights, { day, hour, end, litres, isLast, floor });
    });
  }

  return {
    memory: halfHoursMemory + neverZeroMemory + nightsMemory,
    find(memory, at, time, value, setting) {
      hear(memory, at, time, value, setting);
      const { flow, usual } = flowsOf(memory, at);
      if (Number.isNaN(flow)) return between;
      return flow > 0 ? Math.max(1, levels.findLastIndex((level) => flow - usual > level) + 1) : clear;
    },
    since(memory, at) {
      const isQuick = neverZero.flow(memory, at + quick) > 0;
      const [soon, night] = [neverZero.since(memory, at + quick), watchedNights.since(memory, at + nights)];
      return isQuick && !(night < soon) ? soon : night;
    },
    judged(memory, at) {
      const { flow, usual } = flowsOf(memory, at);
      return { value: Math.round(flow), expected: { low: 0, high: Math.round(usual) } };
    },
    learn: hear,
  };
}

/** What flows (L/h; 0 where nothing unusual does, NaN where nothing is known yet), and what usually does at such a time. */
function flowsOf(memory: Float64Array, at: number): { flow: number; usual: number } {
  const soon = { flow: neverZero.flow(memory, at + quick), usual: neverZero.usual(memory, at + quick) };
  const night = { flow: watchedNights.flow(memory, at + nights), usual: watchedNights.usual(memory, at + nights) };
  if (Number.isNaN(soon.flow)) return night;
  // a night was not disturbed by what people use
  return Number.isNaN(night.flow) || (night.flow === 0 && soon.flow > 0) ? soon : night;
}

/** Hours in which a public building is empty, whatever its calendar says. */
function isNight(hour: number): boolean {
  return hour < nightHours || hour >= 22;
}

function clockAt(instant: number, setting: SiteSetting | undefined): { day: number; hour: number } {
  if (setting !== undefined) return setting.at(instant);
  const hour = Math.floor(instant / hourMs);
  return { day: Math.floor(hour / 24), hour: ((hour % 24) + 24) % 24 };
}
