import { dayMs, type ProtectedClient, type Run, runOf } from './nights.ts';

/** What a connection to a PostgreSQL does here. */
type Query = (sql: string, values?: unknown[]) => Promise<unknown>;

const columns: Readonly<Record<string, readonly string[]>> = {
  int4: ['plugin_number', 'status_code', 'error_code', 'createtime', 'pcntcommon'],
  float8:
    'num_of_files num_files_skipped nummodfiles bytes_scanned bytes_new bytes_modified bytes_modified_sent bytes_modified_not_sent bytes_excluded bytes_skipped bytes_overhead bytes_protected overhead reduced'.split(
      ' ',
    ),
  'timestamp(6)': ['recorded_date_time', 'scheduled_start_ts', 'scheduled_end_ts', 'started_ts', 'completed_ts'],
  date: ['recorded_date', 'scheduled_start_date', 'scheduled_end_date', 'started_date', 'completed_date'],
  time: ['recorded_time', 'scheduled_start_time', 'scheduled_end_time', 'started_time', 'completed_time'],
  text: 'dataset_override retention_policy_override encryp_method2_sa hard_limit_exceeded soft_limit_exceeded cid session_id client_name domain group_name plugin_name type initiated_by dataset effective_path retention_policy effective_expiration_ts effective_expiration schedule encryption_method encryp_method2 client_os client_ver status_code_summary error_code_summary backup_label backup_number systemid expiration_ts expiration original_retention current_retention proxy_cid display_name server wid ddr_hostname ddrid'.split(
    ' ',
  ),
};

/** Tables and views of a grid's database (MCDB) as their columns are known, empty, and `viewuser` who may read the views. */
export async function createMcdb(query: Query, password: string): Promise<void> {
  const all = Object.entries(columns).flatMap(([type, names]) => names.map((name) => `${name} ${type}`));
  await query(`
    create table activities_2 (${all.join(', ')});
    create view v_activities_2 as select * from activities_2;
    create table clients_2 (cid text, client_name text, display_client_name text, full_domain_name text,
      display_full_domain text, client_type text, agent_version text, os_type text, enabled boolean);
    create view v_clients_2 as select * from clients_2;
    create role viewuser login password '${password.replaceAll("'", "''")}';
    grant select on v_activities_2, v_clients_2 to viewuser;`);
}

/** Writes what the grid's clients have gone through in so many nights before `now` (epoch ms). */
export async function fillMcdb(
  query: Query,
  options: { readonly clients: readonly ProtectedClient[]; readonly nights: number; readonly now: number },
): Promise<readonly Run[]> {
  const { clients, nights, now } = options;
  const first = Math.floor(now / dayMs) - nights;
  const runs = clients
    .flatMap((client) => Array.from({ length: nights + 1 }, (_, n) => runOf(client, first + n, first + nights - 5)))
    .filter((run): run is Run => run !== undefined && run.completed <= now);
  await insert(query, 'clients_2', clients.map(clientRow));
  await insert(query, 'activities_2', runs.map(activityRow));
  return runs;
}

/** Rows all of the same keys, in as few statements as need be. */
async function insert(query: Query, table: string, rows: readonly Record<string, unknown>[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 500) {
    const some = JSON.stringify(rows.slice(at, at + 500));
    const names = Object.keys(rows[0] ?? {}).join(', ');
    const sql = `insert into ${table} (${names}) select ${names} from json_populate_recordset(null::${table}, $1::json)`;
    await query(sql, [some]);
  }
}

function clientRow({ cid, name, domain }: ProtectedClient) {
  const full = `${domain}/${name}`;
  return {
    cid,
    client_name: name,
    display_client_name: name,
    full_domain_name: full,
    client_type: 'REGULAR',
    enabled: true,
  };
}

function activityRow({ id, client, scheduled, activated, completed, state, errorCode, reason, bytes }: Run) {
  const utc = (time: number) => new Date(time).toISOString().replace('Z', '');
  const status = state === 'SUCCESS' ? 30_000 : state === 'PARTIAL_SUCCESS' ? 30_005 : 30_901;
  return {
    session_id: id,
    wid: `Nightly-${scheduled}#${id}`,
    ...{ cid: client.cid, client_name: client.name, domain: client.domain },
    ...{ type: 'Scheduled Backup', plugin_number: 3_001, status_code: status, status_code_summary: reason },
    ...{ error_code: errorCode, error_code_summary: errorCode === 0 ? null : reason },
    ...{ bytes_scanned: bytes, num_of_files: 4 },
    ...{ scheduled_start_ts: utc(scheduled), started_ts: utc(activated), completed_ts: utc(completed) },
    recorded_date_time: utc(completed),
  };
}
