import { readFileSync } from 'node:fs';
import { CollectTrouble, type Learnt } from '../collector/collector.ts';
import { authProtocols, privProtocols, type SnmpCredentials } from '../collector/snmp/credentials.ts';
import { type Identified, identify } from '../collector/snmp/identify.ts';
import { openSession } from '../collector/snmp/session.ts';
import { createSnmpCollector } from '../collector/snmp/snmp.ts';
import { SnmpTrouble } from '../collector/snmp/trouble.ts';
import { catalogue } from '../devices/catalogue.ts';
import { parseIpAddress } from '../devices/ip-address.ts';
import { parseSnmpAddress, type SnmpAddress, snmpAddressText } from '../devices/snmp-address.ts';
import { CommandError, parseCommand } from './command.ts';

const help = `vigie probe ADDRESS --community TEXT
vigie probe ADDRESS --snmp-version 3 --user NAME [--auth-protocol sha256 --auth-key-file FILE [--priv-protocol aes --priv-key-file FILE]]

Asks one device once over SNMP: which type of the catalogue it is and why, the value of each of its metrics, what could not
be read. Changes nothing, and no community is supposed. ADDRESS is a name, 10.0.0.5 or fd00::5, with a port 10.0.0.5:1161 or [fd00::5]:1161.
  --port N            161 unless said
  --snmp-version V    1, 2c or 3; 2c unless said
  --auth-protocol P   ${authProtocols.join(', ')}
  --priv-protocol P   ${privProtocols.join(', ')}
  --type ID           take it for this type
  --json              the same for a machine
`;

