import type { Audit } from '../../../gateway/domain/audit.ts';
import { VigieError } from '../../../gateway/domain/error.ts';
import type { Discovering, ScanOrder, ScanState } from '../../platform/discovering.ts';
import { localCommand } from './operations.ts';

/** Looking through a range of addresses; what is found waits in the discovery of the screens. */
export interface DiscoveryOperations {
  begin(order: ScanOrder): Promise<ScanState>;
  state(): Promise<ScanState | undefined>;
  stop(): Promise<void>;
}

/** Without a running Vigie nobody would keep what is found. */
export function createDiscoveryOperations(
  discovering: Discovering | undefined,
  audit: Pick<Audit, 'record'>,
): DiscoveryOperations {
  const there = (): Discovering => {
    if (discovering !== undefined) return discovering;
    throw new VigieError('unavailable', 'no Vigie runs on this folder: start it first (vigie start)');
  };
  return {
    async begin(order) {
      const state = there().begin(order);
      const details = JSON.stringify(order);
      await audit.record({
        time: Date.now(),
        who: localCommand,
        action: 'discovery.scan',
        subject: order.range,
        details,
      });
      return state;
    },
    state: async () => there().state(),
    stop: async () => there().stop(),
  };
}
