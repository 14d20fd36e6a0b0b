import { addDays, dayNumber, type LocalDate } from '../../../devices/calendar/local-date.ts';
import type { Zone } from '../../../devices/calendar/local-time.ts';
import { type DegreeModel, expectedUse, fitDegreeModel, type TemperatureUnit } from './degree-model.ts';
import { type ModelQuality, qualityOf } from './model-quality.ts';
import { isComplete, type Period } from './period.ts';
import type { Periods } from './periods-of.ts';
import { savingsUncertainty } from './uncertainty.ts';

export interface SavingsOf {
  readonly meter: Pick<Periods, 'is' | 'periods'>;
  readonly zone: Zone;
  /** the day under way, where its meter still runs: days to come are no gaps */
  readonly today?: LocalDate;
  /** both days belong to the works, and to neither side of them */
  readonly works: { readonly from: LocalDate; readonly to: LocalDate };
  readonly unit: TemperatureUnit;
  readonly mayCool: boolean;
  /** two-sided, 0.9 for 90 % */
  readonly confidence: number;
  /** a change of use that was declared: from this day on the building would have used so much more, 0.08 for 8 % */
  readonly changes?: readonly { readonly from: LocalDate; readonly share: number }[];
}

/** One side of the works. */
export interface Span {
  /** local days, `to` the first after it */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly days: number;
  /** days without consumption or temperature */
  readonly missing: number;
  /** of the complete periods, in the meter's unit */
  readonly use: number;
}

/** Why a saving cannot be claimed. */
export type Doubt =
  | 'the baseline lacks too many days'
  | 'nothing was measured after the works'
  | 'less than a year was measured after the works'
  | 'the year after the works lacks too many days'
  | 'the model is too loose'
  | 'the saving is within its uncertainty';

export interface Savings {
  readonly is: Periods['is'];
  readonly baseline: Span;
  readonly reporting: Span;
  /** absent where no model can be made or nothing be compared */
  readonly found?: {
    readonly model: DegreeModel;
    readonly quality: ModelQuality;
    /** what the building of before would have used in the reporting time, with the changes declared */
    readonly expected: number;
    readonly saved: number;
    /** of what was expected */
    readonly share: number;
    /** ± in the meter's unit, at the confidence asked for */
    readonly uncertainty: number;
  };
  /** the saving may be claimed where there is none */
  readonly doubts: readonly Doubt[];
}

/** CalTRACK 2.2: a tenth of the year may lack. */
const mayLack = 0.1;
/** CalTRACK 4.3: the loosest model of a building in a portfolio. */
const loosestCvRmse = 1;

/**
 * What works saved: a model of the year before them (CalTRACK 2.0) beside what was measured in the year after them. Consumption
 * in the meter's unit; a saving below zero is more consumption.
 */
export function savingsOf(of: SavingsOf): Savings {
  const { meter, works, zone, confidence } = of;
  const isBilling = meter.is === 'billing';
  const afterWorks = addDays(works.to, 1);
  const yearAfter = sameDay(afterWorks, 1);
  const before = spanOf(meter.periods, zone, {
    from: sameDay(works.from, -1),
    to: works.from,
    isBilling,
    backwards: true,
  });
  const after = spanOf(meter.periods, zone, {
    from: afterWorks,
    to: endOfReporting(of.today, afterWorks, yearAfter),
    isBilling,
    backwards: false,
  });
  const doubts: Doubt[] = [];
  if (before.span.missing > mayLack * before.span.days) doubts.push('the baseline lacks too many days');
  const base = { is: meter.is, baseline: before.span, reporting: after.span };
  if (after.complete.length === 0) return { ...base, doubts: [...doubts, 'nothing was measured after the works'] };
  const lastMeasured = Math.max(...after.complete.map(({ end }) => end));
  const yearEnd = zone.toInstant(yearAfter);
  if (yearEnd - lastMeasured > mayLack * (yearEnd - zone.toInstant(after.span.from))) {
    doubts.push('less than a year was measured after the works');
  } else if (after.span.missing > mayLack * after.span.days) {
    doubts.push('the year after the works lacks too many days');
  }
  const model = fitDegreeModel(before.complete, { unit: of.unit, mayCool: of.mayCool, isBilling });
  const quality = qualityOf(model, before.complete);
  // fewer periods than these leave nothing to judge a model by
  if (before.complete.length <= quality.parameters + 1) return { ...base, doubts };
  if (quality.cvRmse > loosestCvRmse) doubts.push('the model is too loose');

  let expected = 0;
  for (const period of after.complete) expected += expectedUse(model, period) * (1 + changeAt(period, of));
  const saved = expected - after.span.use;
  const share = saved / expected;
  const fraction = savingsUncertainty({
    quality,
    reportingPeriods: after.complete.length,
    months: after.complete.reduce((days, period) => days + period.days, 0) / (365.25 / 12),
    share,
    confidence,
    isBilling,
  });
  const uncertainty = fraction * Math.abs(saved);
  if (Math.abs(saved) <= uncertainty) doubts.push('the saving is within its uncertainty');
  return { ...base, found: { model, quality, expected, saved, share, uncertainty }, doubts };
}

/** The year after the works as far as it is over, one day at least: a span is never empty. */
function endOfReporting(today: LocalDate | undefined, afterWorks: LocalDate, yearAfter: LocalDate): LocalDate {
  if (today === undefined || today >= yearAfter) return yearAfter;
  return today > afterWorks ? today : addDays(afterWorks, 1);
}

/** The declared changes add up from their days on. */
function changeAt({ start }: Period, { changes = [], zone }: SavingsOf): number {
  return changes.reduce((sum, { from, share }) => (start >= zone.toInstant(from) ? sum + share : sum), 0);
}

/**
 * The periods of a calendar year on one side of the works. Bills do not end with a year: those that touch the works' side
 * of it count, until a year of days is full.
 */
function spanOf(
  periods: readonly Period[],
  zone: Zone,
  of: { from: LocalDate; to: LocalDate; isBilling: boolean; backwards: boolean },
): { span: Span; complete: readonly Period[] } {
  const [from, to] = [zone.toInstant(of.from), zone.toInstant(of.to)];
  const days = dayNumber(of.to) - dayNumber(of.from);
  let inside = periods.filter(({ start, end }) => start >= from && end <= to);
  if (of.isBilling) {
    const side = of.backwards
      ? periods.filter(({ end }) => end <= to).toReversed()
      : periods.filter(({ start }) => start >= from);
    let full = 0;
    inside = side.filter((period) => {
      const isTaken = full + period.days / 2 <= days;
      if (isTaken) full += period.days;
      return isTaken;
    });
    if (of.backwards) inside.reverse();
  }
  const complete = inside.filter(isComplete);
  const known = complete.reduce((sum, period) => sum + period.days, 0);
  return {
    complete,
    span: {
      from: of.from,
      to: of.to,
      days,
      missing: Math.max(0, days - known),
      use: complete.reduce((sum, { use }) => sum + use, 0),
    },
  };
}

/** The same day of another year; 29 February is 1 March there. */
function sameDay(date: LocalDate, years: number): LocalDate {
  const [year, month, day] = date.split('-').map(Number);
  return new Date(Date.UTC((year ?? 0) + years, (month ?? 1) - 1, day)).toISOString().slice(0, 10);
}
