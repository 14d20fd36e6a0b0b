import { userInfo } from 'node:os';
import pg from 'pg';
import { z } from 'zod';
import { CollectTrouble } from '../collector.ts';
import { reasonOf } from '../http/network-reason.ts';
import { type Activity, Client } from './answers.ts';
import type { Read, Reading } from './reading.ts';
import type { AvamarSettings } from './settings.ts';

export interface McdbOptions {
  /** `postgres://viewuser@grid:5555/mcdb` */
  readonly url: string;
  readonly password: string;
  /** PEM; with it the connection is encrypted, and the server must be of it */
  readonly ca?: string;
  readonly settings: AvamarSettings;
}

/** Connections are kept so long after an ask, ms. */
const idleMs = 10_000;

// timestamps without a zone are UTC; as numbers no driver can take them for local time
const epochMs = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;

const activities = `
  select coalesce(session_id, wid) as id, cid, client_name, domain, type, plugin_number,
    status_code, error_code, status_code_summary, error_code_summary,
    bytes_scanned, bytes_protected, bytes_modified, bytes_modified_sent, num_of_files,
    ${epochMs('scheduled_start_ts')} as scheduled, ${epochMs('started_ts')} as started, ${epochMs('completed_ts')} as completed
  from v_activities_2
  where completed_ts >= to_timestamp($1 / 1000.0) at time zone 'UTC'
  order by completed_ts desc, session_id, wid limit $2 offset $3`;
const clients = `
  select cid, client_name, full_domain_name, client_type, enabled::text as enabled
  from v_clients_2 order by cid limit $1 offset $2`;

const text = z
  .string()
  .nullish()
  .transform((value) => (value === null || value === '' ? undefined : value));
const amount = z
  .number()
  .nullish()
  .transform((value) => value ?? undefined);

const ActivityRow = z.object({
  ...{ id: text, cid: text, client_name: z.string().min(1), domain: text, type: text, plugin_number: amount },
  ...{ status_code: z.number(), error_code: amount, status_code_summary: text, error_code_summary: text },
  ...{ bytes_scanned: amount, bytes_protected: amount, bytes_modified: amount, bytes_modified_sent: amount },
  ...{ num_of_files: amount, scheduled: amount, started: amount, completed: amount },
});

const ClientRow = z
  .object({ cid: text, client_name: z.string().min(1), full_domain_name: text, client_type: text, enabled: text })
  .transform((row) => ({
    id: row.cid,
    name: row.client_name,
    domainFqdn: domainOf(row.full_domain_name, row.client_name),
    enabled: row.enabled === undefined ? undefined : /^t/i.test(row.enabled),
    clientType: row.client_type,
  }));

/**
 * A grid's own database, read only: its views of activities and clients. It tells neither what runs nor how full the grid is, so
 * that those stay unknown by this way.
 */
export function createMcdbReading({ url, password, ca, settings }: McdbOptions): Reading {
  const { pageSize, timeoutMs } = settings;
  const place = new URL(url);
  const pool = new pg.Pool({
    host: place.hostname.replace(/^\[|\]$/g, ''),
    port: Number(place.port || 5_555),
    user: decodeURIComponent(place.username) || userInfo().username,
    database: decodeURIComponent(place.pathname.slice(1)) || 'mcdb',
    password,
    ...(ca !== undefined && { ssl: { ca } }),
    max: 1,
    allowExitOnIdle: true,
    idleTimeoutMillis: idleMs,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    statement_timeout: timeoutMs,
    application_name: 'vigie',
    options: '-c default_transaction_read_only=on',
  });
  // an idle connection that breaks is no news: the next ask makes another, or says why it cannot
  pool.on('error', () => {});

  async function rows(sql: string, values: readonly number[], signal: AbortSignal): Promise<unknown[]> {
    for (let tried = 1; ; tried++) {
      if (signal.aborted) throw trouble(place.host, new Error('called off'), signal);
      try {
        const { rows: found } = await pool.query<Record<string, unknown>>(sql, [...values]);
        return found;
      } catch (error) {
        // the connection of the last ask may have ended since without a word
        if (tried > 1 || !isBroken(error)) throw trouble(place.host, error, signal);
      }
    }
  }

  return {
    async finished(page, since, signal) {
      return readPage(ActivityRow, await rows(activities, [since, pageSize, page * pageSize], signal), activityOf);
    },
    running: async () => ({ items: [], unread: 0, isLast: true }),
    async clients(page, signal) {
      const found = await rows(clients, [pageSize, page * pageSize], signal);
      return readPage(ClientRow, found, (row) => Client.parse(row));
    },
  };

  function readPage<T extends z.ZodType, U>(
    schema: T,
    found: readonly unknown[],
    shape: (row: z.infer<T>) => U,
  ): Read<U> {
    const items: U[] = [];
    let reason: string | undefined;
    for (const one of found) {
      const said = schema.safeParse(one);
      if (said.success) items.push(shape(said.data));
      else reason ??= `MCDB: a row without readable ${said.error.issues[0]?.path.join('.')} is left out`;
    }
    const unread = found.length - items.length;
    return { items, unread, isLast: found.length < pageSize, ...(reason !== undefined && { reason }) };
  }
}

