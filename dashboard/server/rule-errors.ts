import type { z } from 'zod';
import type { RuleMistake } from '../../gateway/domain/resolve-rules.ts';
import type { ProblemError } from '../contract/problem.ts';

/** What the judged rule calls a thing, and the keys that it may have been written under. */
const writtenAs: Readonly<Record<string, readonly string[]>> = {
  levels: ['above', 'below', 'is', 'days', 'hours', 'litresPerHour', 'index'],
  perHour: ['rises', 'falls'],
  toward: ['rises', 'falls'],
  holdMs: ['for'],
  clearHoldMs: ['clearFor'],
  overMs: ['over'],
  afterMs: ['after'],
  severities: ['severity'],
  condition: ['kind'],
};

/** Where in a written rule a mistake stands: `at` is the rule's own place in what was sent, empty where it is all of that. */
export function ruleError(
  { key, message }: Pick<RuleMistake, 'key' | 'message'>,
  { body, at }: { body: unknown; at: string },
): ProblemError {
  if (key !== undefined) return { pointer: pointerTo(at, key.split('.')), detail: message };
  const [whole, word = '', rest = ''] = /^([a-zA-Z]+): (.*)$/s.exec(message) ?? [];
  if (whole === undefined) return { pointer: at, detail: message };
  const names = writtenAs[word] ?? [word];
  const isWritten = (name: string) => typeof body === 'object' && body !== null && name in body;
  const name = names.find(isWritten) ?? names[0] ?? word;
  return { pointer: pointerTo(at, [name]), detail: rest };
}

/** The same of what a schema finds; each unknown key is a mistake of its own. */
export function issueErrors(issue: z.core.$ZodIssue, at: string): ProblemError[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ pointer: pointerTo(at, [...path, key]), detail: 'is no key of such a rule' }));
  return [{ pointer: pointerTo(at, path), detail: issue.message }];
}

function pointerTo(at: string, path: readonly string[]): string {
  return at + path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
