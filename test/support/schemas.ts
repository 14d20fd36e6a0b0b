import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Config } from '../../config.ts';
import { territorySchema } from '../../devices/territory-schema.ts';

/** The published JSON Schemas, by file: what the program itself checks with, for editors to complete by. */
export function schemas(): Record<string, string> {
  const lists = Object.entries(territorySchema).map(([kind, schema]) => [kind, z.array(schema).nullable().optional()]);
  const territory = z.strictObject(Object.fromEntries(lists));
  return {
    'config.schema.json': written('Vigie: configuration', Config),
    'territory.schema.json': written('Vigie: a territory file', territory),
  };
}

function written(title: string, schema: z.ZodType): string {
  return `${JSON.stringify({ title, ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) }, undefined, 2)}\n`;
}

export const schemaFolder = join(import.meta.dirname, '../../docs/schema');

if (import.meta.main) {
  for (const [name, text] of Object.entries(schemas())) writeFileSync(join(schemaFolder, name), text);
}
