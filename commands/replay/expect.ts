import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { catalogue } from '../../devices/catalogue.ts';
import { durationMs, durationSpelling } from '../../devices/duration.ts';
import type { Territory } from '../../devices/territory.ts';
import { type ExpectedAlert, type Verdict, verdicts } from '../../gateway/alert/expectation.ts';
import { resolveRules } from '../../gateway/domain/resolve-rules.ts';
import { severities } from '../../gateway/domain/rule.ts';
import type { SentMessage } from '../../simulators/wire.ts';
import { CommandError } from '../command.ts';
import { readTerritoryFolder } from '../platform/territory-folder.ts';
import { judgeRecording } from './judge-recording.ts';
import { junitOf } from './junit.ts';

const time = z.iso.datetime({ offset: true, error: 'is no instant such as 2026-03-01T10:00:00Z' });

const Expected = z.strictObject({
  rule: z.string(),
  device: z.string(),
  instance: z.string().exactOptional(),
  severity: z.enum(severities, `must be one of ${severities.join(', ')}`).exactOptional(),
  since: time.exactOptional(),
  raisedAt: time.exactOptional(),
  until: time.nullable().exactOptional(),
  value: z.number().nullable().exactOptional(),
  cause: z.string().exactOptional(),
});

/** The file of `--expect`: what `--expect -` prints, of which anything but rule and device may be taken out. */
const Expectation = z.object({
  /** by how much times may differ */
  tolerance: z.string().regex(durationSpelling, 'is not a duration like 30s or 10m').exactOptional(),
  alerts: z.array(Expected),
});

export interface ExpectOptions {
  /** a file, or `-` to print what would be one */
  readonly expect: string;
  readonly junit: string | undefined;
  readonly territory: Territory | undefined;
  readonly json: boolean;
  readonly files: readonly string[];
}

/** The territory that a recording without one is meant for. */
export function demonstrationTerritory(): Territory {
  return readTerritoryFolder(join(import.meta.dirname, '../../simulators/demo/territory'));
}

/** Judges a recording and holds its alerts against those expected; 1 where any is different. */
export async function replayExpecting(messages: AsyncIterable<SentMessage>, options: ExpectOptions): Promise<number> {
  const { expect, junit, json, files } = options;
  const territory = options.territory ?? demonstrationTerritory();
  const wanted = expect === '-' ? undefined : readExpectation(expect);
  const { rules } = resolveRules(catalogue, territory.rules ?? []);
  const began = performance.now();
  const { alerts, ...found } = await judgeRecording(messages, { territory, rules });
  const seconds = (performance.now() - began) / 1_000;
  if (found.messages === 0) throw new CommandError(1, [`vigie replay: nothing to play in ${files.join(', ')}`]);
  if (found.refused + found.unknown > 0) {
    const more = found.reasons.length === 0 ? '' : `, the first: ${found.reasons.join('; ')}`;
    process.stderr.write(
      `vigie replay: ${found.refused} messages refused, ${found.unknown} of unknown devices${more}\n`.slice(0, 1_000),
    );
  }
  if (wanted === undefined) {
    process.stdout.write(`${JSON.stringify({ tolerance: '0s', alerts }, undefined, 2)}\n`);
    return 0;
  }
  const told = verdicts(wanted.alerts, alerts, durationMs(wanted.tolerance ?? '0s'));
  const wrong = told.filter(({ differences }) => differences.length > 0);
  if (junit !== undefined) writeJunit(junit, junitOf(told, files.join(' '), seconds));
  if (json) {
    process.stdout.write(`${JSON.stringify({ ok: wrong.length === 0, ...found, alerts, differences: wrong })}\n`);
  } else process.stdout.write(inWords(wrong, { ...found, raised: alerts.length, expected: wanted.alerts.length }));
  return wrong.length === 0 ? 0 : 1;
}

function readExpectation(file: string): { tolerance?: string; alerts: ExpectedAlert[] } {
  const wrong = (reason: string) =>
    new CommandError(2, [
      `vigie replay: ${file} ${reason}: "vigie replay FILE --expect - > ${file}" writes what is raised now`,
    ]);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw wrong('cannot be read');
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw wrong('is not JSON');
  }
  const read = Expectation.safeParse(Array.isArray(json) ? { alerts: json } : json);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw wrong(`${issue?.path.map(String).join('.') ?? ''} ${issue?.message ?? ''}`.trim());
}

function writeJunit(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new CommandError(1, [
      `vigie replay: ${file} cannot be written: ${error instanceof Error ? error.message : ''}`,
    ]);
  }
}

function inWords(
  wrong: readonly Verdict[],
  { messages, readings, raised, expected }: { messages: number; readings: number; raised: number; expected: number },
): string {
  const lines = wrong.map(({ alert, differences }) => {
    const at = `${alert.device}${alert.instance === undefined ? '' : ` {${alert.instance}}`}`;
    return `${at} ${alert.rule}${alert.since === undefined ? '' : ` since ${alert.since}`}: ${differences.join('; ')}\n`;
  });
  const end = wrong.length === 0 ? 'all as expected' : `${wrong.length} different`;
  return `${lines.join('')}${messages} messages, ${readings} readings: ${raised} alerts raised, ${expected} expected, ${end}\n`;
}