/** Completed is 30000, completed with exceptions 30005, anything else has failed; the words are the appliance's own. */
function activityOf(row: z.infer<typeof ActivityRow>): Activity {
  const { status_code: status, error_code: errorCode, error_code_summary: wrong, status_code_summary: words } = row;
  const state = status === 30_000 ? 'SUCCESS' : status === 30_005 ? 'PARTIAL_SUCCESS' : `status ${status}`;
  return {
    id: row.id,
    wid: undefined,
    type: row.type,
    state,
    errorCode,
    codeReason: errorCode !== undefined && errorCode !== 0 ? (wrong ?? words) : words,
    description: undefined,
    cid: row.cid,
    clientName: row.client_name,
    domain: row.domain,
    pluginNumber: row.plugin_number,
    scheduledDate: row.scheduled,
    queuedDate: undefined,
    activatedDate: row.started,
    completedDate: row.completed,
    stats: {
      bytesProcessed: row.bytes_scanned,
      bytesProtected: row.bytes_protected,
      bytesModified: row.bytes_modified,
      bytesModifiedSent: row.bytes_modified_sent,
      filesProcessed: row.num_of_files,
    },
  };
}

/** Whether the view's full name holds the client's own at its end is told nowhere: both are taken. */
function domainOf(full: string | undefined, client: string): string | undefined {
  return full?.endsWith(`/${client}`) === true ? full.slice(0, -client.length - 1) : full;
}

/** PostgreSQL's own codes: postgresql.org/docs/current/errcodes-appendix.html */
const refusals: Readonly<Record<string, string>> = {
  '28000': 'refuses the account: is it allowed from this machine?',
  '28P01': 'refuses the password: check its file',
  '3D000': 'has no such database',
  '42P01': 'has no such view: is it the database of an Avamar grid?',
  '42703': 'has views with other columns than v_activities_2 and v_clients_2 should have',
  '42501': 'does not let the account read its views',
  '53300': 'has no connection left',
  '57014': 'did not finish in time',
  '57P03': 'is starting up',
};

/** The server ended the connection (57P01: it is stopped), or it broke on the way. */
function isBroken(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const words = error instanceof Error ? error.message : '';
  return code === '57P01' || code === 'ECONNRESET' || code === 'EPIPE' || words.startsWith('Connection terminated');
}

function trouble(host: string, error: unknown, signal: AbortSignal): CollectTrouble {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const refusal = refusals[code];
  if (refusal !== undefined) {
    return new CollectTrouble(`MCDB at ${host} ${refusal} (${code})`, { isUnreachable: false, cause: error });
  }
  const isAnswer = error instanceof pg.DatabaseError;
  const { isUnreachable, reason } = reasonOf(error, signal);
  return new CollectTrouble(`MCDB at ${host}: ${reason}`, { isUnreachable: isUnreachable && !isAnswer, cause: error });
}
