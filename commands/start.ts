import pino from 'pino';
import { readConfig } from '../config.ts';
import { CommandError, parseCommand, stopAsked } from './command.ts';
import { startPlatform } from './platform/platform.ts';
import { emptyTerritory, readTerritoryFolder } from './platform/territory-folder.ts';

const help = `vigie start --config vigie.yaml

Runs the platform. Settings stand in the file and in the environment (http.publicUrl is VIGIE_HTTP_PUBLIC_URL, which wins).
With an empty account list the first administrator is made from VIGIE_ADMIN_EMAIL and VIGIE_ADMIN_PASSWORD.
`;

export async function run(args: string[]): Promise<number> {
  const { values } = parseCommand('start', {
    args,
    options: { config: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (values.config === undefined)
    throw new CommandError(2, ['vigie start: name the configuration with --config vigie.yaml']);
  const { VIGIE_ADMIN_EMAIL: email, VIGIE_ADMIN_PASSWORD: password, ...env } = process.env;
  const read = readConfig(values.config, env);
  if (!read.ok) throw new CommandError(2, read.mistakes);
  const { config } = read;
  const territory = config.territory === undefined ? emptyTerritory : readTerritoryFolder(config.territory);
  const log = pino({ level: config.log.level });
  const stop = stopAsked();
  await using platform = await startPlatform({
    config,
    territory,
    log,
    onDeath: (error) => {
      log.fatal({ reason: error.message }, 'a part died: the process ends and its supervisor starts it again');
      process.exit(1);
    },
  });
  const hasUsers = (await platform.accounts.users({ limit: 1 })).length > 0;
  if (!hasUsers && email !== undefined && password !== undefined) {
    await platform.accounts.addUser(
      { email, name: email, role: 'administrator', organisations: [], password },
      Date.now(),
    );
  } else if (!hasUsers) {
    log.warn({}, 'nobody can sign in yet: start once with VIGIE_ADMIN_EMAIL and VIGIE_ADMIN_PASSWORD');
  }
  log.info(
    { url: platform.server.url, mqtt: platform.broker.port, devices: territory.devices.size },
    'Vigie is on the look-out',
  );
  log.info({ signal: await stop }, 'stopping');
  return 0;
}
