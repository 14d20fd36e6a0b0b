import { z } from 'zod';
import { DeliveryError } from '../../domain/error.ts';
import { parsed, troubleOf } from './answers.ts';
import type { Engine } from './engine.ts';
import type { InfluxAnswer, InfluxHttp, InfluxRequest } from './http.ts';
import type { InfluxPlace } from './influx-url.ts';

const Bucket = z.object({ id: z.string(), orgID: z.string() });
const Buckets = z.object({ buckets: z.array(Bucket) });
const Organisations = z.object({ orgs: z.array(z.object({ id: z.string(), name: z.string() })) });

/** The first and last instants that a deletion names. */
const always = { start: '1678-01-01T00:00:00Z', stop: '2262-01-01T00:00:00Z' };

/**
 * InfluxDB 2.x: the v2 write API, and InfluxQL reads, which need the bucket to have a database's name (a DBRP mapping).
 * Makes the bucket and the mapping where they are missing.
 */
export async function engineTwo(http: InfluxHttp, place: InfluxPlace, name: string): Promise<Engine> {
  const { database, retentionPolicy: rp } = place;
  const bucket = (await findBucket()) ?? (await makeBucket());
  const named = { db: database, ...(rp !== undefined && { rp }) };
  if (!(await isMapped())) await makeMapping();
  const inBucket = { orgID: bucket.orgID, bucket: database };

  return {
    name,
    // the client names an organisation by `org`, which takes its id as well
    write: { path: '/api/v2/write', query: { org: bucket.orgID, bucket: database, precision: 'ms' } },
    read: named,
    remove: async ({ device, range }) => {
      const predicate = [
        ...(range?.measurement === undefined ? [] : [`_measurement=${quoted(range.measurement)}`]),
        `device=${quoted(device)}`,
      ].join(' AND ');
      // both ends are part of what is deleted: the last nanosecond before `to`
      const span =
        range === undefined ? always : { start: iso(range.from), stop: `${iso(range.to - 1).slice(0, -1)}999999Z` };
      await post('/api/v2/delete', { ...span, predicate }, inBucket);
    },
  };

  async function findBucket(): Promise<z.infer<typeof Bucket> | undefined> {
    const query = { name: database, ...(place.org !== undefined && { org: place.org }) };
    const answer = await http.send({ path: '/api/v2/buckets', query });
    if (answer.status === 404) return undefined;
    return readAs(Buckets, answer).buckets[0];
  }

  async function makeBucket(): Promise<z.infer<typeof Bucket>> {
    const query = place.org === undefined ? undefined : { org: place.org };
    const answer = await http.send({ path: '/api/v2/orgs', ...(query && { query }) });
    const orgs = answer.status === 404 ? [] : readAs(Organisations, answer).orgs;
    const [org, second] = orgs;
    if (org === undefined || second !== undefined) {
      const names = orgs.map((one) => one.name).join(', ');
      const cure = `name the organisation in "store", as influxdb://host/${database}?org=NAME`;
      const message = `InfluxDB at ${http.url} has no bucket "${database}", and ${names || 'no organisation'} to make it in: ${cure}`;
      throw new DeliveryError(message, { retryable: true });
    }
    return readAs(Bucket, await post('/api/v2/buckets', { orgID: org.id, name: database, retentionRules: [] }));
  }

  /** Whether InfluxQL finds the bucket; a token that may only read it is not asked for more. */
  async function isMapped(): Promise<boolean> {
    const answer = await http.send({ path: '/query', query: { ...named, q: 'SHOW MEASUREMENTS LIMIT 1' } });
    if (answer.status !== 404 && answer.status >= 400) throw troubleOf(answer, http.url);
    return answer.status !== 404 && !/"error".*not found/.test(answer.text);
  }

  async function makeMapping(): Promise<void> {
    const policy = rp ?? 'autogen';
    const mapping = { bucketID: bucket.id, orgID: bucket.orgID, database, retention_policy: policy, default: true };
    await post('/api/v2/dbrps', mapping);
  }

  async function post(path: string, body: object, query?: InfluxRequest['query']): Promise<InfluxAnswer> {
    const answer = await http.send({
      method: 'POST',
      path,
      body: JSON.stringify(body),
      contentType: 'application/json',
      ...(query !== undefined && { query }),
    });
    if (answer.status >= 300) throw troubleOf(answer, http.url);
    return answer;
  }

  function readAs<T>(schema: z.ZodType<T>, answer: InfluxAnswer): T {
    const read = schema.safeParse(parsed(answer.text));
    if (answer.status >= 300 || !read.success) throw troubleOf(answer, http.url);
    return read.data;
  }
}

function iso(time: number): string {
  return new Date(time).toISOString();
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
