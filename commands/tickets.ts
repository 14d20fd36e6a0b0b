import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { createBadLines } from './bad-lines.ts';
import { CommandError, parseCommand } from './command.ts';
import { onVigie } from './local/ask.ts';
import { existingPlace, placeHelp, placeOptions } from './local/place.ts';

const help = `vigie tickets import FILE.csv
Takes another helpdesk's history in: CSV (commas, semicolons or tabs) with the columns number, opened, organisation, title and perhaps kind (request,
incident), closed, category, priority, state, source, in any order. Times as ISO 8601 with an offset; organisations by id or
INSEE code. A number that was taken before is passed over, so that a file may be read again. Nobody is told of anything.
Bad lines are told as file:line reason (the first twenty), the rest is taken; exits 1 when nothing was.
  --json           {"taken": …, "known": …, "bad": …}
${placeHelp}`;

const bytesAtMost = 64e6;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseCommand('tickets', { args, allowPositionals: true, options: placeOptions });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [action, name] = positionals;
  if (action !== 'import' || name === undefined || positionals.length > 2) {
    throw new CommandError(2, ['vigie tickets: write import FILE.csv (vigie tickets --help)']);
  }
  const text = await readFile(name, 'utf8').catch((error: unknown) => {
    const reason = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    throw new CommandError(2, [`vigie tickets: ${name} cannot be read${reason}`]);
  });
  if (text.length > bytesAtMost)
    throw new CommandError(2, [`vigie tickets: ${name} is larger than 64 MB: cut it by year`]);
  const place = existingPlace('tickets import', values);
  const badLines = createBadLines();
  const { taken, known, bad } = await onVigie(place, 'state', ({ tickets }) => tickets.take(basename(name), text));
  for (const { line, reason } of bad) badLines.tell(`${name}:${line} ${reason}`);
  badLines.end();
  if (taken + known === 0) throw new CommandError(1, [`vigie tickets: nothing could be taken from ${name}`]);
  const json = `${JSON.stringify({ taken, known, bad: bad.length })}\n`;
  process.stdout.write(
    values.json ? json : `${taken} tickets taken, ${known} known already, ${bad.length} bad lines\n`,
  );
  return 0;
}
