import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  statSync,
} from 'node:fs';
import { join, relative, sep } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parentPort } from 'node:worker_threads';
import { serveParts } from '../platform/remote.ts';
import { countDatabases } from './count-databases.ts';
import type { Holdings, Manifest } from './manifest.ts';

/** What this thread serves under `copier`: the work of a backup that would hold up who asks for it. */
export interface Copier {
  /** One moment of an SQLite file, without its holes, while others write to it. */
  copyDatabase(from: string, to: string): Promise<void>;
  /** What the SQLite files of a folder hold. */
  count(folder: string): Promise<Omit<Holdings, 'store'>>;
  /** Makes every file under a folder one of its own, on the disk, and says what it is. */
  seal(folder: string): Promise<Manifest['files']>;
  /** What every file under a folder is. */
  weigh(folder: string): Promise<Manifest['files']>;
}

const copier: Copier = {
  async copyDatabase(from, to) {
    const database = new DatabaseSync(from, { readOnly: true, timeout: 30_000 });
    try {
      database.prepare('vacuum into ?').run(to);
    } finally {
      database.close();
    }
  },
  count: async (folder) => countDatabases(folder),
  seal: async (folder) => filesUnder(folder, { toDisk: true }),
  weigh: async (folder) => filesUnder(folder, { toDisk: false }),
};

function filesUnder(folder: string, { toDisk }: { toDisk: boolean }): Manifest['files'] {
  const buffer = Buffer.alloc(1 << 20);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      if (toDisk) makeOwn(path);
      const hash = createHash('sha256');
      const file = openSync(path, 'r');
      try {
        for (let got = readSync(file, buffer); got > 0; got = readSync(file, buffer))
          hash.update(buffer.subarray(0, got));
        if (toDisk) fsyncSync(file);
      } finally {
        closeSync(file);
      }
      return {
        path: relative(folder, path).split(sep).join('/'),
        bytes: statSync(path).size,
        sha256: hash.digest('hex'),
      };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  if (toDisk && process.platform !== 'win32') {
    for (const entry of entries.filter((one) => one.isDirectory())) toDiskFolder(join(entry.parentPath, entry.name));
    toDiskFolder(folder);
  }
  return files;
}

/** A file of its own, its owner's alone: it holds password hashes and refused messages. */
function makeOwn(path: string): void {
  if (statSync(path).nlink > 1) {
    copyFileSync(path, `${path}.own`, constants.COPYFILE_FICLONE);
    renameSync(`${path}.own`, path);
  }
  chmodSync(path, 0o600);
}

function toDiskFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

if (parentPort === null) throw new Error('copy-thread.ts runs as a worker only');
serveParts(parentPort, { copier });
