import { createZone } from '../../devices/calendar/local-time.ts';
import { createAlertBook } from '../../gateway/alert/book.ts';
import type { Reach } from '../../gateway/alert/reach.ts';
import { createDetector } from '../../gateway/detect/detector.ts';
import type { JudgedSeries } from '../../gateway/detect/detector-state.ts';
import type { Alert, Happened } from '../../gateway/domain/alert.ts';
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
  const zone = createZone('UTC'); // of no maintenance
  const places = new Map<string, { readonly site: string; readonly organisation: string }>();
  const book = createAlertBook({
    place: (device) => ({ device, zone, site: '', organisation: '', ...places.get(device) }),
    reach: () => reach,
    maintenances: () => [],
    rule: () => undefined,
  });
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

  function follow(further: readonly JudgedSeries[]): void {
    for (const { series: one } of further) {
      places.set(one.device, { site: one.site, organisation: one.organisation });
    }
    detector.follow(further);
  }
  follow(series);

  return {
    /** further series, whose numbers go on from those before */
    follow,
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
