import { readConfig } from '../config.ts';
import { CommandError, parseCommand } from './command.ts';
import { readTerritoryFolder } from './platform/territory-folder.ts';

const help = `vigie check --config vigie.yaml

Reads the configuration and its territory as "vigie start" would, and prints every mistake as "file:line message".
Exits 0 when there is none, else 2.
`;

export async function run(args: string[]): Promise<number> {
  const { values } = parseCommand('check', {
    args,
    options: { config: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (values.config === undefined)
    throw new CommandError(2, ['vigie check: name the configuration with --config vigie.yaml']);
  const read = readConfig(values.config, process.env);
  if (!read.ok) throw new CommandError(2, read.mistakes);
  const territory = read.config.territory === undefined ? undefined : readTerritoryFolder(read.config.territory);
  const found = { sites: territory?.sites.size ?? 0, devices: territory?.devices.size ?? 0 };
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ ok: true, ...found })}\n`
      : `${values.config}: no mistakes, ${found.sites} sites, ${found.devices} devices\n`,
  );
  return 0;
}
