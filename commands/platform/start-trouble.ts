import { accessSync, constants, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '../../config.ts';
import { VigieError } from '../../gateway/domain/error.ts';
import { CommandError } from '../command.ts';

/** Makes the folder of the data where it is missing and sees that one may write in it. */
export function openDataFolder(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const cure = 'give "data" a folder that the account running Vigie may write in';
    throw new CommandError(1, [`the data folder ${folder} cannot be used (${codeOf(error)}): ${cure}`]);
  }
}

/** What the world has against a start as one line with its cure; a bug comes back as it is. */
export function startTrouble(error: unknown, config: Config): unknown {
  if (error instanceof CommandError || !(error instanceof Error)) return error;
  const code = codeOf(error);
  if (
    'syscall' in error &&
    ['listen', 'bind'].includes(String(error.syscall)) &&
    'port' in error &&
    'address' in error
  ) {
    const setting = error.syscall === 'bind' ? 'collector.traps.listen' : settingOf(Number(error.port), config);
    const reasons: Record<string, string> = {
      EADDRINUSE: 'is taken by another program: stop that one, or choose another port',
      EACCES: 'may not be opened by this account: choose a port above 1023, or allow it',
      EADDRNOTAVAIL: 'is no address of this machine: choose 127.0.0.1, or 0.0.0.0 for all of its addresses',
    };
    return new CommandError(1, [
      `${setting} ${error.address}:${error.port} ${reasons[code] ?? `cannot be opened (${code})`}`,
    ]);
  }
  // an error from the disk's thread has lost its class, never its code
  if (error instanceof VigieError || ['conflict', 'unavailable'].includes(code)) {
    return new CommandError(1, [error.message]);
  }
  const isDisk = code === 'ERR_SQLITE_ERROR' || code === 'ENOSPC';
  return isDisk ? new CommandError(1, [`data ${config.data}: ${error.message}`]) : error;
}

/** Folder by folder: on a path below /proc `mkdir` with `recursive` never comes back. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o750 });
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(folder) === folder || isThere(dirname(folder))) throw error;
    makeFolder(dirname(folder));
    mkdirSync(folder, { mode: 0o750 });
  }
}

function isThere(folder: string): boolean {
  try {
    accessSync(folder);
    return true;
  } catch {
    return false; // the very question
  }
}

function settingOf(port: number, { http, mqtt }: Config): string {
  if (port === http.listen.port) return 'http.listen';
  return port === mqtt.tls?.listen.port && port !== mqtt.listen.port ? 'mqtt.tls.listen' : 'mqtt.listen';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
