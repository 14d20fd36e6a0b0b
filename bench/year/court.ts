import type { Text } from '../../devices/metric.ts';
import { createAlertBook } from '../../gateway/alert/book.ts';
import { createDetector } from '../../gateway/detect/detector.ts';
import type { DetectorState, JudgedSeries } from '../../gateway/detect/detector-state.ts';
import { rulesOf } from '../../gateway/detect/plan.ts';
import { silencedBy } from '../../gateway/domain/alert.ts';
import type { AlertBookState } from '../../gateway/domain/alert-book.ts';
import type { Rule, Severity } from '../../gateway/domain/rule.ts';
import type { MinuteReadings } from './day-readings.ts';
import { worldOfBench } from './world.ts';

/** What somebody would have been told: an alert that was raised or grew worse. */
export interface Told {
  readonly alert: string;
  readonly rule: string;
  readonly say: Text;
  readonly metric: string;
  readonly device: string;
  readonly instance: string;
  readonly severity: Severity;
  readonly isWorse: boolean;
  readonly at: number;
}

/** Where a court stands, in plain JSON. */
export interface CourtState {
  readonly detector: DetectorState;
  readonly book: AlertBookState;
}

/**
 * The detector and the book of alerts as they run live, with a tick a minute, from where another one stood if that is given. Counts
 * readings and processor time (µs).
 */
export function createCourt(rules: readonly Rule[], series: readonly JudgedSeries[], kept?: CourtState) {
  const detector = createDetector(rules);
  detector.follow(series);
  const world = worldOfBench();
  const book = createAlertBook(world, kept?.book);
  if (kept !== undefined) detector.restore(kept.detector, kept.detector.tick ?? 0);
  const watching = new Map(
    series.flatMap((one) =>
      rulesOf(one.series, rules).map((rule) => [`${rule.id} ${one.series.device} ${one.series.instance}`, rule]),
    ),
  );
  const told: Told[] = [];
  const used = { us: 0, readings: 0 };

  function judge(minutes: readonly MinuteReadings[]): void {
    const begun = process.cpuUsage();
    for (const { at, readings } of minutes) {
      used.readings += readings.series.length;
      const happened = book.decide(detector.judge(readings, at));
      happened.push(...book.decide(detector.tick(at)), ...book.tick(at));
      for (const { alert, transition } of happened) {
        if (transition.is !== 'raised' && transition.is !== 'worsened') continue;
        const silenced = silencedBy(alert);
        if (silenced !== undefined && silenced !== 'not active') continue;
        const rule = watching.get(`${alert.rule} ${alert.device} ${alert.instance}`);
        told.push({
          ...{ alert: alert.id, rule: alert.rule, say: rule?.say ?? { fr: '', en: '' }, metric: rule?.metric ?? '' },
          ...{ device: alert.device, instance: alert.instance, severity: alert.severity },
          ...{ isWorse: transition.is === 'worsened', at: transition.at },
        });
      }
    }
    const { user, system } = process.cpuUsage(begun);
    used.us += user + system;
  }

  /** What was before: part of what is usual, judged by nobody. */
  function learn(minutes: readonly MinuteReadings[]): void {
    for (const { readings } of minutes) detector.learn(readings);
  }

  const state = (): CourtState => ({ detector: detector.state(), book: book.state() });

  return { judge, learn, state, told: (): readonly Told[] => told, used: () => ({ ...used }), bytes: detector.bytes };
}
