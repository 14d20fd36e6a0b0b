import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { catalogue } from '../../devices/catalogue.ts';
import { type Mistake, printMistake } from '../../devices/mistake.ts';
import { isRecord } from '../../devices/record.ts';
import type { MqttClient, Territory } from '../../devices/territory.ts';
import { isAgenda } from '../../devices/territory-agendas.ts';
import { parseTerritory } from '../../devices/territory-file.ts';
import { readYaml } from '../../devices/yaml-file.ts';
import { resolveRules } from '../../gateway/domain/resolve-rules.ts';
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
  const parsed = parseTerritory(files, catalogue, (rules) => resolveRules(catalogue, rules).mistakes);
  const passwords = files.filter((file) => !isAgenda(file)).map(passwordFiles);
  const mistakes = [...(parsed.ok ? [] : parsed.mistakes), ...passwords.flatMap((file) => file.mistakes)];
  if (!parsed.ok || mistakes.length > 0) {
    const place = new Map(files.map(({ path }, index) => [path, index]));
    const inOrder = mistakes.sort((a, b) => (place.get(a.file) ?? 0) - (place.get(b.file) ?? 0) || a.line - b.line);
    return { ok: false, mistakes: inOrder.map(printMistake) };
  }
  const { territory } = parsed;
  const found = new Map(passwords.flatMap(({ absolute }) => [...absolute]));
  const clients = [...territory.clients].map(([id, client]): [string, MqttClient] => {
    const passwordFile = found.get(id);
    return [id, passwordFile === undefined ? client : { ...client, passwordFile }];
  });
  return { ok: true, territory: { ...territory, clients: new Map(clients) } };
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

/** The password files that one file of the territory names, by client and absolute; which of them cannot be read. */
function passwordFiles(file: { path: string; text: string }) {
  const yaml = readYaml(file);
  const absolute = new Map<string, string>();
  const mistakes: Mistake[] = [];
  const clients: unknown = isRecord(yaml.value) && !yaml.broken ? yaml.value.clients : undefined;
  for (const [index, client] of (Array.isArray(clients) ? clients : []).entries()) {
    if (!isRecord(client) || typeof client.passwordFile !== 'string' || client.passwordFile === '') continue;
    const passwordFile = resolve(dirname(file.path), client.passwordFile);
    absolute.set(String(client.id), passwordFile);
    try {
      accessSync(passwordFile, constants.R_OK);
    } catch {
      const line = yaml.lineOf(['clients', index, 'passwordFile']);
      const message = `clients[${index}].passwordFile "${passwordFile}" cannot be read: is the path right, and may Vigie read it?`;
      mistakes.push({ file: file.path, line, message });
    }
  }
  return { absolute, mistakes };
}

/** A path as people would type it from where they are. */
function shortest(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.startsWith('..') ? path : fromHere;
}
