import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { catalogue } from '../../devices/catalogue.ts';
import { printMistake } from '../../devices/mistake.ts';
import type { Territory } from '../../devices/territory.ts';
import { parseTerritory } from '../../devices/territory-file.ts';
import { CommandError } from '../command.ts';

/** The territory that the YAML files of a folder describe; all mistakes at once end the command with exit code 2. */
export function readTerritoryFolder(folder: string): Territory {
  let names: string[];
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.ya?ml$/.test(name))
      .sort();
  } catch {
    throw new CommandError(2, [
      `${folder}:1 is no folder that can be read: "territory" names the folder of the territory's YAML files`,
    ]);
  }
  const files = names.map((name) => ({
    path: shortest(join(folder, name)),
    text: readFileSync(join(folder, name), 'utf8'),
  }));
  const parsed = parseTerritory(files, catalogue);
  if (!parsed.ok) throw new CommandError(2, parsed.mistakes.map(printMistake));
  return parsed.territory;
}

export const emptyTerritory: Territory = {
  organisations: new Map(),
  sites: new Map(),
  devices: new Map(),
  clients: new Map(),
  calendars: new Map(),
  mappings: [],
};

/** A path as people would type it from where they are. */
function shortest(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
}
