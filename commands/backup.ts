import { chown, lchown, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { startCopier } from './backup/copier.ts';
import { type Manifest, manifestFile } from './backup/manifest.ts';
import { restoreInto, toDisk } from './backup/restore-into.ts';
import { CommandError, parseCommand } from './command.ts';
import { bytesUnder, watchFolder } from './folder-progress.ts';
import { onVigie } from './local/ask.ts';
import { existingPlace, type Place, placeHelp, placeOptions } from './local/place.ts';
import { version } from './platform/version.ts';

const help = `vigie backup DIR
Copies everything that the data folder keeps, of one moment and while Vigie runs, into DIR, a folder that is not there yet
or empty. The copy is restored aside, opened and counted before DIR has its name. It holds password hashes: keep it like
the original. Not in it: the configuration, the territory's YAML files and the password files beside them.
${placeHelp}  --json           {"bytes": …, "files": …, "readings": …, "contains": {…}}
"vigie restore DIR" puts it back.
`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseCommand('backup', { args, allowPositionals: true, options: placeOptions });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [name] = positionals;
  if (name === undefined || positionals.length > 1) {
    throw new CommandError(2, ['vigie backup: name one folder (vigie backup --help)']);
  }
  const folder = resolve(name);
  if ((await readdir(folder).catch(() => [])).length > 0) {
    throw new CommandError(1, [`vigie backup: ${folder} is not empty: name a folder that is not there yet`]);
  }
  const place = existingPlace('backup', values);
  const manifest = await backup(place, folder);
  const { store } = manifest.holdings;
  const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  const readings = store === undefined ? undefined : store.recent + store.inParts;
  const result = { bytes, files: manifest.files.length, readings, contains: manifest.holdings };
  const words = `${folder}: ${manifest.files.length} files, ${(bytes / 1e6).toFixed(1)} MB, opened and counted${
    readings === undefined ? '' : `: ${readings} readings`
  }\n`;
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : words);
  if (store === undefined) {
    process.stderr.write(
      'vigie backup: the readings are NOT in it: they are in the store that the configuration names, which has a backup of its own. In it are accounts, territory, and what the store had not yet taken.\n',
    );
  }
  return 0;
}

async function backup(place: Place, folder: string): Promise<Manifest> {
  const unfinished = `${folder}.${process.pid}.part`;
  const aside = `${unfinished}.opened`;
  try {
    await mkdir(unfinished, { recursive: true, mode: 0o700 });
    // a running Vigie writes into it, and root may well be the one who asks
    const { uid, gid } = await stat(place.folder);
    if (process.getuid?.() === 0) await chown(unfinished, uid, gid);
    using _ = watchFolder('Backup', unfinished, bytesUnder(place.folder));
    const takenAt = new Date().toISOString();
    const copied = await onVigie(place, 'readings', ({ copies }) => copies.copyTo(unfinished));
    const manifest: Manifest = { format: 1, vigie: version, takenAt, ...copied };
    await using copier = startCopier();
    await mkdir(aside, { mode: 0o700 });
    await restoreInto({ from: unfinished, manifest, to: aside, copier, link: true });
    // made anew: where root asks, the folder is the service account's, and a link there would be followed
    const file = join(unfinished, manifestFile);
    await writeFile(file, `${JSON.stringify(manifest, undefined, 2)}\n`, { mode: 0o600, flush: true, flag: 'wx' });
    if (process.getuid?.() === 0) await lchown(file, uid, gid);
    await toDisk(unfinished);
    await rename(unfinished, folder);
    await toDisk(dirname(folder));
    return manifest;
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    const isWorld =
      error instanceof Error && ('syscall' in error || 'code' in error) && !(error instanceof CommandError);
    throw isWorld ? new CommandError(1, [`vigie backup: ${error.message}`]) : error;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}
