import type { z } from 'zod';
import type { DeviceType } from './device-type.ts';
import { didYouMean } from './did-you-mean.ts';
import { type Mistake, printPath } from './mistake.ts';
import { isRecord } from './record.ts';
import type { AnyRule } from './rules/any-rule.ts';
import { ruleSchemaOf } from './rules/written-rule.ts';
import { schemaMistakes } from './schema-mistakes.ts';
import type { Territory } from './territory.ts';
import { createAgendas, isAgenda } from './territory-agendas.ts';
import { checkReferences } from './territory-references.ts';
import { territorySchema } from './territory-schema.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

export type ParsedTerritory = { ok: true; territory: Territory } | { ok: false; mistakes: Mistake[] };

export type Kind = keyof typeof territorySchema;

/** What judgement finds wrong with rules that are well written, by their index. */
export type RulesWrong = (
  rules: readonly AnyRule[],
) => readonly { readonly index: number; readonly key?: string; readonly message: string }[];

/** One entry of a list of a file, as written. */
export interface Item {
  readonly kind: Kind;
  readonly file: YamlFile;
  readonly path: readonly PropertyKey[];
  readonly written: Readonly<Record<string, unknown>>;
}

/**
 * The territory that these YAML files describe together with the iCalendar files (.ics) that they name, every reference
 * checked; or all their mistakes at once, in the order of files and lines.
 */
export function parseTerritory(
  files: readonly { path: string; text: string }[],
  catalogue: ReadonlyMap<string, DeviceType>,
  rulesWrong: RulesWrong = () => [],
): ParsedTerritory {
  const agendas = createAgendas(files.filter(isAgenda));
  const read = files.filter((file) => !isAgenda(file)).map(readYaml);
  const mistakes = read.flatMap((file) => file.mistakes);
  const items = read.flatMap((file) => itemsOf(file, mistakes));
  const parsed: { [K in Kind]: z.infer<(typeof territorySchema)[K]>[] } = {
    organisations: [],
    sites: [],
    devices: [],
    clients: [],
    calendars: [],
    mappings: [],
    rules: [],
  };
  const ruleItems: Item[] = [];
  for (const item of items.filter(({ file }) => !file.broken)) {
    const { kind, file, written, path } = item;
    const schema = kind === 'rules' ? ruleSchemaOf(written) : territorySchema[kind];
    const result = schema.safeParse(written);
    if (!result.success) mistakes.push(...schemaMistakes(schema, file, written, path));
    // the schema of a kind gives things of that kind, which a loop over kinds cannot say to the compiler
    else {
      (parsed[kind] as unknown[]).push(result.data);
      if (kind === 'rules') ruleItems.push(item);
    }
  }
  // each schema of a rule gives such a rule, which their union does not say to the compiler
  const rules = parsed.rules as AnyRule[];
  mistakes.push(
    ...rulesWrong(rules).flatMap(({ index, key, message }) => {
      const { file, path } = ruleItems[index] ?? {};
      if (file === undefined || path === undefined) return [];
      const place = key === undefined ? path : [...path, ...key.split('.')];
      return [{ file: file.path, line: file.lineOf(place), message: `${printPath(place)} ${message}` }];
    }),
  );
  const complete = read.every((file) => !file.broken || file.value !== undefined);
  mistakes.push(
    ...checkReferences(items, catalogue, complete),
    ...agendas.mistakes(
      items,
      read.every(({ broken }) => !broken),
    ),
  );

  if (mistakes.length > 0) return { ok: false, mistakes: inOrder(mistakes, files) };
  const places = new Map(
    items.flatMap(({ kind, written, file }) => (kind === 'calendars' ? [[written.id, file.path]] : [])),
  );
  const byId = <T extends { id: string }>(list: readonly T[]) => new Map(list.map((one) => [one.id, one]));
  const territory: Territory = {
    organisations: byId(parsed.organisations),
    sites: byId(parsed.sites),
    devices: byId(parsed.devices),
    clients: byId(parsed.clients),
    calendars: byId(parsed.calendars.map((one) => agendas.calendar(one, places.get(one.id) ?? ''))),
    mappings: parsed.mappings,
    ...(rules.length > 0 && { rules }),
  };
  return { ok: true, territory };
}

/** The entries of the lists of a file; what is no such list is a mistake. */
function itemsOf(file: YamlFile, mistakes: Mistake[]): Item[] {
  const { value } = file;
  if (value === undefined || value === null) return [];
  const wrong = (path: readonly PropertyKey[], message: string) => {
    // what a parser makes of wrong syntax says nothing about its author
    if (file.broken) return [];
    mistakes.push({ file: file.path, line: file.lineOf(path), message: `${printPath(path)} ${message}`.trim() });
    return [];
  };
  const kinds = Object.keys(territorySchema);
  if (!isRecord(value)) {
    return wrong([], `the file must hold lists named ${kinds.join(', ')}`);
  }
  return Object.entries(value).flatMap(([key, list]) => {
    if (!isKind(key)) return wrong([key], `is not a list of a territory file.${didYouMean(key, kinds)}`);
    if (list === null) return [];
    if (!Array.isArray(list)) return wrong([key], 'must be a list: lines that begin with a hyphen');
    return list.flatMap((written: unknown, index) =>
      isRecord(written)
        ? [{ kind: key, file, path: [key, index], written }]
        : wrong([key, index], 'must have keys and values'),
    );
  });
}

function inOrder(mistakes: Mistake[], files: readonly { path: string }[]): Mistake[] {
  const place = new Map(files.map(({ path }, i) => [path, i]));
  return mistakes.sort((a, b) => (place.get(a.file) ?? 0) - (place.get(b.file) ?? 0) || a.line - b.line);
}

function isKind(key: string): key is Kind {
  return Object.hasOwn(territorySchema, key);
}
