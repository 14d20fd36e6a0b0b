import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from '../../config.ts';
import { CommandError } from '../command.ts';
import { readConfig } from '../config/read-config.ts';

/** The options by which every operator's command is told which Vigie is meant. */
export const placeOptions = {
  config: { type: 'string' },
  data: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

export const placeHelp = `  --config FILE    the Vigie of this configuration: its "data" is the data folder
  --data DIR       the data folder itself; without both VIGIE_DATA, else that of the demonstration (./data/demo)
A Vigie that runs on the folder is asked over its socket there; none running, the command opens the files itself.
`;

/** Which Vigie a command works on. */
export interface Place {
  /** the name of the command, for its messages */
  readonly command: string;
  /** absolute */
  readonly folder: string;
  readonly config: Config;
}

/** The data folder that the options and the environment name; a wrong configuration ends the command with exit code 2. */
export function placeOf(
  command: string,
  options: { readonly config?: string | undefined; readonly data?: string | undefined },
  env: Readonly<Record<string, string | undefined>> = process.env,
): Place {
  if (options.config !== undefined && options.data !== undefined) {
    throw new CommandError(2, [`vigie ${command}: give --config or --data, not both`]);
  }
  const read = readConfig(options.config, env);
  if (!read.ok) throw new CommandError(2, read.mistakes);
  if (options.config !== undefined) return { command, folder: read.config.data, config: read.config };
  const folder = resolve(options.data ?? env.VIGIE_DATA ?? join('data', 'demo'));
  return { command, folder, config: { ...read.config, data: folder } };
}

/** As `placeOf`, of a folder where a Vigie has been: nobody wants accounts in a folder that was only mistyped. */
export function existingPlace(...args: Parameters<typeof placeOf>): Place {
  const place = placeOf(...args);
  if (existsSync(join(place.folder, 'state.sqlite'))) return place;
  throw new CommandError(2, [
    `vigie ${place.command}: ${place.folder} is no data folder of Vigie: name it with --config FILE or --data DIR, or start Vigie on it once`,
  ]);
}
