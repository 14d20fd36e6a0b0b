import type { Live } from '../domain/live.ts';
import type { Readings } from '../domain/reading.ts';
import type { Series } from '../domain/series.ts';
import type { LatestReading } from '../domain/store.ts';

const everyMs = 100;

export interface LiveTable extends Live, Disposable {
  /** Takes what was made durable at `acceptedAt` (epoch ms); `series` are the journal's, by id. */
  take(readings: Readings, series: readonly Series[], acceptedAt?: number): void;
  /** What the store knew at start. */
  fill(latest: readonly LatestReading[]): void;
  /** Forgets a device whose readings were erased. */
  forget(device: string): void;
}

interface Row {
  device: string;
  metric: string;
  instance: string;
  time: number;
  value: number;
  /** its last sign of life: no later than it arrived, whatever its clock says */
  seen: number;
  changed: boolean;
}

/** The newest reading of every series in memory; followers get what changed, at most ten times a second. */
export function createLive(): LiveTable {
  const rows = new Map<string, Row>();
  const byDevice = new Map<string, Row[]>();
  /** by series id; moved devices share the row */
  const bySeries: (Row | undefined)[] = [];
  const followers = new Set<(readings: readonly LatestReading[]) => void>();
  let changed: Row[] = [];

  function rowOf(one: { device: string; metric: string; instance: string }): Row {
    const key = `${one.device}\u0000${one.metric}\u0000${one.instance}`;
    let row = rows.get(key);
    if (row === undefined) {
      row = {
        device: one.device,
        metric: one.metric,
        instance: one.instance,
        time: Number.NEGATIVE_INFINITY,
        value: 0,
        seen: Number.NEGATIVE_INFINITY,
        changed: false,
      };
      rows.set(key, row);
      const siblings = byDevice.get(one.device);
      if (siblings === undefined) byDevice.set(one.device, [row]);
      else siblings.push(row);
    }
    return row;
  }

  const timer = setInterval(() => {
    if (changed.length === 0) return;
    const batch = changed;
    changed = [];
    for (const row of batch) row.changed = false;
    if (followers.size === 0) return;
    const readings = batch.filter(hasSpoken).map(toReading);
    for (const follower of followers) follower(readings);
  }, everyMs);
  timer.unref();

  return {
    take({ series: ids, times, values }, series, acceptedAt = Number.POSITIVE_INFINITY) {
      for (let at = 0; at < ids.length; at++) {
        const id = ids[at] ?? 0;
        let row = bySeries[id];
        if (row === undefined) {
          const one = series[id];
          if (one === undefined) throw new Error(`series ${id} is not in the journal`);
          row = rowOf(one);
          bySeries[id] = row;
        }
        const time = times[at] ?? 0;
        row.seen = Math.max(row.seen, Math.min(time, acceptedAt));
        if (time < row.time) continue;
        row.time = time;
        row.value = values[at] ?? 0;
        if (!row.changed) {
          row.changed = true;
          changed.push(row);
        }
      }
    },
    fill(latest) {
      for (const one of latest) {
        const row = rowOf(one);
        if (one.time < row.time) continue;
        row.time = one.time;
        row.seen = Math.max(row.seen, one.time);
        row.value = one.value;
      }
    },
    forget(device) {
      for (const row of byDevice.get(device) ?? []) row.time = row.seen = Number.NEGATIVE_INFINITY;
    },
    latest: (device) => (byDevice.get(device) ?? []).filter(hasSpoken).map(toReading),
    lastSeen(device) {
      let measured: number | undefined;
      let told: number | undefined;
      for (const row of byDevice.get(device) ?? []) {
        if (!hasSpoken(row)) continue;
        // that it is there is a sign of life; that it is away is what others say of it
        if (row.metric === 'device.up' && row.value === 0) told = row.seen;
        else if (row.seen > (measured ?? 0)) measured = row.seen;
      }
      return measured ?? told;
    },
    follow(follower) {
      followers.add(follower);
      return {
        [Symbol.dispose]() {
          followers.delete(follower);
        },
      };
    },
    [Symbol.dispose]() {
      clearInterval(timer);
      followers.clear();
    },
  };
}

function hasSpoken(row: Row): boolean {
  return row.time !== Number.NEGATIVE_INFINITY;
}

function toReading({ device, metric, instance, time, value }: Row): LatestReading {
  return { device, metric, instance, time, value };
}
