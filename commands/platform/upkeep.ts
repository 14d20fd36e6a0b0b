import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import { consolesOf } from '../../dashboard/server/consoles.ts';
import type { DeviceType } from '../../devices/device-type.ts';
import { type MetricKind, ownMetrics } from '../../devices/metric.ts';
import type { Territory } from '../../devices/territory.ts';
import type { Alerts } from '../../gateway/domain/alerts.ts';
import type { Audit } from '../../gateway/domain/audit.ts';
import type { Series } from '../../gateway/domain/series.ts';
import type { Store } from '../../gateway/domain/store.ts';
import type { Tickets } from '../../gateway/domain/tickets.ts';
import type { Disk } from './disk-thread.ts';
import type { Remote } from './remote.ts';

const minute = 60_000;
const hour = 60 * minute;
/** Late enough to leave a start alone, early enough for a process that does not live long. */
const firstAfter = 5 * minute;

/** That of devices which the territory no longer names. */
const usualTimeZone = 'Europe/Paris';

/**
 * Five minutes after the start, then every hour: compaction; once a day: what retention says is too old. A failure is
 * logged and tried again at the next turn.
 */
export function startUpkeep(parts: {
  disk: Pick<Remote<Disk>, 'expireRefused' | 'series'>;
  store: Pick<Store, 'compact' | 'expire' | 'thin'>;
  audit: Pick<Audit, 'purge'>;
  alerts: Pick<Alerts, 'purge'>;
  tickets: Pick<Tickets, 'anonymise'>;
  territory: () => Pick<Territory, 'sites' | 'devices'>;
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
  for (const metric of Object.values(ownMetrics)) kinds.set(metric.id, metric.kind);
  // a firewall that carries Wi-Fi as well is a firewall
  const isHotspot = (type: string) => {
    const consoles = consolesOf(parts.catalogue.get(type));
    return consoles.includes('wifi') && !consoles.includes('parefeu');
  };
  const hotspotsOf = (series: readonly Series[]) => [
    ...new Set(series.filter(({ type }) => isHotspot(type)).map(({ device }) => device)),
  ];
  let dailyDue = 0;
  let turn = Promise.resolve();

  async function take(): Promise<void> {
    try {
      if (now() >= dailyDue) {
        await parts.disk.expireRefused(before(now(), retention.refused));
        await parts.audit.purge(before(now(), retention.audit));
        await parts.alerts.purge(before(now(), retention.alerts));
        await parts.tickets.anonymise(before(now(), retention.tickets));
        await store.expire(hotspotsOf(await parts.disk.series()), startOfMonth(before(now(), retention.hotspots)));
        const { sites, devices } = parts.territory();
        const timeZones = new Map<string, string>();
        for (const { id, site } of devices.values()) timeZones.set(id, sites.get(site)?.timeZone ?? usualTimeZone);
        await store.thin({ before: before(now(), retention.fine), timeZone: usualTimeZone, timeZones, kinds });
        dailyDue = now() + 24 * hour - firstAfter;
      }
      await store.compact(now());
    } catch (error) {
      log.error({ reason: error instanceof Error ? error.message : String(error) }, 'upkeep of the store failed');
    }
  }

  function startTurn(): void {
    turn = turn.then(take);
    timer = setTimeout(startTurn, hour).unref();
  }

  let timer = setTimeout(startTurn, firstAfter).unref();
  return {
    async [Symbol.asyncDispose]() {
      clearTimeout(timer);
      await turn;
    },
  };
}

/** In whole months a file of the store is written anew once, not every night. */
function startOfMonth(time: number): number {
  const date = new Date(time);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

/** The instant from which on things are kept. */
export function before(now: number, span: { count: number; unit: 'mo' | 'd' }): number {
  const date = new Date(now);
  if (span.unit === 'd') date.setUTCDate(date.getUTCDate() - span.count);
  else date.setUTCMonth(date.getUTCMonth() - span.count);
  return date.getTime();
}
