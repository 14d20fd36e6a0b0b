import type { Device } from '../devices/territory.ts';

/** What was learnt of one device at one instant: metric ids in their units; an object holds a number for each instance. */
export interface Learnt {
  readonly device: string;
  /** epoch ms; the instant of the answer unless said */
  readonly time?: number;
  readonly metrics: Readonly<Record<string, number | Readonly<Record<string, number>>>>;
}

/**
 * Goes and asks: one way of learning something about devices. Throws `CollectTrouble` with one readable line; whatever
 * it learnt before may still stand in `learnt`.
 */
export interface Collector {
  ask(
    device: Device,
    circumstances: { readonly now: number; readonly signal: AbortSignal },
  ): Promise<readonly Learnt[]>;
}

/** Why a device could not be asked: nothing came back (`unreachable`), or an answer that says no or makes no sense. */
export class CollectTrouble extends Error {
  readonly isUnreachable: boolean;
  readonly learnt: readonly Learnt[];

  constructor(message: string, options: { isUnreachable: boolean; learnt?: readonly Learnt[]; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'CollectTrouble';
    this.isUnreachable = options.isUnreachable;
    this.learnt = options.learnt ?? [];
  }
}
