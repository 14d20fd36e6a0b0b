import { z } from 'zod';
import { Id, Instant } from './shared.ts';

export const BackupState = z.enum(['good', 'running', 'warning', 'failed', 'missing']);
export type BackupState = z.infer<typeof BackupState>;

/** How one protected machine of a member stands: its last night, and its last good backup with what that held. */
export const Backup = z.object({
  organisation: Id,
  client: z.string(),
  state: BackupState,
  /** how bad that is; unknown where it was told too long ago */
  is: z.enum(['critical', 'warning', 'information', 'well', 'unknown']),
  /** the last good one is more than eight days old, whatever the state says */
  isLate: z.boolean(),
  /** when the last backup that can be restored ended; null where there is none */
  lastGood: Instant.nullable(),
  ageHours: z.number().nullable(),
  bytes: z.number().nullable(),
  durationSeconds: z.number().nullable(),
  /** the device that tells of it */
  device: Id,
  /** when its state was last told */
  time: Instant,
});
export type Backup = z.infer<typeof Backup>;
