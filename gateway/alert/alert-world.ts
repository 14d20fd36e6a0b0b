import type { DeadLink } from '../domain/alert.ts';
import type { Breach } from '../domain/decision.ts';
import type { Rule } from '../domain/rule.ts';
import type { Maintenance, Place } from './maintenance.ts';
import type { Reach } from './reach.ts';

/** What the book must know of the world; asked at each event, so that changes count from the next one on. */
export interface AlertWorld {
  /** undefined for a device that is no longer there */
  place(device: string): Place | undefined;
  reach(): Reach;
  maintenances(): readonly Maintenance[];
  /** the rule by which a breach was found; undefined for one that is gone */
  rule(found: Breach): Rule | undefined;
  /** which link died when a device fell silent; undefined where nobody can tell */
  link?(device: string, at: number): DeadLink | undefined;
}
