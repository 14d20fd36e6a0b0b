import { setTimeout as pause } from 'node:timers/promises';
import type { Territory } from '../../devices/territory.ts';
import { VigieError } from '../../gateway/domain/error.ts';
import type { LatestReading, Store } from '../../gateway/domain/store.ts';
import type { LiveTable } from '../../gateway/live/live.ts';

/**
 * Fills live with the newest readings that the store knows. The embedded store is there at once; one outside may come
 * later, and holds the start up for nobody: it is asked until it answers.
 */
export async function fillLive(parts: {
  readonly store: Pick<Store, 'latest'>;
  readonly isOutside: boolean;
  readonly live: Pick<LiveTable, 'fill' | 'latest'>;
  readonly territory: () => Pick<Territory, 'devices'>;
  readonly log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
  readonly retryMs?: number;
}): Promise<Disposable> {
  const { store, live, territory, log, retryMs = 5_000 } = parts;
  const ending = new AbortController();
  const fill = async () => {
    const latest = await store.latest([...territory().devices.keys()]);
    // meanwhile readings came, and of one instant theirs counts
    const isNews = ({ device, metric, instance, time }: LatestReading) =>
      !live
        .latest(device)
        .some((known) => known.metric === metric && known.instance === instance && known.time >= time);
    if (!ending.signal.aborted) live.fill(latest.filter(isNews));
  };

  async function fillOnce(): Promise<void> {
    for (let isFirst = true; !ending.signal.aborted; isFirst = false) {
      try {
        return await fill();
      } catch (error) {
        if (ending.signal.aborted) return;
        const reason = error instanceof Error ? error.message : String(error);
        if (!(error instanceof VigieError) || error.code !== 'unavailable') {
          return log.error({ reason }, 'the newest readings of the store cannot be shown');
        }
        if (isFirst) log.warn({ reason }, 'the newest readings are shown once the store answers');
        await pause(retryMs, undefined, { signal: ending.signal }).catch(() => {}); // the end wakes it
      }
    }
  }

  if (parts.isOutside) void fillOnce();
  else await fill();
  return {
    [Symbol.dispose]() {
      ending.abort();
    },
  };
}
