import { createDetector } from '../../../gateway/detect/detector.ts';
import type { Moment, SiteSetting } from '../../../gateway/detect/setting.ts';
import { createSurroundings } from '../../../gateway/detect/surroundings.ts';
import type { Decision } from '../../../gateway/domain/decision.ts';
import type { Rule } from '../../../gateway/domain/rule.ts';
import type { Series } from '../../../gateway/domain/series.ts';

export const hour = 3_600_000;
export const day = 24 * hour;

/** What an hour of the building is: the local moment, the outdoor temperature, the hours since the beginning, a chance of −1 … 1. */
export interface BuildingHour extends Moment {
  readonly at: number;
  readonly celsius: number;
  readonly chance: number;
}

const place = { organisation: 'tartas', site: 'mairie', instance: '' };
export const meter: Series = { ...place, device: 'meter', type: 'meter', metric: 'meter.amount' };
const sky: Series = { ...place, device: 'sky', type: 'weather-station', metric: 'outdoor.temperature' };

/**
 * A town hall open 8:30–12:30 and 13:30–17:30 with a meter and a weather station, read every hour from 1 September
 * 2025 on. `use` says what the meter counts in an hour, or (a gauge) shows in it.
 */
export function building(
  rules: readonly Rule[],
  of: {
    use: (hour: BuildingHour) => number;
    counts: boolean;
    from?: number;
    weather?: boolean;
    seed?: number;
    cool?: () => number;
    schoolHolidays?: 'open' | 'closed';
  },
) {
  const begin = of.from ?? Date.UTC(2025, 8, 1);
  const hasWeather = of.weather ?? true;
  const surroundings = createSurroundings(
    {
      sites: new Map([
        [
          'mairie',
          {
            id: 'mairie',
            name: 'Mairie',
            organisation: 'tartas',
            calendar: 'office',
            timeZone: 'Europe/Paris',
            fewStaff: false,
          },
        ],
      ]),
      devices: new Map(
        hasWeather ? [['sky', { id: 'sky', name: 'Ciel', site: 'mairie', type: 'weather-station' }]] : [],
      ),
      calendars: new Map([
        [
          'office',
          {
            ...{
              id: 'office',
              region: 'metropole',
              holidays: 'closed',
              schoolHolidays: of.schoolHolidays ?? 'open',
              closures: [],
              zone: 'A',
            },
            week: [0, 1, 2, 3, 4].map(() => [
              { from: 510, to: 750 },
              { from: 810, to: 1050 },
            ]),
          },
        ],
      ]),
    },
    () => true,
  );
  const around = [meter, sky].map((series) => ({ series, everyMs: day, ...surroundings.of(series) }));
  const setting: SiteSetting | undefined = around[0]?.setting;
  let detector = createDetector(rules);
  detector.follow(around);
  let index = 0;
  let now = begin;
  let dice = of.seed ?? 40_313;
  let drift = 0;

  function chance(): number {
    dice = (Math.imul(dice, 1_664_525) + 1_013_904_223) >>> 0;
    return dice / 2 ** 31 - 1;
  }

  /** The readings of so many days, by a fault if there is one. */
  function readings(days: number, fault: (hour: BuildingHour) => number = () => 0) {
    const [series, times, values]: [number[], number[], number[]] = [[], [], []];
    for (const end = now + days * day; now < end; now += hour) {
      const moment = setting?.at(now + 1_800_000);
      if (moment === undefined) throw new Error('the site is not there');
      drift = 0.98 * drift + 0.35 * chance();
      const season = 13 - 8 * Math.cos(((now - Date.UTC(2025, 0, 20)) / (365.25 * day)) * 2 * Math.PI);
      const celsius = season - 3 * Math.cos(((moment.hour - 3) / 12) * Math.PI) + drift - (of.cool?.() ?? 0);
      const one = { ...moment, at: (now - begin) / hour, celsius, chance: chance() };
      const used = of.use(one) + fault(one);
      index += used;
      series.push(1, 0);
      times.push(now, of.counts ? now + hour : now);
      values.push(celsius, of.counts ? index : used);
    }
    return { series: Int32Array.from(series), times: Float64Array.from(times), values: Float64Array.from(values) };
  }

  return {
    learn: (days: number) => detector.learn(readings(days)),
    /** what so many days decide, a day at a time */
    live(days: number, fault?: (hour: BuildingHour) => number): Decision[] {
      return Array.from({ length: days }, () => detector.judge(readings(1, fault), now)).flat();
    },
    /** the same readings, kept back and sent when the days are over */
    late: (days: number, fault?: (hour: BuildingHour) => number): Decision[] => {
      const all = readings(days, fault);
      return detector.judge(all, now + days * day);
    },
    restart(): void {
      const kept = JSON.parse(JSON.stringify(detector.state()));
      detector = createDetector(rules);
      detector.follow(around);
      detector.restore(kept, now);
    },
    now: () => now,
    setting,
  };
}

/** Degrees that must be heated. */
export const cold = ({ celsius }: BuildingHour) => Math.max(0, 17 - celsius);
/** As `3d 14h raised 5.2 (1.1–3.4)`: when from an instant on, the value, and what was expected. */
export function toldFrom(begin: number, decisions: readonly Decision[]): string[] {
  return decisions.map((one) => {
    const hours = Math.round((one.at - begin) / hour);
    const when = `${Math.floor(hours / 24)}d ${hours % 24}h ${one.is}`;
    if (one.is !== 'raised' || one.expected === undefined) return when;
    return `${when} ${one.value?.toFixed(1)} (${one.expected.low.toFixed(1)}–${one.expected.high.toFixed(1)})`;
  });
}
