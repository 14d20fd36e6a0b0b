import { withoutPassword } from '../devices/without-password.ts';
import { CommandError, parseCommand } from './command.ts';
import { readProduction } from './platform/production.ts';

const help = `vigie check --config vigie.yaml

Reads the configuration, its territory and the files that both name, as "vigie start" would, and prints every mistake
as "file:line message". Starts nothing and changes nothing. Exits 0 when there is no mistake, else 2.
--json prints {"ok": …, "mistakes": […]} instead.
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
  try {
    const { config, territory } = readProduction(values.config, process.env);
    const found = {
      organisations: territory.organisations.size,
      sites: territory.sites.size,
      devices: territory.devices.size,
      clients: territory.clients.size,
    };
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ ok: true, mistakes: [], ...found })}\n`
        : `${values.config}: no mistakes. "vigie start --config ${values.config}" can run it.\n${summary(config, found)}`,
    );
    return 0;
  } catch (error) {
    if (!values.json || !(error instanceof CommandError)) throw error;
    process.stdout.write(`${JSON.stringify({ ok: false, mistakes: error.lines })}\n`);
    return error.exitCode;
  }
}

/** What the configuration means, so that its author sees what nobody can call a mistake: a forgotten site, an open door. */
function summary(
  { http, mqtt, data, store }: ReturnType<typeof readProduction>['config'],
  found: Record<string, number>,
) {
  const at = ({ host, port }: { host: string; port: number }) => `${host}:${port}`;
  const screens = `http${http.tls ? 's' : ''}://${at(http.listen)}`;
  const secure = mqtt.tls === undefined ? '' : `, encrypted on ${at(mqtt.tls.listen)}`;
  const certified = mqtt.tls?.ca === undefined ? '' : ' (devices need a certificate)';
  return [
    [
      'watches',
      Object.entries(found)
        .map(([kind, count]) => `${count} ${kind}`)
        .join(', '),
    ],
    ['screens', http.publicUrl === undefined ? screens : `${screens}, for people ${http.publicUrl}`],
    ['sensors', `MQTT on ${at(mqtt.listen)}${secure}${certified}`],
    ['keeps in', data],
    ...(store === 'embedded'
      ? []
      : [['readings', `in ${withoutPassword(store)}; what is on its way to it in ${data}`]]),
  ]
    .map(([name = '', value]) => `  ${name.padEnd(9)} ${value}\n`)
    .join('');
}
