import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { type Config, type ReadConfig, readConfig } from '../../config.ts';
import type { Territory } from '../../devices/territory.ts';
import { CommandError } from '../command.ts';
import { mailMistakes } from './mail.ts';
import { emptyTerritory, readTerritory } from './territory-folder.ts';

/** A production's configuration and territory; all mistakes of both, and of the files they name, at once. */
export function readProduction(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
): { config: Config; territory: Territory } {
  const read = readConfig(path, env);
  const folder = read.fileAt(['territory']);
  const found = folder === undefined ? { ok: true as const, territory: emptyTerritory } : readTerritory(folder);
  const mistakes = [
    ...(read.ok ? [] : read.mistakes),
    ...tlsMistakes(read, 'http'),
    ...tlsMistakes(read, 'mqtt'),
    ...mailMistakes(read),
    ...(found.ok ? [] : found.mistakes),
  ];
  if (!read.ok || !found.ok || mistakes.length > 0) throw new CommandError(2, mistakes);
  return { config: read.config, territory: found.territory };
}

/** Certificates and keys that cannot be read, or that do not belong together. */
function tlsMistakes({ fileAt, mistakeAt }: ReadConfig, part: 'http' | 'mqtt'): string[] {
  const mistakes: string[] = [];
  const [cert, key, ca] = ['cert', 'key', 'ca'].map((name) => {
    const place = [part, 'tls', name];
    const file = fileAt(place);
    if (file === undefined) return undefined;
    try {
      return readFileSync(file, 'utf8');
    } catch {
      mistakes.push(mistakeAt(place, `"${file}" cannot be read: is the path right, and may Vigie read it?`));
      return undefined;
    }
  });
  if (cert === undefined || key === undefined || mistakes.length > 0) return mistakes;
  try {
    createSecureContext({ cert, key, ...(ca !== undefined && { ca }) });
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [mistakeAt([part, 'tls'], `is not a certificate (cert) with its own key (key), both in PEM: ${reason}`)];
  }
}
