/** What a computer still lacks. */
export type Lack = 'protection' | 'encryption' | 'tamperProtection' | 'supportedSystem';

/** A computer that was seen for the first time a short while ago, as a newly prepared one is. */
export interface Newcomer {
  /** the id of its member's device */
  readonly device: string;
  readonly computer: string;
  /** epoch ms */
  readonly firstSeen: number;
  readonly lacks: readonly Lack[];
}
