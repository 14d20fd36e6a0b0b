import type { Text } from '../../devices/metric.ts';
import { type Severity, severities } from '../../devices/rules/rule-kinds.ts';
import type { Series } from './series.ts';
import type { TradeCondition } from './trade-condition.ts';

export { type Severity, severities };

/**
 * What breaks a rule. A threshold and a state may have several levels, from mild to grave, each with its own severity;
 * every other kind has one. All numbers are in the metric's unit.
 */
export type Condition =
  /** beyond a level; clear again only on the other side of `clear`, so that a value on the edge does not flutter */
  | {
      readonly kind: 'threshold';
      readonly side: 'above' | 'below';
      readonly levels: readonly number[];
      readonly clear: number;
      /** judged only while its site is known to be open, or is not known to be closed; else it is clear */
      readonly when?: 'open' | 'not-closed';
    }
  /** one of these values; each level lists its own. In a `passing` one it stays as it was: a backup that runs is not yet good */
  | {
      readonly kind: 'state';
      readonly levels: readonly (readonly number[])[];
      readonly passing?: readonly number[];
    }
  /** rises or falls quicker than `perHour` on average over `overMs`; clear below `clear` */
  | {
      readonly kind: 'rate';
      readonly side: 'rises' | 'falls';
      readonly perHour: number;
      readonly overMs: number;
      readonly clear: number;
    }
  /** no reading for so long; `alone`: although the device told something else meanwhile */
  | { readonly kind: 'silence'; readonly afterMs: number; readonly alone?: true }
  /** stays within so much of one value for as long as the rule's hold, although readings come */
  | { readonly kind: 'stuck'; readonly within: number }
  /** cannot be: outside the physical range, a counter that goes backwards, a leap between two readings */
  | {
      readonly kind: 'implausible';
      readonly range?: readonly [number, number];
      readonly backwards?: true;
      readonly leap?: number;
    }
  | TradeCondition
  | UsualCondition;

/** What the series' own past, its calendar and its weather say is usual; `counts`: the metric is a counter, judged by what it counts. */
export type UsualCondition =
  /** an hour more than `deviations` standard deviations, and than `least` (a counter: an hour), off what is usual at this hour of this kind of day */
  | {
      readonly kind: 'profile';
      readonly side: 'above' | 'below' | 'both';
      readonly deviations: number;
      readonly least: number;
      readonly counts?: true;
    }
  /** the nights' least hour is by more than `share` (0.2 for 20 %), and than `least`, higher than two months ago */
  | { readonly kind: 'base-load'; readonly share: number; readonly least: number; readonly counts?: true }
  /** closed hours are by more than `share` of the way (0.5: half), and than `least` an hour, nearer to what open hours are */
  | { readonly kind: 'left-on'; readonly share: number; readonly least: number; readonly counts?: true }
  /** the month, projected to its end, takes by more than `share`, and than `least`, more than last year's with the same cold; counters alone */
  | { readonly kind: 'budget'; readonly share: number; readonly least: number }
  /** the days' level is another since some day, by at least `least` (a counter: an hour) */
  | { readonly kind: 'change-point'; readonly least: number; readonly counts?: true }
  /** of a room's °C at night while closed: held by heating, by `least` warmer than it is usually held */
  | { readonly kind: 'held-warm'; readonly least: number }
  /** apart from the site's other series of the metric, by more than `deviations` of what it usually is and than `least` */
  | { readonly kind: 'apart'; readonly deviations: number; readonly least: number }
  /** of CO2 in ppm: what people add to the open air's is more than usual in open hours, by `deviations`, `share` and `least` */
  | { readonly kind: 'airing'; readonly deviations: number; readonly share: number; readonly least: number };

export type RuleKind = Condition['kind'];

/** Whom a rule watches: all that is named must fit; nothing named is every device with the metric. */
export interface Scope {
  readonly type?: string;
  readonly organisation?: string;
  readonly site?: string;
  readonly device?: string;
  readonly instance?: string;
}

/** A condition on one metric and how long it must hold. Rules of one id are one rule, of which the most particular scope counts. */
export interface Rule {
  readonly id: string;
  readonly metric: string;
  readonly scope: Scope;
  /** what its alerts are called */
  readonly say: Text;
  readonly condition: Condition;
  /** one for each level of the condition */
  readonly severities: readonly Severity[];
  /** the condition must hold so long before it is an alert, ms */
  readonly holdMs: number;
  /** and be clear so long before the alert ends, ms */
  readonly clearHoldMs: number;
  /** breaking it means that nobody can reach the device, nor what lies behind it */
  readonly lostContact?: true;
  /** here nobody wants it */
  readonly off?: true;
}

/** Whether a rule watches a series. */
export function applies({ metric, scope }: Rule, series: Series): boolean {
  return (
    metric === series.metric &&
    fits(scope.type, series.type) &&
    fits(scope.organisation, series.organisation) &&
    fits(scope.site, series.site) &&
    fits(scope.device, series.device) &&
    fits(scope.instance, series.instance)
  );
}

/** The greater, the more particular: a device counts before its site, that before its organisation, that before a type. */
export function particularity({ type, organisation, site, device, instance }: Scope): number {
  const named = [type, organisation, site, device, instance];
  return named.reduce((sum, word, at) => sum + (word === undefined ? 0 : 2 ** at), 0);
}

const fits = (wanted: string | undefined, is: string) => wanted === undefined || wanted === is;
