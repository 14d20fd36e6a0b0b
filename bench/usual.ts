import { createDetector } from '../gateway/detect/detector.ts';
import { judgeOf } from '../gateway/detect/kinds/judge-of.ts';
import { createSurroundings } from '../gateway/detect/surroundings.ts';
import type { Condition, Rule } from '../gateway/domain/rule.ts';
import { table } from './figures.ts';

const [minuteMs, dayMs] = [60_000, 86_400_000];
const counts = true;
const conditions: Readonly<Record<string, readonly Condition[]>> = {
  profile: [{ kind: 'profile', side: 'above', deviations: 5, least: 1, counts }],
  'base load': [{ kind: 'base-load', share: 0.25, least: 0.3, counts }],
  'left on': [{ kind: 'left-on', share: 0.5, least: 0.5, counts }],
  budget: [{ kind: 'budget', share: 0.15, least: 200 }],
  'change point': [{ kind: 'change-point', least: 0.5, counts }],
};

/** What each kind that knows the usual costs a reading on one core, and a series in memory: 40 sites, a reading every ten minutes. */
export function benchUsual(): void {
  const all = Object.entries(conditions);
  const electricity = all.filter(([name]) => ['profile', 'base load', 'budget'].includes(name));
  const rows = [...all, ['a meter’s three', electricity.flatMap(([, one]) => one)] as const].map(([name, some]) =>
    row(name, some),
  );
  process.stdout.write(`${table([['the usual', 'readings/s', 'µs a reading', 'bytes a series'], ...rows])}\n`);
}

function row(name: string, some: readonly Condition[]): string[] {
  const [sites, metersASite, days] = [40, 5, 60];
  const site = (number: number) => ({
    ...{ id: `site-${number}`, name: 'Mairie', organisation: 'bench', calendar: 'office' },
    ...{ timeZone: 'Europe/Paris', fewStaff: false },
  });
  const week = [0, 1, 2, 3, 4].map(() => [
    { from: 510, to: 750 },
    { from: 810, to: 1050 },
  ]);
  const surroundings = createSurroundings(
    {
      sites: new Map(Array.from({ length: sites }, (_, number) => [`site-${number}`, site(number)])),
      devices: new Map([['sky', { id: 'sky', name: 'Ciel', site: 'site-0', type: 'weather-station' }]]),
      calendars: new Map([
        [
          'office',
          {
            id: 'office',
            region: 'metropole',
            zone: 'A',
            week,
            holidays: 'closed',
            schoolHolidays: 'open',
            closures: [],
          },
        ],
      ]),
    },
    () => true,
  );
  const detector = createDetector(some.map(ruleOf));
  const place = { organisation: 'bench', type: 'bench', instance: '' };
  const series = [
    { ...place, site: 'site-0', device: 'sky', metric: 'outdoor.temperature' },
    ...Array.from({ length: sites * metersASite }, (_, number) => ({
      ...{ ...place, site: `site-${number % sites}`, device: `meter-${number}`, metric: 'meter' },
    })),
  ];
  detector.follow(series.map((one) => ({ series: one, everyMs: 10 * minuteMs, ...surroundings.of(one) })));
  const numbers = Int32Array.from(series.keys());
  const index = new Float64Array(series.length);
  const begin = Date.UTC(2026, 0, 5);
  let used = 0;
  let readings = 0;
  for (let time = begin; time < begin + days * dayMs; time += 10 * minuteMs) {
    const clock = (time % dayMs) / dayMs;
    const celsius = 7 - 4 * Math.cos(clock * 2 * Math.PI) + Math.sin(time / dayMs);
    for (let at = 1; at < index.length; at++) index[at] = (index[at] ?? 0) + 1 + 0.5 * Math.sin(at + time / dayMs);
    index[0] = celsius;
    const times = new Float64Array(series.length).fill(time);
    const values = index.slice();
    const from = process.cpuUsage();
    detector.judge({ series: numbers, times, values }, time);
    const { user, system } = process.cpuUsage(from);
    used += user + system;
    readings += series.length;
  }
  const us = used / readings;
  const bytes = some.reduce((sum, condition) => sum + 8 * judgeOf(condition).memory, 0);
  return [
    name,
    Math.round(1e6 / us)
      .toLocaleString('en')
      .replaceAll(',', ' '),
    us.toFixed(2),
    `${bytes}`,
  ];
}

function ruleOf(condition: Condition): Rule {
  return {
    ...{ id: condition.kind, metric: 'meter', scope: {}, say: { fr: 'Alerte', en: 'Alert' }, condition },
    ...{ severities: ['information'], holdMs: 7_200_000, clearHoldMs: 7_200_000 },
  };
}
