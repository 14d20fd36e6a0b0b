import { DeliveryError } from '../../domain/error.ts';
import type { Engine } from './engine.ts';
import type { InfluxPlace } from './influx-url.ts';

const limit =
  'InfluxDB 3 Core answers for recent days only and deletes no rows: it cannot erase a device or thin old readings. Keep readings for years in InfluxDB 2, or in the embedded store';

/** InfluxDB 3 Core: writes and recent reads. It makes a database with the first write to it. */
export function engineThree({ database }: InfluxPlace, name: string): Engine {
  return {
    name,
    limit,
    write: { path: '/api/v2/write', query: { bucket: database, precision: 'ms' } },
    read: { db: database },
    remove: () => Promise.reject(new DeliveryError(limit, { retryable: false })),
  };
}
