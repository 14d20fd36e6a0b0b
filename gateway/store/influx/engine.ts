import { DeliveryError } from '../../domain/error.ts';
import { parsed, troubleOf } from './answers.ts';
import type { InfluxHttp } from './http.ts';
import type { InfluxPlace } from './influx-url.ts';
import { engineOne } from './version-1.ts';
import { engineTwo } from './version-2.ts';
import { engineThree } from './version-3.ts';

/** Rows of a device that go: all, or those in `from` ≤ time < `to`, epoch ms, of one measurement or of each. */
export interface Removal {
  readonly device: string;
  readonly range?: { readonly measurement?: string; readonly from: number; readonly to: number };
}

/** What differs between the versions of InfluxDB. */
export interface Engine {
  readonly name: string;
  /** Where line protocol in ms goes. */
  readonly write: { readonly path: string; readonly query: Readonly<Record<string, string>> };
  /** The parameters that name the database to `/query`. */
  readonly read: Readonly<Record<string, string>>;
  remove(removal: Removal): Promise<void>;
  /** What it cannot do, in words for its people; undefined for one that does all. */
  readonly limit?: string;
}

/** Asks which InfluxDB answers there and makes sure that it has the database; to be asked again after it was away. */
export async function detectEngine(http: InfluxHttp, place: InfluxPlace): Promise<Engine> {
  const version = await versionOf(http);
  const major = Number(/^v?(\d+)\./.exec(version)?.[1]);
  const name = `InfluxDB ${version.replace(/^v/, '')}`;
  if (major === 1) return engineOne(http, place, name);
  if (major === 2) return engineTwo(http, place, name);
  if (major === 3) return engineThree(place, name);
  throw new DeliveryError(`${name} at ${http.url} is not known to Vigie, which keeps readings in InfluxDB 1, 2 and 3`, {
    retryable: true,
  });
}

/** All of 1.x, 2.x and 3 answer `/ping` with their version, in a header or, 3, in the body as well. */
async function versionOf(http: InfluxHttp): Promise<string> {
  const answer = await http.send({ path: '/ping' });
  if (answer.status === 401 || answer.status === 403) throw troubleOf(answer, http.url);
  const body = parsed(answer.text);
  const inBody =
    typeof body === 'object' && body !== null && 'version' in body && typeof body.version === 'string'
      ? body.version
      : undefined;
  const version = answer.header('x-influxdb-version') ?? inBody;
  if (answer.status >= 300 || version === undefined) {
    const message = `what answers at ${http.url} (${answer.status}) is no InfluxDB: correct the address in the setting "store"`;
    throw new DeliveryError(message, { retryable: true, status: answer.status });
  }
  return version;
}
