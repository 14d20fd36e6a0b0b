/** How the parts are, for /healthz, /readyz and /metrics. */
export interface Health {
  /** 0…1 while the history is filled in, 1 once done */
  readonly backfill: number;
  /** false while the journal is full or the disk refuses */
  readonly intakeAccepts: boolean;
  readonly store: { readonly ok: boolean; readonly message?: string; readonly behind: number };
  /** entries of the journal not judged yet; `message` is why it stands still, or what was left out */
  readonly judgement: { readonly ok: boolean; readonly message?: string; readonly behind: number };
  readonly journal: { readonly bytes: number; readonly quotaBytes: number; readonly hoursLeft: number };
  readonly counters: {
    readonly messages: number;
    readonly readings: number;
    readonly refused: number;
    readonly unknown: number;
    readonly clients: number;
  };
  /** absent while nothing listens for notifications */
  readonly traps?: {
    readonly received: number;
    readonly taken: number;
    readonly unknown: number;
    readonly refused: number;
    readonly leftOutInStorm: number;
    readonly leftOutWaiting: number;
    readonly leftOutByJournal: number;
  };
  /** how the asking of devices goes, all of them together */
  readonly collector?: {
    readonly devices: Readonly<Record<string, number>>;
    readonly asking: number;
    readonly waiting: number;
    readonly asked: number;
    readonly failed: number;
  };
}
