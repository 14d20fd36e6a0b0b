import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './vigie.ts';

const password = 'of the test alone';

/** Debian's PostgreSQL on a free port with its files in a folder of its own; every account needs its password. */
export async function startPostgres() {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-postgres-'));
  const account = nobody();
  if (account !== undefined) chownSync(folder, account.uid, account.gid);
  const [bin, data, port] = [binaries(), join(folder, 'data'), await freePort()];
  const as = { ...account, cwd: folder, env: { PATH: bin, LC_ALL: 'C.UTF-8', TZ: 'Asia/Tokyo' } };
  const secret = `echo '${password}' > '${folder}/secret'`;
  execFileSync('/bin/sh', ['-c', secret], as);
  const made = ['-D', data, '-U', 'owner', '-A', 'scram-sha-256', '--pwfile', join(folder, 'secret'), '--no-sync'];
  execFileSync(join(bin, 'initdb'), made, { ...as, stdio: 'ignore' });
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=${folder}`, '-c', 'fsync=off'];
  const child = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...settings], { ...as, stdio: 'ignore' });
  const ended = once(child, 'exit');
  const open = { host: '127.0.0.1', port, user: 'owner', password, database: 'postgres' };

  async function query(sql: string, values?: unknown[]): Promise<void> {
    const client = new pg.Client(open);
    client.on('error', () => {}); // the server is stopped under it
    await client.connect();
    try {
      await client.query(sql, values);
    } finally {
      await client.end();
    }
  }

  for (let tries = 0; ; tries++) {
    const isUp = await query('select 1').then(
      () => true,
      () => false,
    );
    if (isUp) break;
    if (tries > 400 || child.exitCode !== null) throw new Error(`postgres did not start (exit ${child.exitCode})`);
    await pause(50);
  }
  return {
    port,
    query,
    async stop() {
      child.kill('SIGINT');
      await ended;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root; the account that its package made is there for that. */
function nobody(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (what: string) => Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function binaries(): string {
  const versions = '/usr/lib/postgresql';
  const newest = readdirSync(versions)
    .sort((a, b) => Number(a) - Number(b))
    .at(-1);
  return join(versions, newest ?? '', 'bin');
}
