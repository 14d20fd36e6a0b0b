import { createZone } from '../../../devices/calendar/local-time.ts';
import { durationMs } from '../../../devices/duration.ts';
import { createAlertBook } from '../../../gateway/alert/book.ts';
import type { Maintenance } from '../../../gateway/alert/maintenance.ts';
import type { ReachedThrough } from '../../../gateway/alert/reach.ts';
import type { AlertCommand, Happened } from '../../../gateway/domain/alert.ts';
import type { AlertBookState } from '../../../gateway/domain/alert-book.ts';
import type { Decision } from '../../../gateway/domain/decision.ts';
import type { Severity } from '../../../gateway/domain/rule.ts';

/** When every scenario begins: Monday 2 March 2026, midnight in Paris. */
export const midnight = Date.UTC(2026, 2, 1, 23);
export const zone = createZone('Europe/Paris');

export const after = (when: string) => midnight + durationMs(when);

interface Found {
  readonly rule?: string;
  readonly device?: string;
  readonly severity?: Severity;
  readonly lostContact?: boolean;
}

export function raise(
  when: string,
  { rule = 'co2', device = 'salle-1', severity = 'warning', lostContact = false }: Found = {},
): Decision {
  const at = after(when);
  return { is: 'raised', rule, device, instance: '', since: at, at, severity, value: 900, lostContact };
}

export function worsen(
  when: string,
  since: string,
  severity: Severity,
  { rule = 'co2', device = 'salle-1' }: Found = {},
): Decision {
  return { is: 'worsened', rule, device, instance: '', since: after(since), at: after(when), severity, value: 1600 };
}

export function clear(when: string, since: string, { rule = 'co2', device = 'salle-1' }: Found = {}): Decision {
  const at = after(when);
  return {
    is: 'cleared',
    rule,
    device,
    instance: '',
    since: after(since),
    at,
    until: at,
    value: 600,
    because: 'condition',
  };
}

/** A book in a small world whose parents and maintenances a test may change on the way. */
export function bookInHand(kept?: AlertBookState, options?: { causesAtOnce: number }) {
  const reach = new Map<string, ReachedThrough>();
  const maintenances: Maintenance[] = [];
  const place = (device: string) => ({ device, site: 'mairie', organisation: 'tartas', zone });
  const book = createAlertBook(
    { place, reach: () => reach, maintenances: () => maintenances, rule: () => undefined },
    kept,
    options,
  );
  return {
    book,
    reach,
    maintenances,
    hear: (...decisions: Decision[]) => said(book.decide(decisions)),
    tick: (when: string) => said(book.tick(after(when))),
    /** to the newest alert of the device */
    order(when: string, command: AlertCommand, device = 'salle-1'): string[] | string {
      const alert = book.alerts().findLast((one) => one.device === device);
      const answer = book.command(alert?.id ?? 'none', command, after(when));
      return answer.ok ? said(answer.happened) : answer.reason;
    },
  };
}

/** `salle-1 raised: condition`, a line for each transition. */
export function said(happened: readonly Happened[]): string[] {
  return happened.map(({ alert, transition }) => `${alert.device} ${transition.is}: ${transition.reason.because}`);
}
