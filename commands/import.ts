import { basename, extname, resolve } from 'node:path';
import { type BadLines, createBadLines } from './bad-lines.ts';
import { CommandError, parseCommand } from './command.ts';
import { csvSource } from './import/csv-source.ts';
import { identityOf } from './import/file-identity.ts';
import { messageSource } from './import/message-source.ts';
import type { Source } from './import/source.ts';
import { takeIn } from './import/take-in.ts';
import { onVigie } from './local/ask.ts';
import { existingPlace, placeHelp, placeOptions } from './local/place.ts';
import { createLateProgress } from './progress.ts';

const help = `vigie import FILE
Puts readings straight into the store: nobody judges them and nobody is told. FILE is CSV (.csv) or Parquet (.parquet)
with the columns time, device, metric, value and perhaps instance in any order, time as ISO 8601 with an offset or epoch
ms; or native messages as JSON lines {time, topic, payload} (.jsonl, .ndjson).
${placeHelp}  --json           {"taken": …, "bad": …}; taken counts the readings of earlier, interrupted runs too
An import that was interrupted goes on where it was when it is called again. The same reading twice counts once. Bad lines
are told as file:line reason (the first twenty and how many there were), the rest is taken; exits 1 when nothing was.
`;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseCommand('import', { args, allowPositionals: true, options: placeOptions });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [name] = positionals;
  if (name === undefined || positionals.length > 1) {
    throw new CommandError(2, ['vigie import: name one file (vigie import --help)']);
  }
  const path = resolve(name);
  const { identity, bytes } = await identityOf(path).catch((error: unknown) => {
    const reason = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    throw new CommandError(2, [`vigie import: ${name} cannot be read${reason}`]);
  });
  const place = existingPlace('import', values);
  const badLines = createBadLines();
  await using stack = new AsyncDisposableStack();
  const source = await sourceOf(name, { size: bytes, badLines, stack });
  const bar = createLateProgress('Import');
  const { taken, bad, resumedAt } = await onVigie(place, 'readings', ({ readings }) =>
    takeIn(source, { readings, identity, name: basename(path), badLines }, (share, sofar) =>
      bar.show(share, `${(sofar / 1e6).toFixed(1)} M`),
    ),
  ).finally(() => bar.end());
  badLines.end();
  if (taken === 0) throw new CommandError(1, [`vigie import: nothing could be taken from ${name}, ${bad} bad lines`]);
  const wentOn = resumedAt === undefined ? '' : `, went on at line ${resumedAt}`;
  process.stdout.write(
    values.json ? `${JSON.stringify({ taken, bad })}\n` : `${taken} readings taken, ${bad} bad lines${wentOn}\n`,
  );
  return 0;
}

async function sourceOf(
  path: string,
  { size, badLines, stack }: { size: number; badLines: BadLines; stack: AsyncDisposableStack },
): Promise<Source> {
  const settings = { size, now: Date.now(), onBad: badLines.tell };
  switch (extname(path).toLowerCase()) {
    case '.csv':
      return csvSource(path, settings);
    case '.parquet':
      return stack.use(await (await import('./import/parquet-source.ts')).parquetSource(path, settings));
    case '.jsonl':
    case '.ndjson':
      return messageSource(path, settings);
    default:
      throw new CommandError(2, [`vigie import: ${path} is neither .csv, .parquet, .jsonl nor .ndjson`]);
  }
}
