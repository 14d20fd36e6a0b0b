import type { Store } from '../../../gateway/domain/store.ts';

/** What figures of buildings ask the store for. */
export interface EnergyStore {
  readonly store: Pick<Store, 'buckets' | 'instances'>;
}
