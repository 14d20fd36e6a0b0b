/** Announced work: a time in which alerts are kept but not sent, and which availability leaves out. */
export interface Maintenance {
  readonly id: number;
  /** what is worked on: everything of an organisation, of a site, or one device */
  readonly scope: MaintenanceScope;
  /** epoch ms: `from` ≤ time < `to`; of a weekly one the first time */
  readonly from: number;
  readonly to: number;
  /** again every week at the same hours of the site's clock, as long as it begins before this, epoch ms */
  readonly weeklyUntil?: number;
  /** what becomes of alerts meanwhile; `mute` unless said */
  readonly mode?: MaintenanceMode;
  /** why, for people */
  readonly reason: string;
  /** who announced it, and when (epoch ms) */
  readonly by: string;
  readonly createdAt: number;
}

/** skip: none is opened · mute: kept, told to nobody · run: as usual, the work is only noted. */
export type MaintenanceMode = 'skip' | 'mute' | 'run';

export type MaintenanceScope =
  | { readonly organisation: string }
  | { readonly site: string }
  | { readonly device: string };

/** All announced work, past and to come, in memory: it is asked about for every period and every alert. */
export interface Maintenances {
  /** in the order in which they were announced */
  all(): readonly Maintenance[];
  /** After somebody was erased from what is kept. */
  readAgain(): Promise<void>;
  /** Throws `VigieError` `conflict` where there are 10,000 already. */
  add(maintenance: Omit<Maintenance, 'id'>): Promise<Maintenance>;
  /** false if there is none of this id */
  remove(id: number): Promise<boolean>;
}
