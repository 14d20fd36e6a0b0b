import type { BackupStanding } from './backup-standing.ts';

/** What an audit of a server is made from. Times are epoch ms; days are whole local ones, the oldest first, yesterday the last. */
export interface AuditedServer {
  readonly now: number;
  /** absent where nothing tells it; `lowest` of each day, null where it was not measured */
  readonly updates?: { readonly latest: Latest; readonly lowest: readonly (number | null)[] };
  /** seconds since it was started */
  readonly uptime?: Latest;
  /** absent where no client of a backup is known to be this server */
  readonly backups?: readonly BackupStanding[];
  /** states of its parts, 1 good, 0.5 degraded, 0 bad */
  readonly hardware: readonly { readonly metric: string; readonly subject: string; readonly latest: Latest }[];
  /** percent used */
  readonly memory?: Measured;
  readonly disks: readonly (Measured & { readonly subject: string })[];
}

/** A newest reading; older than `silentAfterMs` it says nothing of now. */
export interface Latest {
  readonly value: number;
  readonly time: number;
  readonly silentAfterMs: number;
}

export interface Measured {
  readonly latest: Latest;
  /** of each day the means of its measured hours; none: the day was not measured */
  readonly days: readonly (readonly number[])[];
}

export type FoundLevel = 'warning' | 'critical';

/** One answer of an audit, with what it rests on. `subject` is the disk, the client or the part; '' for the server itself. */
export interface Finding {
  readonly topic: 'updates' | 'backups' | 'hardware' | 'disk' | 'memory';
  readonly is: FoundLevel | 'information' | 'well' | 'unknown';
  readonly metric?: string;
  readonly subject: string;
  readonly evidence: readonly Evidence[];
  readonly recommendation?: Recommendation;
}

export type Recommendation =
  | 'add-memory'
  | 'apply-updates'
  | 'check-part'
  | 'grow-disk'
  | 'plan-restart'
  | 'repair-backup'
  | 'replace-part';

export type Evidence =
  /** nothing measures it · no client of a backup is known to be this server · nothing came for so long */
  | { readonly is: 'none' | 'no-backup' }
  | { readonly is: 'old'; readonly forMs: number }
  | { readonly is: 'up-to-date' }
  /** so many wait now, and some waited at every moment for so long */
  | { readonly is: 'pending'; readonly value: number; readonly forMs: number }
  | { readonly is: 'uptime'; readonly forMs: number }
  /** `backup.state`, and how old the last good backup is; unknown where none is known */
  | { readonly is: 'backup'; readonly state: number; readonly ageHours?: number }
  | { readonly is: 'health'; readonly value: number }
  /** so many states, all of them good */
  | { readonly is: 'health-all'; readonly count: number }
  /** over the threshold on so many of the measured days, `of`, of the `last` days */
  | {
      readonly is: 'days-above';
      readonly threshold: number;
      readonly days: number;
      readonly of: number;
      readonly last: number;
    }
  /** percent now */
  | { readonly is: 'level'; readonly value: number }
  /** percent now; too few measured days to foresee anything */
  | { readonly is: 'days-measured'; readonly value: number; readonly days: number; readonly of: number }
  /** percent now; so many days since it fell by much, too few to foresee anything */
  | { readonly is: 'room-made'; readonly value: number; readonly days: number }
  /** percent now; no certain growth · full in more than a year · full around `fullAt`. `perWeek` in points of percent */
  | { readonly is: 'steady'; readonly value: number; readonly days: number }
  | { readonly is: 'slow'; readonly value: number; readonly perWeek: number }
  | {
      readonly is: 'growing';
      readonly value: number;
      readonly perWeek: number;
      readonly fullAt: number;
      readonly earliest: number;
      readonly latest: number;
    };
