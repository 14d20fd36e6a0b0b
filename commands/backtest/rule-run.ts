import { createAlertBook } from '../../gateway/alert/book.ts';
import type { Reach } from '../../gateway/alert/reach.ts';
import type { Happened } from '../../gateway/alert/slot.ts';
import { createDetector, type JudgedSeries } from '../../gateway/detect/detector.ts';
import type { Alert } from '../../gateway/domain/alert.ts';
import type { Readings } from '../../gateway/domain/reading.ts';
import type { Rule } from '../../gateway/domain/rule.ts';

/** Time passes in steps of so much, ms: short enough that silence is counted as it is live. */
export const stepMs = 60_000;

/** An alert as rules raised it: the value that raised it beside how it stands. */
export interface RaisedAlert {
  readonly alert: Alert;
  readonly raisedAt: number;
  readonly firstValue: number | null;
}

/**
 * Runs rules over readings in event time, by the very detector and book that judge live. At most `mostAlerts` alerts are kept, the first ones.
 */
export function createRuleRun(
  rules: readonly Rule[],
  { series = [], reach, mostAlerts = 10_000 }: { series?: readonly JudgedSeries[]; reach: Reach; mostAlerts?: number },
) {
  const detector = createDetector(rules);
  detector.follow(series);
  const book = createAlertBook({ place: () => undefined, reach: () => reach, maintenances: () => [] });
  const raised = new Map<string, RaisedAlert>();
  let left = 0;

  function keep(happened: readonly Happened[]): void {
    for (const { alert, transition } of happened) {
      const before = raised.get(alert.id);
      if (before !== undefined) raised.set(alert.id, { ...before, alert: { ...alert, timeline: [] } });
      else if (raised.size >= mostAlerts) left += transition.is === 'raised' ? 1 : 0;
      else {
        const kept = { ...alert, timeline: [] };
        raised.set(alert.id, { alert: kept, raisedAt: transition.at, firstValue: alert.value });
      }
    }
  }

  return {
    /** further series, whose numbers go on from those before */
    follow: detector.follow,
    /** Readings as they were accepted, epoch ms. */
    take(readings: Readings, acceptedAt: number): void {
      if (readings.series.length > 0) keep(book.decide(detector.judge(readings, acceptedAt)));
    },
    /** Time has come to `now` (epoch ms). */
    tick(now: number): void {
      keep(book.decide(detector.tick(now)));
      keep(book.tick(now));
    },
    /** in the order in which they were raised */
    alerts: (): RaisedAlert[] => [...raised.values()],
    /** how many were raised beyond those kept */
    left: () => left,
  };
}
