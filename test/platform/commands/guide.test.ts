import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { Config } from '../../../config.ts';
import { emptyFolder } from '../../support/folder.ts';
import { productionFolder, runVigie, startVigie } from '../../support/vigie.ts';

const docs = join(import.meta.dirname, '../../../docs');
const guide = await readFile(join(docs, 'guide-exploitant.md'), 'utf8');

test('every command of the operator’s guide exists, with its action and its options', async () => {
  const commands = [...guide.matchAll(/(?<!exec )\bvigie ([a-z]+)((?: [^`|\n]+)?)/g)].map(
    ([, name = '', rest = '']) => ({
      name,
      words: rest.trim().split(/\s+/),
    }),
  );
  const names = [...new Set(commands.map(({ name }) => name))];
  expect(names.sort()).toEqual(['backup', 'check', 'client', 'discover', 'restore', 'territory', 'tickets', 'user']);
  let options = 0;
  for (const name of names) {
    const help = (await runVigie([name, '--help'])).stdout;
    for (const { words } of commands.filter((one) => one.name === name)) {
      const [action = ''] = words;
      if (['client', 'territory', 'user'].includes(name))
        expect(help).toMatch(new RegExp(`vigie ${name} ${action}\\b`));
      for (const option of words.filter((word) => word.startsWith('--')).map((word) => word.replace(/\W+$/, ''))) {
        expect(help, `vigie ${name}`).toMatch(new RegExp(`${option}(?![a-z-])`));
        options++;
      }
    }
  }
  expect(options).toBeGreaterThan(15);
});

test('every setting that the operator’s guide names exists', () => {
  type Shape = { properties?: Record<string, Shape> };
  // JSON Schema is the public way to look inside a zod schema
  const schema = z.toJSONSchema(Config, { io: 'input', unrepresentable: 'any' }) as Shape;
  const found = [...guide.matchAll(/`((?:collector|http|influxdb|journal|log|mqtt|notify|retention)\.[a-zA-Z.]+)/g)];
  const exists = (setting: string) =>
    setting.split('.').reduce<Shape | undefined>((at, key) => at?.properties?.[key], schema) !== undefined;
  expect(found.map(([, setting = '']) => setting).filter((setting) => !exists(setting))).toEqual([]);
  expect(found.length).toBeGreaterThan(15);
});

test('every file and place that the operator’s guide points at is there', async () => {
  const targets = [...guide.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);
  expect(targets.length).toBeGreaterThan(15);
  const placesOf = (text: string) =>
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-'),
    );
  for (const target of targets) {
    const [file = '', place] = target.split('#');
    if (file !== '') expect(existsSync(join(docs, file)), target).toBe(true);
    const text = file === '' ? guide : await readFile(join(docs, file), 'utf8');
    if (place !== undefined) expect(placesOf(text), target).toContain(place);
  }
});

test('every measure that the operator’s guide watches is told by a running Vigie', async () => {
  await using folder = await emptyFolder();
  await using vigie = await startVigie(await productionFolder(folder.path));
  const told = await (await fetch(`${vigie.url}/metrics`)).text();
  const watched = [...new Set([...guide.matchAll(/`(vigie_\w+)`/g)].map(([, name = '']) => name))];
  expect(watched.length).toBeGreaterThan(4);
  for (const name of watched) expect(told).toMatch(new RegExp(`^${name} `, 'm'));
});
