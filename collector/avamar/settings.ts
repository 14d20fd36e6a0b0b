/** What nobody has confirmed of every release, and what is a matter of choice. */
export interface AvamarSettings {
  /** how far back the first reading goes */
  readonly nights: number;
  readonly pageSize: number;
  /** the scope that the login asks for; reading needs no more */
  readonly scope: string;
  readonly autoApproveScopes: readonly string[];
  /** patience for one answer */
  readonly timeoutMs: number;
  /** the first reading pauses after so long and goes on at the next ask, so that no ask is called off for it */
  readonly budgetMs: number;
  /** the appliance understands `filter=completedDate>=…`; without it the reading stops by the order alone */
  readonly filtersByDate: boolean;
  /** the states of what runs now, each asked for on one page */
  readonly runningStates: readonly string[];
  /** an activity counts whose type holds this */
  readonly typeHolds: string;
  /** the statistic that is the size of a backup */
  readonly bytesFrom: string;
  /** the value of a client's `enabled` that leaves it out; the documentation contradicts itself */
  readonly leftOutWhenEnabledIs: boolean | undefined;
  /** a backup with exceptions is one that can be restored */
  readonly warningCounts: boolean;
  /** a client is missing after so many of its usual nights without a try */
  readonly nightsMissed: number;
  /** how often the list of clients is read again */
  readonly clientsEveryMs: number;
}

export const avamarDefaults: AvamarSettings = {
  nights: 30,
  pageSize: 100,
  scope: 'read',
  autoApproveScopes: ['all'],
  timeoutMs: 20_000,
  budgetMs: 20_000,
  filtersByDate: true,
  runningStates: ['RUNNING', 'STALLED_WHILE_RUNNING', 'NO_STATUS_WHILE_RUNNING'],
  typeHolds: 'Backup',
  bytesFrom: 'bytesProcessed',
  leftOutWhenEnabledIs: false,
  warningCounts: true,
  nightsMissed: 2,
  clientsEveryMs: 3_600_000,
};
