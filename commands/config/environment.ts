import { z } from 'zod';
import { Config } from '../../config.ts';
import { didYouMean } from '../../devices/did-you-mean.ts';
import { isRecord } from '../../devices/record.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Puts the environment's settings over the file's: which keys came from which variable, and the variables that are none. */
export function overlay(written: Record<string, unknown>, env: Environment) {
  const paths = new Map(leavesOf(Config).map((leaf) => [variableOf(leaf), leaf]));
  const variables = new Map<string, string>();
  const unknown: string[] = [];
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || !name.startsWith('VIGIE_') || reserved.has(name)) continue;
    const leaf = paths.get(name);
    if (leaf === undefined) {
      unknown.push(`${name} is not a setting of Vigie.${didYouMean(name, paths.keys())}`);
      continue;
    }
    let at = written;
    for (const key of leaf.slice(0, -1)) {
      const inner = at[key];
      const next = isRecord(inner) ? inner : {};
      at[key] = next;
      at = next;
    }
    at[leaf.at(-1) ?? ''] = value;
    variables.set(leaf.join('.'), name);
  }
  return { variables, unknown };
}

/** Variables that are no settings: the first administrator, the demonstration's, the players' and the tests' own. */
const reserved = new Set([
  'VIGIE_ADMIN_EMAIL',
  'VIGIE_ADMIN_PASSWORD',
  'VIGIE_ADMIN_PASSWORD_FILE',
  'VIGIE_DEMO_PASSWORD',
  'VIGIE_MQTT_PASSWORD',
  'VIGIE_RECORDINGS',
]);

function variableOf(path: readonly string[]): string {
  return `VIGIE_${path.map((key) => key.replace(/([A-Z])/g, '_$1').toUpperCase()).join('_')}`;
}

function leavesOf(schema: z.ZodType): string[][] {
  type Shape = { properties?: Record<string, Shape> };
  // JSON Schema is the public way to look inside a zod schema
  const walk = (shape: Shape, path: string[]): string[][] =>
    shape.properties === undefined
      ? [path]
      : Object.entries(shape.properties).flatMap(([key, inner]) => walk(inner, [...path, key]));
  return walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape, []);
}
