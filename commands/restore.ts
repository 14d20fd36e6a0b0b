import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { startCopier } from './backup/copier.ts';
import type { Copier } from './backup/copy-thread.ts';
import { Manifest, manifestFile } from './backup/manifest.ts';
import { restoreInto, toDisk } from './backup/restore-into.ts';
import { CommandError, parseCommand } from './command.ts';
import { watchFolder } from './folder-progress.ts';
import { lockFolder } from './local/folder-lock.ts';
import { placeHelp, placeOf, placeOptions } from './local/place.ts';

const help = `vigie restore DIR
Puts a backup into the data folder, which must be empty or not there yet. Every file is compared with the backup's manifest
first; what came is opened and counted at the end.
${placeHelp}  --json           {"files": …, "takenAt": …}
`;

const toldAtMost = 20;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseCommand('restore', { args, allowPositionals: true, options: placeOptions });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [name] = positionals;
  if (name === undefined || positionals.length > 1) {
    throw new CommandError(2, ['vigie restore: name one folder (vigie restore --help)']);
  }
  const from = resolve(name);
  const { folder } = placeOf('restore', values);
  const there = (await readdir(folder).catch(() => [])).filter((entry) => entry !== 'lock');
  if (there.length > 0) {
    throw new CommandError(1, [
      `vigie restore: ${folder} is not empty: restore into a new folder, and start Vigie on that`,
    ]);
  }
  const manifest = await readManifest(from);
  await using copier = startCopier();
  await mustBeWhole(from, manifest, copier);
  try {
    await mkdir(folder, { recursive: true, mode: 0o750 });
    using lock = await lockFolder(folder, 0);
    if (lock === undefined) throw new CommandError(1, [`vigie restore: ${folder} is in use`]);
    using _ = watchFolder(
      'Restore',
      folder,
      manifest.files.reduce((sum, { bytes }) => sum + bytes, 0),
    );
    await restoreInto({ from, manifest, to: folder, copier });
    await toDisk(folder);
  } catch (error) {
    if (error instanceof CommandError || !(error instanceof Error && 'code' in error)) throw error;
    throw new CommandError(1, [`vigie restore: ${error.message}; empty ${folder} before trying again`]);
  }
  const { takenAt, files, holdings } = manifest;
  const readings =
    holdings.store === undefined ? 'no readings' : `${holdings.store.recent + holdings.store.inParts} readings`;
  const words = `${folder}: ${files.length} files of ${takenAt}, opened and counted: ${readings}, ${holdings.users} accounts\n`;
  process.stdout.write(values.json ? `${JSON.stringify({ files: files.length, takenAt })}\n` : words);
  return 0;
}

async function readManifest(from: string): Promise<Manifest> {
  const path = join(from, manifestFile);
  const text = await readFile(path, 'utf8').catch(() => {
    throw new CommandError(1, [`vigie restore: ${path} cannot be read: ${from} is no whole backup of Vigie`]);
  });
  try {
    return Manifest.parse(JSON.parse(text));
  } catch {
    throw new CommandError(1, [`vigie restore: ${path} is not the manifest of a backup that this Vigie can read`]);
  }
}

/** Every file of the manifest is there as it was, and nothing else. */
async function mustBeWhole(from: string, manifest: Manifest, copier: Copier): Promise<void> {
  const found = new Map((await copier.weigh(from)).map((file) => [file.path, file]));
  found.delete(manifestFile);
  const mistakes = manifest.files.flatMap(({ path, bytes, sha256 }) => {
    const file = found.get(path);
    found.delete(path);
    if (file === undefined) return [`${join(from, path)} is missing`];
    return file.bytes === bytes && file.sha256 === sha256 ? [] : [`${join(from, path)} is not what was backed up`];
  });
  mistakes.push(...[...found.keys()].map((path) => `${join(from, path)} is not of the backup`));
  if (mistakes.length === 0) return;
  const more = mistakes.length > toldAtMost ? [`… and ${mistakes.length - toldAtMost} files more`] : [];
  throw new CommandError(1, [...mistakes.slice(0, toldAtMost), ...more]);
}
