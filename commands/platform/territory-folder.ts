import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { catalogue } from '../../devices/catalogue.ts';
import { printMistake } from '../../devices/mistake.ts';
import type { MqttClient, Territory } from '../../devices/territory.ts';
import { isAgenda } from '../../devices/territory-agendas.ts';
import { parseTerritory } from '../../devices/territory-file.ts';
import { readYaml } from '../../devices/yaml-file.ts';
import { CommandError } from '../command.ts';

export type ReadTerritory = { ok: true; territory: Territory } | { ok: false; mistakes: string[] };

/** The territory that the YAML and iCalendar files of a folder describe, or all their mistakes; a `passwordFile` is meant from its file's folder. */
export function readTerritory(folder: string): ReadTerritory {
  let files: { path: string; text: string }[];
  try {
    files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.ya?ml$/.test(name) || isAgenda({ path: name }))
      .sort()
      .map((name) => ({ path: shortest(join(folder, name)), text: readFileSync(join(folder, name), 'utf8') }));
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    const cure = '"territory" names the folder of the territory\'s YAML files';
    return { ok: false, mistakes: [`${shortest(folder)}:1 is no folder that can be read${reason}: ${cure}`] };
  }
  const parsed = parseTerritory(files, catalogue);
  if (!parsed.ok) return { ok: false, mistakes: parsed.mistakes.map(printMistake) };
  const clients = new Map<string, MqttClient>();
  const mistakes = files
    .filter((file) => !isAgenda(file))
    .flatMap((file) => passwordFiles(file, parsed.territory, clients));
  if (mistakes.length > 0) return { ok: false, mistakes };
  return { ok: true, territory: { ...parsed.territory, clients: new Map([...parsed.territory.clients, ...clients]) } };
}

/** As `readTerritory`; its mistakes end the command with exit code 2. */
export function readTerritoryFolder(folder: string): Territory {
  const read = readTerritory(folder);
  if (!read.ok) throw new CommandError(2, read.mistakes);
  return read.territory;
}

export const emptyTerritory: Territory = {
  organisations: new Map(),
  sites: new Map(),
  devices: new Map(),
  clients: new Map(),
  calendars: new Map(),
  mappings: [],
};

/** Puts the clients of one file whose password stands in a file among `clients`, its path absolute; tells which are not there. */
function passwordFiles(file: { path: string; text: string }, territory: Territory, clients: Map<string, MqttClient>) {
  const yaml = readYaml(file);
  const mistakes: string[] = [];
  // border: the territory was parsed from this very text
  const written = (yaml.value as { clients?: { id: string }[] } | null)?.clients ?? [];
  for (const [index, { id }] of written.entries()) {
    const client = territory.clients.get(id);
    if (client?.passwordFile === undefined) continue;
    const passwordFile = resolve(dirname(file.path), client.passwordFile);
    clients.set(id, { ...client, passwordFile });
    try {
      accessSync(passwordFile, constants.R_OK);
    } catch {
      const line = yaml.lineOf(['clients', index, 'passwordFile']);
      const message = `clients[${index}].passwordFile "${passwordFile}" cannot be read: is the path right, and may Vigie read it?`;
      mistakes.push(printMistake({ file: file.path, line, message }));
    }
  }
  return mistakes;
}

/** A path as people would type it from where they are. */
function shortest(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
}
