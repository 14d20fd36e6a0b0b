import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openEmbeddedStore } from '../../../gateway/store/embedded/embedded-store.ts';
import { compactionsDone, expected, seriesOf, whole } from './killed-store.ts';

const program = join(import.meta.dirname, 'killed-store.ts');

test.each(['merged', 'written', 'publishing', 'committed', 'published', 'shrinking'])(
  'a store killed when a compaction is %s gives every reading once after the restart, and leaves no file behind',
  async (step) => {
    const folder = await mkdtemp(join(tmpdir(), 'vigie-kill-'));
    try {
      for (const round of [1, 2]) {
        const child = spawn(process.execPath, [program, folder, step, String(round)], { stdio: 'inherit' });
        const [, signal] = await once(child, 'exit');
        expect(signal).toBe('SIGKILL');
        const store = await openEmbeddedStore({ folder, seriesOf });
        try {
          expect(await store.position()).toBe(round);
          expect(await whole(store)).toEqual(expected(round));
          expect(await store.count()).toBe(expected(round).length);
          const filesKilled = await readdir(join(folder, 'parts'));
          expect(filesKilled.length).toBeLessThanOrEqual(2);
          await store.compact(compactionsDone);
          await store.compact(compactionsDone * 2);
          expect(await whole(store)).toEqual(expected(round));
          expect(await store.count()).toBe(expected(round).length);
          expect(await readdir(join(folder, 'parts'))).toHaveLength(2);
        } finally {
          await store.close();
        }
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);
