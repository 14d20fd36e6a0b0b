import { start } from './001-start.ts';
import { operator } from './002-operator.ts';
import { linksKeysMails } from './003-links-keys-mails.ts';
import { kept } from './004-kept.ts';
import { maintenances } from './005-maintenances.ts';
import { alerts } from './006-alerts.ts';
import { rules } from './007-rules.ts';
import { notices } from './008-notices.ts';
import { maintenanceMode } from './009-maintenance-mode.ts';
import { tickets } from './010-tickets.ts';
import { meterEntries } from './011-meter-entries.ts';
import { helpdeskFollowUps } from './012-helpdesk-follow-ups.ts';

/** Every step in order; the database's `user_version` counts how many it has had. A published step never changes. */
export const migrations: readonly string[] = [
  start,
  operator,
  linksKeysMails,
  kept,
  maintenances,
  alerts,
  rules,
  notices,
  maintenanceMode,
  tickets,
  meterEntries,
  helpdeskFollowUps,
];
