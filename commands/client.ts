import { topicFilterMistake } from '../devices/topic-filter.ts';
import { CommandError, parseCommand } from './command.ts';
import { onVigie } from './local/ask.ts';
import type { ListedClient } from './local/operations/client-operations.ts';
import { existingPlace, type Place, placeHelp, placeOptions } from './local/place.ts';

const help = `vigie client add ID [--publish FILTER]… [--subscribe FILTER]…
vigie client list
vigie client revoke ID
MQTT clients: add makes one, or gives one that the territory declares its secret, and prints the secret this once. Revoke
takes it back and ends the client's connections at once.
  --publish FILTER     a topic filter that it may publish on, as "vigie/v1/mairie/+"; once for each
  --subscribe FILTER   one that it may subscribe to
${placeHelp}  --json               tells the result as JSON
A device names its client in the territory, whose topics follow: such a client is declared there and only then added here.
`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseCommand('client', {
    args,
    allowPositionals: true,
    options: {
      ...placeOptions,
      publish: { type: 'string', multiple: true },
      subscribe: { type: 'string', multiple: true },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [action, id] = positionals;
  const isWhole = action === 'list' ? positionals.length === 1 : positionals.length === 2 && id !== undefined;
  if (!isWhole || (action !== 'add' && action !== 'list' && action !== 'revoke')) {
    throw new CommandError(2, ['vigie client: write add ID, list or revoke ID (vigie client --help)']);
  }
  const place = existingPlace(`client ${action}`, values);
  const tell = (result: object, words: string) =>
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : words);
  if (action === 'list') {
    const clients = await onVigie(place, 'state', (vigie) => vigie.clients.list());
    tell({ clients }, clients.map(inWords).join(''));
  } else if (action === 'add') {
    const filters = { publish: values.publish ?? [], subscribe: values.subscribe ?? [] };
    mustBeRight(place, id ?? '', [...filters.publish, ...filters.subscribe]);
    const { secret } = await onVigie(place, 'state', (vigie) => vigie.clients.add({ id: id ?? '', ...filters }));
    tell({ id, secret }, `client ${id}\nsecret ${secret}\nThe secret is shown this once.\n`);
  } else {
    const { connections } = await onVigie(place, 'state', (vigie) => vigie.clients.revoke(id ?? ''));
    tell({ id, connections }, `client ${id} may connect no more; connections ended: ${connections}\n`);
  }
  return 0;
}

function mustBeRight({ command }: Place, id: string, filters: readonly string[]): void {
  const mistakes = filters.flatMap((filter) => {
    const mistake = topicFilterMistake(filter);
    return mistake === undefined ? [] : [`vigie ${command}: "${filter}" is no MQTT topic filter: it ${mistake}`];
  });
  if (!/^[a-z0-9-]{1,64}$/.test(id)) {
    mistakes.unshift(`vigie ${command}: "${id}" is not an id: 1 to 64 small letters, digits and hyphens`);
  }
  if (mistakes.length > 0) throw new CommandError(2, mistakes);
}

const secrets = {
  command: 'secret from a command',
  file: 'password in a file',
  start: 'secret of this start',
  none: 'no secret: cannot connect',
};

function inWords({ id, declared, secret, publish, subscribe, devices }: ListedClient): string {
  const where = declared ? 'declared in the territory' : 'made by a command';
  const lines = [
    ...(devices === 0 ? [] : [`  speaks for ${devices} ${devices === 1 ? 'device' : 'devices'} of the territory\n`]),
    ...publish.map((filter) => `  publish   ${filter}\n`),
    ...subscribe.map((filter) => `  subscribe ${filter}\n`),
  ];
  return `${id}  ${where}, ${secrets[secret]}\n${lines.join('')}`;
}
