import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import { commonMetrics } from '../../../devices/metric.ts';

const types = [...catalogue.values()];
const metrics = types.flatMap((type) => Object.values(type.metrics).map((metric) => ({ type: type.id, ...metric })));

test('every device type of the catalogue is plain data with a complete metric for each thing it measures', () => {
  for (const [id, type] of catalogue) {
    expect(type.id).toBe(id);
    expect(id).toMatch(/^[a-z0-9-]{1,64}$/);
    expect(JSON.parse(JSON.stringify(type))).toEqual(type);
    expect(Object.keys(type.metrics).length).toBeGreaterThan(0);
  }
  for (const metric of metrics) {
    expect(metric).toMatchObject({ unit: expect.any(String), kind: expect.stringMatching(/^(gauge|counter|state)$/) });
    expect(metric.id).toMatch(/^[a-z]+\.[a-zA-Z0-9]+$/);
    expect(metric.resolution, `${metric.type} ${metric.id}`).toBeGreaterThan(0);
    const [low, high] = metric.range ?? [0, 1];
    expect(low, `${metric.type} ${metric.id}`).toBeLessThan(high);
  }
  expect(catalogue.size).toBeGreaterThanOrEqual(6);
  expect(metrics.length).toBeGreaterThanOrEqual(18);
});

test('a device type is one file, named after it, and one line of the catalogue', () => {
  const files = readdirSync(join(import.meta.dirname, '../../../devices/types'), { recursive: true, encoding: 'utf8' });
  const described = files.filter((file) => file.endsWith('.ts')).map((file) => file.replace(/^.*\//, '').slice(0, -3));
  expect(described.sort()).toEqual([...catalogue.keys()].sort());
});

test('everything has a name in French and in English', () => {
  const texts = [...types, ...metrics].map(({ label }) => label);
  expect(texts.length).toBeGreaterThan(24);
  expect(texts.filter(({ fr, en }) => fr.trim() === '' || en.trim() === '')).toEqual([]);
});

test('no device is called silent before it has missed two readings', () => {
  const seconds = (text: string) => {
    const [, count, unit = ''] = /^(\d+)([smhd])$/.exec(text) ?? [];
    return Number(count) * ({ s: 1, m: 60, h: 3600, d: 86_400 }[unit] ?? Number.NaN);
  };
  let seen = 0;
  for (const { id, source } of types) {
    seen++;
    expect(seconds(source.silentAfter), id).toBeGreaterThanOrEqual(2 * seconds(source.every));
  }
  expect(seen).toBe(catalogue.size);
});

test('a metric means the same in every type: one unit, one kind', () => {
  const meanings = new Map<string, string>(
    Object.entries(commonMetrics).map(([id, { unit, kind }]) => [id, `${unit} ${kind}`]),
  );
  const different: string[] = [];
  for (const { type, id, unit, kind } of metrics) {
    const meaning = meanings.get(id) ?? `${unit} ${kind}`;
    meanings.set(id, meaning);
    if (meaning !== `${unit} ${kind}`) different.push(`${type} ${id} is ${unit} ${kind}, elsewhere ${meaning}`);
  }
  expect(meanings.size).toBeGreaterThanOrEqual(17);
  expect(different).toEqual([]);
});
