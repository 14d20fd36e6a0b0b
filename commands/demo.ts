import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import pino from 'pino';
import type { Config } from '../config.ts';
import type { Territory } from '../devices/territory.ts';
import type { User } from '../gateway/domain/account.ts';
import { createMailFolder } from '../gateway/notify/mail-folder.ts';
import { type Estate, startEstate } from '../simulators/demo/estate.ts';
import { demoWorks } from '../simulators/demo/works.ts';
import { startSimulation } from '../simulators/simulation.ts';
import { backfill } from './backfill.ts';
import { CommandError, parseCommand, stopAsked } from './command.ts';
import { readConfig } from './config/read-config.ts';
import { fillAgenda } from './demo/fill-agenda.ts';
import { type DeskPeople, fillDesk } from './demo/fill-desk.ts';
import { makePeople, settlePeople } from './demo/people.ts';
import { takeAlerts } from './demo/take-alerts.ts';
import { type Platform, startPlatform } from './platform/platform.ts';
import { readTerritoryFolder } from './platform/territory-folder.ts';

const help = `vigie demo

The whole platform with thirty-one simulated public buildings, and the servers, firewalls, hotspots, antivirus and backups of
their members, in VIGIE_DATA (default ./data/demo). The first start fills their history in: thirteen months of the buildings,
half a year of the machines. Accounts and the MQTT client have the password of VIGIE_DEMO_PASSWORD, or random ones that are
printed. Mails to them are written into the folder courrier, unless VIGIE_NOTIFY_SMTP names a mail server. Its log, from level VIGIE_LOG_LEVEL on (default error: what goes wrong among the simulated is part of the play), goes to stderr.
Takes the next free port where 8080 or 1883 is busy.
`;

const seed = 40313;
const liveEveryMs = 10_000;

