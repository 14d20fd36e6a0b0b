import type { Role } from './territory.ts';

/** What a fault makes of a series from its beginning on, asked in the order of time; `healthy` is what it shows without any fault. NaN is a reading that never came. */
export type Effect = (time: number, value: number, healthy: number) => number;

/** One fault of a building: what its size means stands in its kind; from ≤ time < to, epoch ms. */
export interface Injection {
  readonly kind: string;
  readonly size: number;
  readonly site: string;
  readonly from: number;
  readonly to: number;
}

/** The building as it would be with the faults of its heating; what a metric of a role reads at a time, asked day after day. */
export type ReadUnheated = (role: Role, metric: string, time: number) => number;

/** One series that a fault touches. */
export interface Touched {
  readonly role: Role;
  readonly metric: string;
  readonly instance?: string;
  readonly effect: Effect;
}

/** A kind of fault with its sizes from just visible to gross. */
export interface FaultKind {
  readonly id: string;
  readonly unit: string;
  readonly sizes: readonly number[];
  /** how long it lasts, in days, or in hours of its own size */
  readonly lasts: { readonly days: number } | 'size in hours' | 'a calendar month';
  /** injections a year of each size in each building */
  readonly each: number;
  /** only in the cold months */
  readonly isCold?: true;
  /** only where people come while it lasts */
  readonly needsPeople?: true;
  /** what it does to the building's heating, where it is one of that */
  heating?(size: number): { readonly raised?: number; readonly gives?: number };
  /** rules that count as nothing here: it befalls a whole building, of which the year lets one room feel it */
  readonly notBy?: readonly string[];
  touches(injection: Injection, read: ReadUnheated): Touched[];
}

const [hourMs, dayMs] = [3_600_000, 86_400_000];

const within = ({ from, to }: Injection, time: number) => time >= from && time < to;

/** While it lasts, each reading by itself. */
function during(injection: Injection, change: (value: number, time: number) => number): Effect {
  return (time, value) => (within(injection, time) ? change(value, time) : value);
}

/** A rate by which a counter runs quicker, in units an hour; what has run stays on the index. */
function ran(injection: Injection, perHour: (time: number) => number, pulse: number): Effect {
  let extra = 0;
  let last = injection.from;
  return (time, value) => {
    const until = Math.min(time, injection.to);
    if (until > last) extra += (perHour(until) * (until - last)) / hourMs;
    last = Math.max(last, until);
    return value + Math.floor(extra / pulse + 1e-9) * pulse;
  };
}

function climateOf(role: Role, effect: () => Effect): Touched[] {
  return ['air.temperature', 'air.humidity', 'battery.level'].map((metric) => ({ role, metric, effect: effect() }));
}

const tenths = (value: number) => Math.round(value * 10) / 10;

