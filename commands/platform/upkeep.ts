import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import type { DeviceType } from '../../devices/device-type.ts';
import type { MetricKind } from '../../devices/metric.ts';
import type { Audit } from '../../gateway/domain/audit.ts';
import type { Store } from '../../gateway/domain/store.ts';
import type { Disk } from './disk-thread.ts';

const hour = 3_600_000;

/** Every hour: compaction; once a day: what retention says is too old. A failure is logged and tried again at the next turn. */
export function startUpkeep(parts: {
  disk: Pick<Disk, 'expireRefused'>;
  store: Pick<Store, 'compact' | 'thin'>;
  audit: Pick<Audit, 'purge'>;
  catalogue: ReadonlyMap<string, DeviceType>;
  retention: Config['retention'];
  now: () => number;
  log: Logger;
}): AsyncDisposable {
  const { retention, store, now, log } = parts;
  const kinds = new Map<string, MetricKind>();
  for (const type of parts.catalogue.values()) {
    for (const metric of Object.values(type.metrics)) kinds.set(metric.id, metric.kind);
  }
  let turns = 0;
  let turn = Promise.resolve();

  async function take(): Promise<void> {
    try {
      if (turns++ % 24 === 0) {
        await parts.disk.expireRefused(before(now(), retention.refused));
        await parts.audit.purge(before(now(), retention.audit));
        await store.thin({ before: before(now(), retention.fine), timeZone: 'Europe/Paris', kinds });
      }
      await store.compact(now());
    } catch (error) {
      log.error({ reason: error instanceof Error ? error.message : String(error) }, 'upkeep of the store failed');
    }
  }

  const timer = setInterval(() => {
    turn = turn.then(take);
  }, hour);
  timer.unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await turn;
    },
  };
}

/** The instant from which on things are kept. */
export function before(now: number, span: { count: number; unit: 'mo' | 'd' }): number {
  const date = new Date(now);
  if (span.unit === 'd') date.setUTCDate(date.getUTCDate() - span.count);
  else date.setUTCMonth(date.getUTCMonth() - span.count);
  return date.getTime();
}
