import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Config } from '../../config.ts';
import { type Mistake, printMistake } from '../../devices/mistake.ts';
import { isRecord } from '../../devices/record.ts';
import { schemaMistakes } from '../../devices/schema-mistakes.ts';
import { readYaml } from '../../devices/yaml-file.ts';
import { type Environment, overlay } from './environment.ts';

export type ReadConfig = ConfigPlaces & ({ ok: true; config: Config } | { ok: false; mistakes: string[] });

/** What is known of a configuration even where it is wrong, so that the files it names can be judged as well. */
interface ConfigPlaces {
  /** the file or folder that a setting names, absolute */
  fileAt(path: readonly string[]): string | undefined;
  /** a mistake about a setting, with the line or the variable where it stands */
  mistakeAt(path: readonly string[], message: string): string;
}

/** Reads a YAML file (or nothing) and the environment, which wins; all mistakes at once, a line each. Paths are meant from the file's folder. */
export function readConfig(path: string | undefined, env: Environment): ReadConfig {
  let text = '';
  let unreadable: string | undefined;
  try {
    if (path !== undefined) text = readFileSync(path, 'utf8');
  } catch {
    unreadable = `${path}:1 cannot be read: give the path of a configuration file with --config`;
  }
  const folder = path === undefined ? process.cwd() : dirname(resolve(path));
  const file = readYaml({ path: path ?? '(defaults)', text });
  const written = isRecord(file.value) ? structuredClone(file.value) : {};
  const { variables, unknown } = overlay(written, env);
  const places: ConfigPlaces = {
    fileAt(keys) {
      const found = keys.reduce<unknown>((at, key) => (isRecord(at) ? at[key] : undefined), written);
      return typeof found === 'string' ? resolve(folder, found) : undefined;
    },
    mistakeAt: (keys, message) =>
      printPlaced({ file: file.path, line: file.lineOf(keys), message: `${keys.join('.')} ${message}` }, variables),
  };
  if (unreadable !== undefined) return { ...places, ok: false, mistakes: [unreadable, ...unknown] };

  const mistakes = file.mistakes.map(printMistake);
  // what a parser makes of wrong syntax says nothing about its author
  if (!file.broken) {
    if (file.value !== null && file.value !== undefined && !isRecord(file.value)) {
      mistakes.push(`${file.path}:1 the file must hold keys and values`);
    }
    const found = schemaMistakes(Config, file, written).sort((a, b) => a.line - b.line);
    const isVariable = (text: string) => Number(text.startsWith('VIGIE_'));
    const printed = found.map((mistake) => printPlaced(mistake, variables));
    mistakes.push(...printed.sort((a, b) => isVariable(a) - isVariable(b)));
  }
  mistakes.push(...unknown);
  const parsed = Config.safeParse(written);
  if (mistakes.length > 0 || !parsed.success) return { ...places, ok: false, mistakes };
  return { ...places, ok: true, config: withAbsolutePaths(parsed.data, folder) };
}

/** A mistake in the file names its line; one in the environment the variable. */
function printPlaced(mistake: Mistake, variables: ReadonlyMap<string, string>): string {
  const [key = ''] = mistake.message.split(' ', 1);
  const variable = variables.get(key);
  return variable === undefined ? printMistake(mistake) : `${variable}${mistake.message.slice(key.length)}`;
}

const pathKey = /File$|^(?:data|territory|cert|key|ca)$/;

/** The same, with every path meant from the configuration's folder. */
function withAbsolutePaths<T>(config: T, folder: string): T {
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return pathKey.test(key) ? resolve(folder, value) : value;
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([inner, one]) => [inner, walk(one, inner)]));
  };
  return walk(config, '') as T; // border: of the same shape, only texts that are paths change
}
