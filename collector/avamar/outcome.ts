import type { Activity } from './answers.ts';

/** `backup.state`: 0 good, 1 running, 2 warning, 3 failed, 4 missing. */
export type BackupState = 0 | 1 | 2 | 3 | 4;

const running = ['MIGRATING', 'WAITING', 'SUSPENDED', 'RUNNING', 'STALLED_WHILE_RUNNING', 'NO_STATUS_WHILE_RUNNING'];
const good = ['SUCCESS', 'SUCCESS_PROMOTED'];
const warning = ['PARTIAL_SUCCESS', 'PARTIAL_REPL', 'PARTIAL_MIGRATE'];

/** Finished, possibly inconsistent. */
const doubtful = 10_020;

/** How an activity ended. What is in no group, now or in a release to come, is a failure. */
export function outcomeOf({ state, errorCode = 0 }: Pick<Activity, 'state' | 'errorCode'>): 0 | 1 | 2 | 3 {
  if (running.includes(state)) return 1;
  if (warning.includes(state)) return 2;
  if (!good.includes(state)) return 3;
  if (errorCode === 0) return 0;
  return errorCode === doubtful ? 2 : 3;
}

/** Hangs, as the appliance itself says. */
export function isStalled(state: string): boolean {
  return state === 'STALLED_WHILE_RUNNING' || state === 'NO_STATUS_WHILE_RUNNING';
}
