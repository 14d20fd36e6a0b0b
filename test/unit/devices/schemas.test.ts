import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { schemaFolder, schemas } from '../../support/schemas.ts';

test('the published schemas are those the program checks with: npm run docs:schema writes them', () => {
  const made = Object.entries(schemas());
  expect(made.map(([name]) => name)).toEqual(['config.schema.json', 'territory.schema.json']);
  for (const [name, text] of made) {
    expect(JSON.parse(readFileSync(join(schemaFolder, name), 'utf8')), name).toEqual(JSON.parse(text));
  }
});
