import { z } from 'zod';
import { didYouMean } from './did-you-mean.ts';
import { type Mistake, printPath } from './mistake.ts';
import { withoutPassword } from './without-password.ts';
import type { YamlFile } from './yaml-file.ts';

/** What `schema` finds wrong in the value that stands at `base` of a YAML file, as mistakes with their lines. */
export function schemaMistakes(
  schema: z.ZodType,
  file: YamlFile,
  value: unknown,
  base: readonly PropertyKey[] = [],
): Mistake[] {
  const issues = schema.safeParse(value).error?.issues ?? [];
  return issues.flatMap((issue): Mistake[] => {
    const path = [...base, ...issue.path];
    const found = issue.path.reduce<unknown>(child, value);
    const at = (place: readonly PropertyKey[], message: string) => ({
      file: file.path,
      line: file.lineOf(place),
      message: `${printPath(place)} ${message}`,
    });
    if (issue.code === 'unrecognized_keys') {
      const known = keysAt(schema, issue.path);
      return issue.keys.map((key) => at([...path, key], `is not known here.${didYouMean(key, known)}`));
    }
    if (issue.code === 'invalid_key') return [at(path, issue.issues[0]?.message ?? issue.message)];
    if (found === undefined && issue.code !== 'custom') return [at(path, 'is missing')];
    if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input')) {
      return [at(path, mustBe(issue.expected, found))];
    }
    return [at(path, `${shown(found)}${issue.message}`)];
  });
}

function mustBe(expected: string, found: unknown): string {
  if (expected === 'string' && (typeof found === 'number' || typeof found === 'boolean')) {
    return `must be text: write it between quotes, as "${found}"`;
  }
  const words: Record<string, string> = {
    string: 'text',
    boolean: 'true or false',
    int: 'a whole number',
    number: 'a number',
    array: 'a list',
    object: 'keys and values',
    record: 'keys and values',
  };
  return `${shown(found)}must be ${words[expected] ?? expected}`;
}

function shown(found: unknown): string {
  if (found === null) return 'is empty: ';
  return typeof found === 'string' || typeof found === 'number'
    ? `${withoutPassword(JSON.stringify(found)).slice(0, 80)} `
    : '';
}

function child(value: unknown, step: PropertyKey): unknown {
  // a zod path leads through the records and lists of the value that it judged
  return typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined;
}

function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  type Shape = { properties?: Record<string, Shape>; items?: Shape; additionalProperties?: Shape };
  // JSON Schema is the public way to look inside a zod schema; only these three of its keywords are read
  let shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape | undefined;
  for (const step of path) {
    shape =
      typeof step === 'number' ? shape?.items : (shape?.properties?.[String(step)] ?? shape?.additionalProperties);
  }
  return Object.keys(shape?.properties ?? {});
}