export const faultKinds: readonly FaultKind[] = [
  {
    ...{ id: 'leak', unit: 'L/min', sizes: [0.1, 0.3, 1, 2, 5], lasts: { days: 7 }, each: 2 },
    touches: (one) => [{ role: 'water', metric: 'water.volume', effect: ran(one, () => one.size * 60, 1) }],
  },
  {
    ...{ id: 'stuck value', unit: 'h', sizes: [6, 12, 24, 72], lasts: 'size in hours', each: 2 },
    touches: (one) =>
      ['air.co2', 'air.temperature', 'air.humidity', 'air.pm25', 'air.tvoc'].map((metric) => {
        let first = Number.NaN;
        const effect = during(one, (value) => {
          if (Number.isNaN(first)) first = value;
          return first;
        });
        return { role: 'room-2', metric, effect };
      }),
  },
  {
    ...{ id: 'drift', unit: '°C a day', sizes: [0.1, 0.3, 1, 3], lasts: { days: 14 }, each: 2 },
    touches: (one) => {
      const effect = during(one, (value, time) => tenths(value + (one.size * (time - one.from)) / dayMs));
      return [{ role: 'room-3', metric: 'air.temperature', effect }];
    },
  },
  {
    ...{ id: 'silence', unit: 'h', sizes: [1.5, 4, 12, 48], lasts: 'size in hours', each: 2 },
    touches: (one) => climateOf('room-6', () => during(one, () => Number.NaN)),
  },
  {
    ...{ id: 'counter reset', unit: 'of the index left', sizes: [0.999, 0.99, 0.5, 0], lasts: { days: 2 }, each: 2 },
    touches: (one) => {
      let back = Number.NaN;
      const effect: Effect = (_, value) => {
        if (Number.isNaN(back)) back = value - Math.floor((value * one.size) / 10) * 10;
        return value - back;
      };
      return [{ role: 'water-annex', metric: 'water.volume', effect }];
    },
  },
  {
    ...{ id: 'base load', unit: 'W more', sizes: [100, 300, 1000, 3000], lasts: { days: 14 }, each: 2 },
    touches: (one) => [
      {
        ...{ role: 'electricity-annex', metric: 'electricity.power' },
        effect: during(one, (value) => value + one.size),
      },
      {
        ...{ role: 'electricity-annex', metric: 'electricity.energy' },
        effect: ran(one, () => one.size / 1000, 0.001),
      },
    ],
  },
  {
    ...{
      id: 'heating left on',
      unit: '°C, lowered less',
      sizes: [1, 2, 4, 8],
      lasts: { days: 8 },
      each: 2,
      isCold: true,
    },
    heating: (size) => ({ raised: size }),
    notBy: ['temperature-apart'],
    touches: (_, read) => [
      {
        ...{ role: 'room-4', metric: 'air.temperature' },
        effect: (time) => read('room-4', 'air.temperature', time),
      },
      { role: 'gas', metric: 'gas.volume', effect: (time) => read('gas', 'gas.volume', time) },
    ],
  },
  {
    ...{
      id: 'heating failed',
      unit: 'of its heat',
      sizes: [0.75, 0.5, 0.25, 0],
      lasts: { days: 4 },
      each: 2,
      isCold: true,
    },
    heating: (size) => ({ gives: size }),
    touches: (_, read) => [
      {
        ...{ role: 'room-5', metric: 'air.temperature' },
        effect: (time) => read('room-5', 'air.temperature', time),
      },
    ],
  },
  {
    ...{ id: 'ventilation failed', unit: 'times the CO2 that people add', sizes: [1.3, 1.7, 2.5, 4] },
    ...{ lasts: { days: 5 }, each: 2, needsPeople: true },
    touches: (one) => [
      {
        ...{ role: 'room-1', metric: 'air.co2' },
        effect: during(one, (value) => Math.min(5000, Math.round(420 + (value - 420) * (value > 420 ? one.size : 1)))),
      },
    ],
  },
  {
    ...{ id: 'battery', unit: '% left', sizes: [25, 15, 8, 1], lasts: { days: 20 }, each: 2 },
    touches: (one) => {
      let full = Number.NaN;
      const effect: Effect = (time, value) => {
        if (Number.isNaN(full)) full = value;
        // afterwards somebody puts in a new one
        if (time >= one.to) return 100;
        return Math.round(full + (Math.min(full, one.size) - full) * ((time - one.from) / (one.to - one.from)));
      };
      return [{ role: 'room-7', metric: 'battery.level', effect }];
    },
  },
  {
    ...{ id: 'budget overrun', unit: 'times as much', sizes: [1.1, 1.2, 1.5, 2], lasts: 'a calendar month', each: 1 },
    touches: (one) => {
      let first = Number.NaN;
      let last = 0;
      const energy: Effect = (time, value) => {
        if (Number.isNaN(first)) first = value;
        if (time < one.to) last = value;
        return Math.round(1000 * (value + (one.size - 1) * (last - first))) / 1000;
      };
      return [
        { role: 'electricity', metric: 'electricity.energy', effect: energy },
        {
          ...{ role: 'electricity', metric: 'electricity.power' },
          effect: during(one, (value) => Math.round(value * one.size)),
        },
      ];
    },
  },
  {
    ...{ id: 'disk fills', unit: '% a day', sizes: [1, 2, 4, 10], lasts: { days: 20 }, each: 2 },
    touches: (one) => {
      const effect = during(one, (value, time) =>
        Math.min(100, tenths(value + (one.size * (time - one.from)) / dayMs)),
      );
      return [{ role: 'server', metric: 'disk.used', instance: '/srv', effect }];
    },
  },
  {
    ...{ id: 'backup', unit: '(1 exceptions, 2 a third of its bytes, 3 failed, 4 missing)', sizes: [1, 2, 3, 4] },
    ...{ lasts: { days: 4 }, each: 2 },
    touches: (one) => {
      const states = [2, 0, 3, 4];
      const of = (metric: string, change: (value: number, time: number) => number): Touched => {
        return { role: 'backups', metric, instance: 'srv-01', effect: during(one, change) };
      };
      let first = Number.NaN;
      const sinceLast = (value: number, time: number) => {
        if (Number.isNaN(first)) first = value;
        return one.size < 3 ? value : tenths(first + (time - one.from) / hourMs);
      };
      return [
        of('backup.state', () => states[one.size - 1] ?? 0),
        of('backup.bytes', (value) => (one.size === 2 ? Math.round(value / 3) : value)),
        of('backup.age', sinceLast),
      ];
    },
  },
];
