import { NewUser } from '../dashboard/contract/users.ts';
import type { User } from '../gateway/domain/account.ts';
import { CommandError, parseCommand } from './command.ts';
import { onVigie } from './local/ask.ts';
import { existingPlace, placeHelp, placeOptions } from './local/place.ts';
import { type Chosen, choosePassword, passwordHelp } from './password.ts';

const help = `vigie user add EMAIL --role ROLE [--name NAME] [--organisation ID]…
vigie user list
vigie user disable EMAIL [--undo]
vigie user password EMAIL
vigie user remove EMAIL
Local accounts. Disabling somebody, or giving a password, ends the person's sessions at once.
Removing erases the person everywhere; the audit keeps what was done, without the name.
  --role ROLE            administrator, technician, responsable or agent
  --organisation ID      whose things a responsable or an agent sees; once for each
${passwordHelp}${placeHelp}  --json                 tells the result as JSON
`;

const roles = ['administrator', 'technician', 'responsable', 'agent'];
const actions = ['add', 'list', 'disable', 'password', 'remove'];

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseCommand('user', {
    args,
    allowPositionals: true,
    options: {
      ...placeOptions,
      role: { type: 'string' },
      name: { type: 'string' },
      organisation: { type: 'string', multiple: true },
      undo: { type: 'boolean' },
      'password-file': { type: 'string' },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [action = '', email = ''] = positionals;
  if (!actions.includes(action) || positionals.length !== (action === 'list' ? 1 : 2)) {
    throw new CommandError(2, [
      'vigie user: write add EMAIL, list, disable EMAIL, password EMAIL or remove EMAIL (vigie user --help)',
    ]);
  }
  const place = existingPlace(`user ${action}`, values);
  const tell = (result: object, words: string) =>
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : words);

  if (action === 'list') {
    const users = await onVigie(place, 'state', (vigie) => vigie.users.list());
    tell({ users: users.map(asJson) }, users.map(inWords).join(''));
  } else if (action === 'disable') {
    const disabled = values.undo !== true;
    const user = await onVigie(place, 'state', (vigie) => vigie.users.disable(email, disabled));
    tell(asJson(user), `${user.email} may ${disabled ? 'sign in no more; all sessions are ended' : 'sign in again'}\n`);
  } else if (action === 'remove') {
    await onVigie(place, 'state', (vigie) => vigie.users.remove(email));
    tell({ email, removed: true }, `${email} is erased: the account, its sessions, keys, tokens and mails\n`);
  } else if (action === 'password') {
    const chosen = await choosePassword('user password', values['password-file']);
    await onVigie(place, 'state', (vigie) => vigie.users.setPassword(email, chosen.password));
    tell({ email, ...generated(chosen) }, `${email} has a new password; all sessions are ended\n${printed(chosen)}`);
  } else {
    const { role, name = email, organisation: organisations = [] } = values;
    mustBeRight({ email, role, name, organisations, password: '-' });
    const chosen = await choosePassword('user add', values['password-file']);
    const { password } = chosen;
    const person = NewUser.parse({ email, role, name, organisations, password });
    const user = await onVigie(place, 'state', (vigie) => vigie.users.add({ ...person, password }));
    tell({ ...asJson(user), ...generated(chosen) }, `${inWords(user)}${printed(chosen)}`);
  }
  return 0;
}

/** Told before anybody types a password. */
function mustBeRight(person: Record<string, unknown>): void {
  const parsed = NewUser.safeParse(person);
  const options: Record<string, string> = {
    role: '--role',
    name: '--name',
    organisations: '--organisation',
    email: 'EMAIL',
  };
  const mistakes = (parsed.error?.issues ?? []).map(({ path, message }) => {
    const option = options[String(path[0])] ?? String(path[0]);
    const given = person[String(path[0])];
    if (given === undefined) return `vigie user add: ${option} is missing`;
    if (option === 'EMAIL') return `vigie user add: "${given}" is no e-mail address, as marie@exemple.fr`;
    if (option === '--role') return `vigie user add: --role "${given}" is none of ${roles.join(', ')}`;
    return `vigie user add: ${option} ${message}`;
  });
  const needsOne = ['responsable', 'agent'].includes(String(person.role));
  if (needsOne && Array.isArray(person.organisations) && person.organisations.length === 0) {
    mistakes.push(`vigie user add: a ${person.role} needs an --organisation`);
  }
  if (mistakes.length > 0) throw new CommandError(2, mistakes);
}

function asJson({ id, email, name, role, organisations, disabled, createdAt }: User) {
  return { id, email, name, role, organisations, disabled, createdAt: new Date(createdAt).toISOString() };
}

function inWords({ email, name, role, organisations, disabled }: User): string {
  const whose = organisations.length === 0 ? '' : ` of ${organisations.join(', ')}`;
  return `${email}  ${role}${whose}${name === email ? '' : `  ${name}`}${disabled ? '  (disabled)' : ''}\n`;
}

function generated({ password, isGenerated }: Chosen): { password?: string } {
  return isGenerated ? { password } : {};
}

function printed({ password, isGenerated }: Chosen): string {
  return isGenerated ? `password ${password}\nThe password is shown this once.\n` : '';
}