const text = { type: 'string' } as const;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseCommand('probe', {
    args,
    allowPositionals: true,
    options: {
      port: text,
      community: text,
      'snmp-version': text,
      user: text,
      'auth-protocol': text,
      'auth-key-file': text,
      'priv-protocol': text,
      'priv-key-file': text,
      type: text,
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const address = addressOf(positionals, values.port);
  const credentials = credentialsOf(values);
  if (values.type !== undefined && catalogue.get(values.type)?.source.kind !== 'snmp') {
    throw wrong(`--type ${values.type} is no type that is asked over SNMP`);
  }
  const identified = await identifyAt(address, credentials);
  const type = values.type ?? identified.candidates[0]?.type;
  const asked = type === undefined ? undefined : await askAs(type, address, credentials);
  process.stdout.write(
    values.json ? `${JSON.stringify({ type, ...identified, ...asked })}\n` : printed(identified, type, asked),
  );
  return type === undefined || asked?.reason !== undefined ? 1 : 0;
}

interface Asked {
  readonly metrics: Learnt['metrics'];
  /** metrics of the type without a value */
  readonly missing: readonly string[];
  readonly reason: string | undefined;
}

async function identifyAt(address: SnmpAddress, credentials: SnmpCredentials): Promise<Identified> {
  const signal = AbortSignal.timeout(60_000);
  using session = openSession({ address, credentials, signal, timeoutMs: 2_500, retries: 1 });
  try {
    return await identify(session, catalogue);
  } catch (error) {
    if (!(error instanceof SnmpTrouble)) throw error;
    throw new CommandError(1, [`vigie probe: ${placeInWords(address)} ${error.message}`]);
  }
}

async function askAs(type: string, place: SnmpAddress, credentials: SnmpCredentials): Promise<Asked> {
  const collector = createSnmpCollector({ catalogue, credentials: new Map([['given', credentials]]) });
  const address = snmpAddressText(place);
  const device = { id: 'probed', name: 'probed', site: 'probed', type, address, credentials: 'given' };
  let learnt: readonly Learnt[];
  let reason: string | undefined;
  try {
    learnt = await collector.ask(device, { now: Date.now(), signal: AbortSignal.timeout(60_000) });
  } catch (error) {
    if (!(error instanceof CollectTrouble)) throw error;
    learnt = error.learnt;
    reason = error.message;
  }
  const metrics: Record<string, Learnt['metrics'][string]> = Object.assign({}, ...learnt.map((one) => one.metrics));
  const all = Object.keys(catalogue.get(type)?.metrics ?? {}).filter((id) => id !== 'device.up');
  return { metrics, missing: all.filter((id) => !Object.hasOwn(metrics, id)), reason };
}

function addressOf([written, ...more]: readonly string[], port: string | undefined): SnmpAddress {
  if (written === undefined || more.length > 0) throw wrong('name one address (vigie probe --help)');
  const bare = written.replace(/^snmp:/, '');
  const host = parseIpAddress(bare)?.family === 6 ? `[${bare}]` : bare;
  const address = parseSnmpAddress(`snmp:${host}${port === undefined ? '' : `:${port}`}`);
  if (address === undefined) throw wrong(`"${written}" with port ${port ?? 161} is no address, as 10.0.0.5 or fd00::5`);
  return address;
}

function placeInWords({ host, port }: SnmpAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function credentialsOf(values: Readonly<Record<string, string | boolean | undefined>>): SnmpCredentials {
  const given = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
  const version = given('snmp-version') ?? '2c';
  const community = given('community');
  if (version === '1' || version === '2c') {
    if (community === undefined) throw wrong('give --community, or --snmp-version 3 with --user');
    return { version, community };
  }
  const user = given('user');
  if (version !== '3' || user === undefined) throw wrong('--snmp-version is 1, 2c or 3; version 3 needs --user');
  const key = <P extends string>(kind: 'auth' | 'priv', known: readonly P[], usual: P) => {
    const file = given(`${kind}-key-file`);
    const name = given(`${kind}-protocol`) ?? usual;
    const protocol = known.find((one) => one === name);
    if (protocol === undefined) throw wrong(`--${kind}-protocol is one of ${known.join(', ')}`);
    return file === undefined ? undefined : { protocol, key: secretOf(file, `--${kind}-key-file`) };
  };
  const auth = key('auth', authProtocols, 'sha256');
  const priv = key('priv', privProtocols, 'aes');
  if (auth === undefined && priv !== undefined) throw wrong('--priv-key-file needs --auth-key-file');
  return { version, user, ...(auth && { auth }), ...(priv && { priv }) };
}

function secretOf(file: string, option: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw wrong(`${option} ${file} cannot be read`);
  }
}

function printed(
  { sysName, sysDescr, sysObjectID, candidates }: Identified,
  type: string | undefined,
  asked: Asked | undefined,
) {
  const why = candidates.find((one) => one.type === type)?.why.join(', ') ?? 'as asked';
  const lines = [
    `${sysName || '(no name)'}: ${sysDescr || '(no description)'}`,
    `sysObjectID ${sysObjectID || '(none)'}`,
    type === undefined ? 'no type of the catalogue fits' : `type ${type}: ${why}`,
    ...candidates.filter((one) => one.type !== type).map((one) => `  could be ${one.type}: ${one.why.join(', ')}`),
  ];
  for (const [id, value] of Object.entries(asked?.metrics ?? {})) {
    const unit = catalogue.get(type ?? '')?.metrics[id]?.unit ?? '';
    const each = typeof value === 'number' ? [['', value] as const] : Object.entries(value);
    for (const [instance, one] of each) lines.push(`  ${id}${instance && `{${instance}}`} ${one}${unit && ` ${unit}`}`);
  }
  for (const id of asked?.missing ?? []) {
    const isRate = catalogue.get(type ?? '')?.metrics[id]?.rate !== undefined;
    lines.push(`  ${id} ${isRate ? 'shows at the second time of asking' : 'is not there'}`);
  }
  if (asked?.reason !== undefined) lines.push(`could not be read: ${asked.reason}`);
  // what a stranger wrote never commands the terminal
  return `${lines.map((line) => line.replace(/\p{C}/gu, ' ')).join('\n')}\n`;
}

function wrong(message: string): CommandError {
  return new CommandError(2, [`vigie probe: ${message}`]);
}
