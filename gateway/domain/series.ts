/** One metric of one device (of one `instance` where the device has several, else ''), with the tags it had when its readings were accepted. */
export interface Series {
  readonly organisation: string;
  readonly site: string;
  readonly device: string;
  readonly type: string;
  readonly metric: string;
  readonly instance: string;
}

/** The number of a series in the journal: dense, from 0, never reused. A moved device begins a new one. */
export type SeriesId = number;
