import { readFileSync } from 'node:fs';
import pino from 'pino';
import type { Accounts } from '../gateway/domain/account.ts';
import { VigieError } from '../gateway/domain/error.ts';
import { CommandError, parseCommand, stopAsked } from './command.ts';
import { startPlatform } from './platform/platform.ts';
import { readProduction } from './platform/production.ts';

const help = `vigie start --config vigie.yaml

Runs the platform. Settings stand in the file and in the environment (http.publicUrl is VIGIE_HTTP_PUBLIC_URL, which wins).
With an empty account list the first administrator is made from VIGIE_ADMIN_EMAIL and VIGIE_ADMIN_PASSWORD (or
VIGIE_ADMIN_PASSWORD_FILE, a file that holds it); or by "vigie user add".
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
  const { config, territory, credentials, apiSecrets } = readProduction(values.config, process.env);
  const log = pino({ level: config.log.level });
  const stop = stopAsked();
  await using platform = await startPlatform({
    config,
    ...(config.territory !== undefined && { territory }),
    credentials,
    apiSecrets,
    log,
    prepare: (accounts) => makeFirstAdministrator(accounts, log),
    onDeath: (error) => {
      log.fatal({ reason: error.message }, 'a part died: the process ends and its supervisor starts it again');
      process.exit(1);
    },
  });
  log.info(
    { url: platform.server.url, mqtt: platform.broker.port, devices: platform.territory().devices.size },
    'Vigie is on the look-out',
  );
  log.info({ signal: await stop }, 'stopping');
  return 0;
}

async function makeFirstAdministrator(accounts: Accounts, log: pino.Logger): Promise<void> {
  const { VIGIE_ADMIN_EMAIL: email, VIGIE_ADMIN_PASSWORD: written, VIGIE_ADMIN_PASSWORD_FILE: file } = process.env;
  if ((await accounts.users({ limit: 1 })).length > 0) return;
  if (email === undefined || (written === undefined && file === undefined)) {
    log.warn({}, 'nobody can sign in yet: start once with VIGIE_ADMIN_EMAIL and VIGIE_ADMIN_PASSWORD');
    return;
  }
  try {
    const password = written ?? readFileSync(file ?? '', 'utf8').trim();
    await accounts.addUser({ email, name: email, role: 'administrator', organisations: [], password }, Date.now());
  } catch (error) {
    if (!(error instanceof VigieError) && !(error instanceof Error && 'syscall' in error)) throw error;
    throw new CommandError(2, [`VIGIE_ADMIN_PASSWORD: the first administrator cannot be made: ${error.message}`]);
  }
}
