import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { serializeTerritory } from '../devices/territory-text.ts';
import type { Difference } from '../gateway/state/create-territory-state.ts';
import { CommandError, parseCommand } from './command.ts';
import { onVigie } from './local/ask.ts';
import { existingPlace, type Place, placeHelp, placeOptions } from './local/place.ts';
import { readTerritoryFolder } from './platform/territory-folder.ts';

const help = `vigie territory apply DIR [--dry-run]
vigie territory export DIR
The territory as code: apply makes it what the YAML files of DIR declare, shows what differs (+ added, ~ changed,
- removed) and counts at once; again it changes nothing. Devices attached from discovery stay. Export writes it as such
files into DIR, a folder that is empty or not there yet.
  --dry-run        only says what would change
${placeHelp}  --json           {"added": […], "changed": […], "removed": […]} of kind/id, or {"files": […]}
Mistakes of the files are told all at once as file:line message (exit code 2), and nothing is changed.
`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseCommand('territory', {
    args,
    allowPositionals: true,
    options: { ...placeOptions, 'dry-run': { type: 'boolean' } },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [action, folder] = positionals;
  if ((action !== 'apply' && action !== 'export') || folder === undefined || positionals.length > 2) {
    throw new CommandError(2, ['vigie territory: write apply DIR or export DIR (vigie territory --help)']);
  }
  const place = existingPlace(`territory ${action}`, values);
  const json = values.json ?? false;
  return action === 'apply'
    ? apply(place, folder, { json, dryRun: values['dry-run'] ?? false })
    : exportTo(place, resolve(folder), json);
}

async function apply(place: Place, folder: string, { json, dryRun }: { json: boolean; dryRun: boolean }) {
  const files = readTerritoryFolder(resolve(folder));
  return onVigie(place, 'state', async ({ territory }) => {
    const difference = dryRun ? await territory.difference(files) : await territory.apply(files);
    process.stdout.write(json ? `${JSON.stringify({ dryRun, ...difference })}\n` : inWords(difference, dryRun));
    const atStart = await territory.folderAtStart();
    if (!dryRun && atStart !== undefined && atStart !== resolve(folder)) {
      process.stderr.write(`vigie territory apply: the next start reads ${atStart} again, as its configuration says\n`);
    }
    return 0;
  });
}

function inWords({ added, changed, removed }: Difference, dryRun: boolean): string {
  const lines = [
    ...added.map((key) => `+ ${key}`),
    ...changed.map((key) => `~ ${key}`),
    ...removed.map((key) => `- ${key}`),
  ];
  if (lines.length === 0) return 'nothing differs\n';
  const counts = `${added.length} added, ${changed.length} changed, ${removed.length} removed`;
  return `${lines.join('\n')}\n${dryRun ? `would change: ${counts}; nothing was` : counts}\n`;
}

async function exportTo(place: Place, folder: string, json: boolean): Promise<number> {
  const there = await readdir(folder).catch(() => []);
  if (there.length > 0) {
    throw new CommandError(1, [`vigie territory export: ${folder} is not empty: name an empty folder or a new one`]);
  }
  const territory = await onVigie(place, 'state', (vigie) => vigie.territory.read());
  const files = serializeTerritory(territory);
  const unfinished = `${folder}.${process.pid}.part`;
  try {
    await mkdir(unfinished, { recursive: true });
    for (const { path, text } of files) {
      await mkdir(dirname(join(unfinished, path)), { recursive: true });
      await writeFile(join(unfinished, path), text);
    }
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw new CommandError(1, [`vigie territory export: ${error.message}`]);
  }
  const paths = files.map(({ path }) => path);
  process.stdout.write(json ? `${JSON.stringify({ files: paths })}\n` : `${paths.length} files in ${folder}\n`);
  return 0;
}
