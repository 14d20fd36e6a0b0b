import type { Step } from '../../contract/readings.ts';
import { dateText, momentOf, movedBy, type Period, periodAt, periods, yearBefore } from '../calendar.ts';

export type Comparison = 'year' | 'previous' | 'none';

/** The stretch of time that the charts of a page show, and the one drawn behind. */
export interface View {
  period: Period;
  from: number;
  to: number;
  before: { from: number; to: number } | undefined;
  comparison: Comparison;
  timeZone: string;
  /** only daily values are shown here */
  coarse: boolean;
  /** whether the period holds the present moment */
  running: boolean;
}

const names = { hour: 'heure', day: 'jour', week: 'semaine', month: 'mois', year: 'annee' } as const;
const comparisonNames = { year: 'an', previous: 'avant', none: 'rien' } as const;

/** Reads `?periode=mois&date=2026-11-22&comparer=an`; anything else is this month beside a year before. */
export function viewOf(query: URLSearchParams, timeZone: string, now: number, coarse = false): View {
  const asked = periods.find((period) => names[period] === query.get('periode')) ?? 'month';
  const period = coarse && (asked === 'hour' || asked === 'day') ? 'month' : asked;
  const { from, to } = periodAt(period, momentOf(query.get('date'), timeZone) ?? now, timeZone);
  const comparer = query.get('comparer');
  const comparison: Comparison = comparer === 'avant' ? 'previous' : comparer === 'rien' ? 'none' : 'year';
  return {
    period,
    from,
    to,
    before: beforeOf(period, from, comparison, timeZone),
    comparison,
    timeZone,
    coarse,
    running: from <= now && now < to,
  };
}

/** What the address bar holds for a period and a moment; today's is left out, so that a kept link stays current. */
export function queryOf(
  period: Period,
  time: number,
  timeZone: string,
  now: number,
): Record<string, string | undefined> {
  const { from, to } = periodAt(period, time, timeZone);
  return {
    periode: names[period],
    date: from <= now && now < to ? undefined : dateText(period, time, timeZone),
  };
}

export function comparisonQuery(comparison: Comparison): Record<string, string | undefined> {
  return { comparer: comparison === 'year' ? undefined : comparisonNames[comparison] };
}

/** How finely a period is drawn: amounts as few bars, levels as a line. */
export function stepOf({ period, coarse }: Pick<View, 'period' | 'coarse'>, counter: boolean): Step {
  if (period === 'hour') return counter ? '15m' : '5m';
  if (period === 'day') return counter ? '1h' : '15m';
  if (period === 'week' || period === 'month') return counter || coarse ? '1d' : '1h';
  return counter ? '1mo' : '1d';
}

const lengths: Partial<Record<Step, number>> = { '5m': 300_000, '15m': 900_000, '1h': 3_600_000 };

/** The starts of every bucket of a stretch, as the server names them; at most 2,000. */
export function bucketsOf(from: number, to: number, step: Step, timeZone: string): number[] {
  const starts: number[] = [];
  const length = lengths[step];
  for (let at = from; at < to && starts.length < 2000; ) {
    starts.push(at);
    at = length === undefined ? movedBy(step === '1mo' ? 'month' : 'day', at, 1, timeZone) : at + length;
  }
  return starts;
}

function beforeOf(period: Period, from: number, comparison: Comparison, timeZone: string): View['before'] {
  if (comparison === 'none') return undefined;
  const start = comparison === 'year' ? yearBefore(period, from, timeZone) : movedBy(period, from, -1, timeZone);
  return { from: start, to: movedBy(period, start, 1, timeZone) };
}
