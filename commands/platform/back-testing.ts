import type { DeviceType } from '../../devices/device-type.ts';
import type { Territory } from '../../devices/territory.ts';
import { VigieError } from '../../gateway/domain/error.ts';
import type { MadeRules } from '../../gateway/domain/rule-book.ts';
import type { Series } from '../../gateway/domain/series.ts';
import type { Store } from '../../gateway/domain/store.ts';
import { answerOrder, type Order } from '../backtest/order.ts';
import { seriesNamed } from '../local/operations/reading-operations.ts';

const mostAlerts = 1_000;

/** Tries rules on the stored history for whoever asks over HTTP: one at a time, in turns with all else that runs here. */
export function createBackTesting(parts: {
  catalogue: ReadonlyMap<string, DeviceType>;
  territory: () => Territory;
  made: Pick<MadeRules, 'all'>;
  store: Pick<Store, 'curve'>;
  series: () => Promise<readonly Series[]>;
}) {
  let isBusy = false;
  return async (order: Order) => {
    if (isBusy) throw new VigieError('unavailable', 'a back-test is under way: try again when it has ended');
    isBusy = true;
    try {
      const made = parts.made.all().map(({ rule }) => rule);
      const readings = {
        series: async (of: { devices: readonly string[]; metrics: readonly string[] }) =>
          seriesNamed(await parts.series(), of),
        curve: parts.store.curve,
      };
      return await answerOrder(
        { catalogue: parts.catalogue, territory: parts.territory(), made, readings, most: mostAlerts },
        order,
      );
    } finally {
      isBusy = false;
    }
  };
}
