import { chown, copyFile, link, mkdir, open, readdir, rename, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { VigieError } from '../../gateway/domain/error.ts';
import type { Copier } from './copy-thread.ts';
import { countStore } from './count-store.ts';
import type { Holdings, Manifest } from './manifest.ts';

const arriving = '.restoring';

/**
 * Puts the files of a copy into an empty folder, under their names once all are there, opens what came and counts it:
 * throws `VigieError` where it is not what the manifest says. `link` gives the large files a second name instead of a copy.
 */
export async function restoreInto(of: {
  from: string;
  manifest: Pick<Manifest, 'files' | 'holdings'>;
  to: string;
  copier: Copier;
  link?: boolean;
}): Promise<void> {
  const { from, manifest, to, copier } = of;
  const owner = await stat(to);
  const unfinished = join(to, arriving);
  await mkdir(unfinished, { mode: 0o750 });
  for (const { path } of manifest.files) {
    const target = join(unfinished, path);
    await mkdir(dirname(target), { recursive: true, mode: 0o750 });
    const isPart = path.endsWith('.parquet');
    if (of.link && isPart) await link(join(from, path), target);
    else await copyFile(join(from, path), target);
  }
  if (!of.link) await copier.seal(unfinished);
  // the accounts last: without them nobody takes the folder for a whole one
  const entries = (await readdir(unfinished)).sort(
    (a, b) => Number(a === 'state.sqlite') - Number(b === 'state.sqlite'),
  );
  for (const entry of entries) await rename(join(unfinished, entry), join(to, entry));
  await rmdir(unfinished);
  if (!of.link) await give(to, owner);
  mustBe(manifest.holdings, { ...(await copier.count(to)), ...(await storeOf(manifest.holdings, to)) });
}

async function storeOf({ store }: Holdings, folder: string): Promise<Pick<Holdings, 'store'>> {
  return store === undefined ? {} : { store: await countStore(join(folder, 'store')) };
}

/** Throws where two holdings differ, in words. */
export function mustBe(wanted: Holdings, found: Holdings): void {
  const flat = ({ journal, store, ...rest }: Holdings) => ({
    ...rest,
    ...Object.fromEntries(Object.entries(journal).map(([key, count]) => [`journal.${key}`, count])),
    ...Object.fromEntries(Object.entries(store ?? {}).map(([key, count]) => [`store.${key}`, count])),
  });
  const [left, right] = [new Map(Object.entries(flat(wanted))), new Map(Object.entries(flat(found)))];
  const differing = [...left].filter(([key, count]) => right.get(key) !== count);
  if (differing.length === 0) return;
  const words = differing.map(([key, count]) => `${key} ${right.get(key)} instead of ${count}`).join(', ');
  throw new VigieError('unavailable', `the copy, opened, does not hold what was counted: ${words}`);
}

/** What root restores belongs to whom the folder belongs to. */
async function give(folder: string, { uid, gid }: { uid: number; gid: number }): Promise<void> {
  if (process.getuid?.() !== 0 || uid === 0) return;
  for (const entry of await readdir(folder, { recursive: true })) await chown(join(folder, entry), uid, gid);
}

/** The folder's own entries on the disk. */
export async function toDisk(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // it can't, and journals them by itself
  await using handle = await open(folder, 'r');
  await handle.sync();
}
