import { readFileSync } from 'node:fs';
import type { BackTest, BackTestAlert } from '../dashboard/contract/rules.ts';
import { catalogue } from '../devices/catalogue.ts';
import { type Mistake, printMistake, printPath } from '../devices/mistake.ts';
import { isRecord } from '../devices/record.ts';
import type { AnyRule } from '../devices/rules/any-rule.ts';
import { ruleSchemaOf } from '../devices/rules/written-rule.ts';
import { schemaMistakes } from '../devices/schema-mistakes.ts';
import { readYaml } from '../devices/yaml-file.ts';
import { answerOrder, orderMistakes } from './backtest/order.ts';
import { CommandError, parseCommand } from './command.ts';
import { onVigie } from './local/ask.ts';
import { existingPlace, placeHelp, placeOptions } from './local/place.ts';
import { timeOf } from './playing.ts';
import { createLateProgress } from './progress.ts';

const help = `vigie backtest RULES [--from T] [--to T]
Which alerts the rules of a file would have raised on the stored history, and why, beside those of today's rules of the same
ids: + would appear, - would vanish. RULES is a YAML file with a list "rules", as territory files hold it. Nothing is changed.
  --from T --to T   from ≤ time < to (default: the year that ends now): ISO 8601 with an offset, a day in UTC, or epoch ms
${placeHelp}  --json            {"from", "to", "series", "readings", "alerts": […], "today": […], "appear", "vanish", "left"}
Mistakes of the rules are told all at once as file:line message (exit code 2).
`;

const yearMs = 365 * 86_400_000;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseCommand('backtest', {
    args,
    allowPositionals: true,
    options: { ...placeOptions, from: { type: 'string' }, to: { type: 'string' } },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) {
    throw new CommandError(2, ['vigie backtest: name one file of rules (vigie backtest --help)']);
  }
  const to = timeOf('backtest', 'to', values.to) ?? Date.now();
  const from = timeOf('backtest', 'from', values.from) ?? to - yearMs;
  if (to <= from) throw new CommandError(2, ['vigie backtest: --to is not after --from']);
  const place = existingPlace('backtest', values);
  const { rules, mistakesAt } = readRules(file);
  const report = await onVigie(place, 'readings', async ({ readings, territory }) => {
    const world = { catalogue, territory: await territory.read(), made: await territory.madeRules(), readings };
    mistakesAt(orderMistakes(world, rules));
    const bar = createLateProgress('Back-test');
    const onProgress = (share: number, judged: number) => bar.show(share, `${(judged / 1e6).toFixed(1)} M`);
    return answerOrder({ ...world, onProgress }, { rules, from, to }).finally(() => bar.end());
  });
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : inWords(report));
  return 0;
}

/** The rules of a file; `mistakesAt` ends the command where judgement finds some wrong. */
function readRules(path: string) {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new CommandError(2, [`vigie backtest: ${path} cannot be read`]);
  }
  const file = readYaml({ path, text });
  const mistakes: Mistake[] = [...file.mistakes];
  const list: unknown = isRecord(file.value) ? file.value.rules : undefined;
  if (!file.broken && !(Array.isArray(list) && list.length > 0)) {
    mistakes.push({ file: path, line: 1, message: 'must hold a list "rules": lines that begin with a hyphen' });
  }
  const rules = (Array.isArray(list) && !file.broken ? list : []).map((written: unknown, index): AnyRule => {
    mistakes.push(...schemaMistakes(ruleSchemaOf(written), file, written, ['rules', index]));
    // what has no mistakes is such a rule; with some nobody goes on
    return written as AnyRule;
  });
  const end = (found: readonly Mistake[]) => {
    if (found.length > 0) throw new CommandError(2, found.map(printMistake));
  };
  end(mistakes);
  const mistakesAt = (found: ReturnType<typeof orderMistakes>) =>
    end(
      found.map(({ index, key, message }) => {
        const at = ['rules', index, ...(key === undefined ? [] : key.split('.'))];
        return { file: path, line: file.lineOf(at), message: `${printPath(at)} ${message}` };
      }),
    );
  return { rules, mistakesAt };
}

function inWords({ alerts, today, appear, vanish, series, readings, left, from, to }: BackTest): string {
  const gone = today.filter(({ alone }) => alone);
  const lines = [
    ...alerts.map((alert) => ({ alert, sign: alert.alone ? '+' : ' ' })),
    ...gone.map((alert) => ({ alert, sign: '-' })),
  ]
    .sort((a, b) => (a.alert.raisedAt < b.alert.raisedAt ? -1 : 1))
    .map(({ alert, sign }) => `${sign} ${told(alert)}\n`);
  const more = left > 0 ? `${left} further alerts are not listed\n` : '';
  return `${lines.join('')}${more}${from.slice(0, 10)} to ${to.slice(0, 10)}, ${series} series, ${readings} readings: ${alerts.length + left} alerts, today's rules ${today.length}; ${appear} would appear, ${vanish} would vanish\n`;
}

function told({ since, until, severity, device, instance, title, reason, value, cause }: BackTestAlert): string {
  const at = `${device}${instance === undefined ? '' : ` {${instance}}`}`;
  const why = `${reason.en}${value === null ? '' : `; was ${value}`}${cause === undefined ? '' : `; because of ${cause}`}`;
  return `${minute(since)} … ${until === undefined ? 'still active     ' : minute(until)} ${severity.padEnd(11)} ${at}: ${title.en} (${why})`;
}

function minute(time: string): string {
  return `${time.slice(0, 16)}Z`;
}