export async function run(args: string[]): Promise<number> {
  const { values } = parseCommand('demo', { args, options: { help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const { VIGIE_DEMO_PASSWORD: wished, ...env } = process.env;
  const read = readConfig(undefined, env);
  if (!read.ok) throw new CommandError(2, read.mistakes);
  const config = await withFreePorts(env, { ...read.config, data: resolve(env.VIGIE_DATA ?? join('data', 'demo')) });
  const written = readTerritoryFolder(join(import.meta.dirname, '../simulators/demo/territory'));
  const guest = { id: 'integrateur', publish: ['vigie/v1/mairie-tartas/#'], subscribe: ['vigie/v1/mairie-tartas/#'] };
  const log = pino({ level: env.VIGIE_LOG_LEVEL ?? 'error' }, pino.destination(2));
  const stop = stopAsked();
  await using stack = new AsyncDisposableStack();
  const estate = stack.use(await startEstate({ territory: written, seed, now: Date.now }));
  const territory: Territory = { ...estate.territory, clients: new Map([...written.clients, [guest.id, guest]]) };
  const secrets = new Map([...territory.clients.keys()].map((id) => [id, randomBytes(12).toString('base64url')]));
  if (wished !== undefined) secrets.set(guest.id, wished); // a script that was written once goes on working

  // nobody behind these addresses: mails stay on this machine, unless a mail server is named
  const letters = config.notify.smtp === undefined ? join(config.data, 'courrier') : undefined;

  const platform = stack.use(
    await startPlatform({
      ...(letters !== undefined && {
        sender: createMailFolder({ folder: letters, from: 'Vigie <vigie@demo.invalid>' }),
      }),
      config: { ...config, collector: { ...config.collector, ...collectorOf(estate), traps: trapsOf(config, env) } },
      credentials: new Map([['parc', { version: '2c', community: estate.community }]]),
      apiSecrets: { avamar: { secret: estate.avamar.password }, sophos: { secret: estate.sophos.clientSecret } },
      territory,
      log,
      demo: true,
      secrets,
      onDeath: (error) => {
        log.fatal({ reason: error.message }, 'a part died');
        process.exit(1);
      },
    }),
  );
  const password = wished ?? randomBytes(9).toString('base64url');
  const people = await makePeople(platform.accounts, password, Date.now());
  await settlePeople(platform.state, people, Date.now());
  await fillAgenda(platform.maintenances, Date.now());
  await fillDesk({ ...platform, territory: written, people: handsOf(people), seed, now: Date.now() });
  const accounts = people.map(({ email }) => email);
  process.stdout.write(welcome({ platform, accounts, password, mqtt: secrets.get(guest.id) ?? '', letters }));

  stack.use(
    startSimulation({
      territory: written,
      seed,
      works: demoWorks,
      url: `mqtt://127.0.0.1:${platform.broker.port}`,
      credentials: (site) => ({ username: site, password: secrets.get(site) ?? '' }),
      everyMs: liveEveryMs,
      onTrouble: (reason) => log.warn({ reason }, 'a simulated building is cut off'),
    }),
  );
  const ending = new AbortController();
  const { url } = platform.server;
  takeAlerts({ url, email: 'technicien@demo', password, signal: ending.signal }).catch((error: unknown) => {
    if (!ending.signal.aborted) log.warn({ err: error }, 'the demonstration’s technician could not work');
  });
  const filling = backfill({
    platform,
    folder: config.data,
    territory: written,
    seed,
    now: Date.now(),
    signal: ending.signal,
  });
  const failed = filling.then(
    () => new Promise<never>(() => {}),
    (error: unknown) => {
      throw error;
    },
  );
  await Promise.race([stop, failed]);
  ending.abort();
  await filling;
  return 0;
}

/** How the simulated estate is asked; its secrets are made up at each start and stand in no file. */
function collectorOf({ avamar, sophos }: Estate): Pick<Config['collector'], 'avamar' | 'sophos'> {
  const { url: idUrl, clientId } = sophos;
  return {
    avamar: { url: avamar.url, user: avamar.user, passwordFile: '', every: '10m' },
    sophos: { clientId, clientSecretFile: '', every: '1m', endpointsEvery: '15m', idUrl, globalUrl: idUrl },
  };
}

/** Nobody outside knows its secrets, so that any free port will do, unless one is named. */
function trapsOf({ collector: { traps } }: Config, env: NodeJS.ProcessEnv): Config['collector']['traps'] {
  if (env.VIGIE_COLLECTOR_TRAPS_LISTEN !== undefined) return traps;
  return { ...traps, listen: { ...traps.listen, port: 0 } };
}

/** Who works with tickets. */
function handsOf(people: readonly User[]): DeskPeople {
  const first = (role: User['role']) => {
    const found = people.find((one) => one.role === role);
    if (found === undefined) throw new Error(`the demonstration has no ${role}`);
    return found;
  };
  return {
    technician: first('technician'),
    administrator: first('administrator'),
    of: (organisation) =>
      people.find(({ role, organisations }) => role === 'responsable' && organisations.includes(organisation)),
  };
}

function welcome(shown: {
  readonly platform: Platform;
  readonly accounts: readonly string[];
  readonly password: string;
  readonly mqtt: string;
  readonly letters: string | undefined;
}): string {
  const { platform, accounts, password, mqtt, letters } = shown;
  const mails =
    letters === undefined
      ? ''
      : `    courriels · mails   ${letters}   (écrits là, rien ne part · written there, nothing leaves)\n\n`;
  return `
  Vigie · démonstration, données simulées · demonstration, simulated data

    ${platform.server.url}

    comptes · accounts   ${accounts.join('  ')}
    mot de passe · password   ${password}

${mails}    MQTT   127.0.0.1:${platform.broker.port}   client integrateur   mot de passe · password ${mqtt}
    mosquitto_pub -p ${platform.broker.port} -u integrateur -P ${mqtt} -q 1 -t vigie/v1/mairie-tartas/mairie-tartas-air-1 -m '{"metrics":{"air.co2":1640}}'

  Ctrl-C arrête tout · stops everything

`;
}

/** The default ports, or the next free ones where they are busy. */
async function withFreePorts(env: NodeJS.ProcessEnv, config: Config): Promise<Config> {
  const http = env.VIGIE_HTTP_LISTEN === undefined ? await freePort(config.http.listen) : config.http.listen.port;
  const mqtt = env.VIGIE_MQTT_LISTEN === undefined ? await freePort(config.mqtt.listen) : config.mqtt.listen.port;
  return {
    ...config,
    http: {
      ...config.http,
      listen: { ...config.http.listen, port: http },
      publicUrl: config.http.publicUrl ?? `http://127.0.0.1:${http}`,
    },
    mqtt: { ...config.mqtt, listen: { ...config.mqtt.listen, port: mqtt } },
  };
}

async function freePort({ host, port }: { host: string; port: number }): Promise<number> {
  for (let candidate = port; candidate < port + 100; candidate++) {
    const probe = createServer();
    probe.listen(candidate, host);
    const isFree = await Promise.race([
      once(probe, 'listening').then(() => true),
      once(probe, 'error').then(() => false),
    ]).catch(() => false);
    if (isFree) {
      probe.close();
      await once(probe, 'close');
      return candidate;
    }
  }
  throw new CommandError(1, [`vigie demo: no port between ${port} and ${port + 99} is free on ${host}`]);
}
