/** A meter that was replaced at `time`: the old one's last index, the new one's first, in the metric's unit. */
export interface Correction {
  readonly metric: string;
  readonly time: number;
  readonly last: number;
  readonly first: number;
  readonly comment: string;
}

/** Replaced meters, by device. A second one of the same metric and time replaces the first. */
export interface Corrections {
  of(device: string): Promise<Correction[]>;
  /** Throws `VigieError` `conflict` where the device has its 1,000 already. */
  add(device: string, correction: Correction): Promise<void>;
}
