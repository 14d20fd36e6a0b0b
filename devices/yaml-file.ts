import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { Mistake } from './mistake.ts';

/** A YAML file as plain values, with the line of each of them. */
export interface YamlFile {
  readonly path: string;
  /** what could be read */
  readonly value: unknown;
  readonly mistakes: readonly Mistake[];
  /** the syntax is wrong: `value` is what the parser made of it, undefined when nothing */
  readonly broken: boolean;
  /** The line of the key or list item at `path`, else of the nearest thing around it. */
  lineOf(path: readonly PropertyKey[]): number;
}

const maxCharacters = 1_048_576;
const maxMistakes = 20;
const maxKeys = 500;

/**
 * Reads YAML 1.2 (core schema) that a stranger may have written: at most 1 MiB, without aliases, tags and
 * double keys. What is wrong is a value; nothing is thrown.
 */
export function readYaml(file: { path: string; text: string }): YamlFile {
  if (file.text.length > maxCharacters) {
    return unreadable(file.path, `is larger than ${maxCharacters} characters: split it into several files`);
  }
  try {
    return read(file);
  } catch (error) {
    // the walk over what it parsed is recursive too
    if (error instanceof RangeError) return unreadable(file.path, 'is nested too deeply');
    throw error;
  }
}

function read({ path, text }: { path: string; text: string }): YamlFile {
  const lines = new LineCounter();
  // uniqueKeys compares every key with every other: the check below is linear
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'silent',
  });
  // the parser of the yaml package is recursive, and tells so when its stack is full
  if (document.errors.some(({ message }) => message.startsWith('Maximum call stack'))) {
    return unreadable(path, 'is nested too deeply');
  }
  const lineAt = (offset: number | undefined) => Math.max(1, lines.linePos(offset ?? 0).line);
  const found: { offset: number; message: string }[] = [...document.errors, ...document.warnings].map((error) => ({
    offset: error.pos[0],
    message: `is not the YAML understood here: ${error.message}`,
  }));
  const add = (node: unknown, message: string) =>
    found.push({ offset: (isNode(node) ? node.range?.[0] : undefined) ?? 0, message });

  // what cannot be turned into plain values is not turned into values at all
  let refused = false;
  const refuse = (node: unknown, message: string) => {
    if (!refused) add(node, message);
    refused = true;
  };
  visit(document, {
    Alias: (_, node) => refuse(node, `*${node.source} is an alias: write the value out`),
    Map(_, map) {
      if (map.items.length > maxKeys) return refuse(map, `has more than ${maxKeys} keys in one place`);
      const keys = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) refuse(key ?? map, 'has a key that is not plain text');
        else if (key.value === '__proto__') refuse(key, '"__proto__" cannot be a key');
        else if (keys.has(String(key.value))) add(key, `"${key.value}" stands twice in the same place`);
        else keys.add(String(key.value));
      }
    },
  });

  return {
    path,
    value: refused ? undefined : document.toJS(),
    mistakes: bounded(found).map(({ offset, message }) => ({ file: path, line: lineAt(offset), message })),
    broken: refused || document.errors.length > 0,
    lineOf: (steps) => lineAt(offsetOf(document.contents, steps)),
  };
}

function bounded(found: { offset: number; message: string }[]): { offset: number; message: string }[] {
  const sorted = found.sort((a, b) => a.offset - b.offset);
  const last = sorted[maxMistakes];
  if (last === undefined) return sorted;
  return [
    ...sorted.slice(0, maxMistakes),
    { ...last, message: `and ${sorted.length - maxMistakes} more of the kind from here on` },
  ];
}

function offsetOf(root: Node | null, steps: readonly PropertyKey[]): number | undefined {
  let node: unknown = root;
  let offset = root?.range?.[0];
  for (const step of steps) {
    let key: unknown;
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      [key, node] = [pair?.key, pair?.value];
    } else if (isSeq(node)) {
      node = key = node.items[Number(step)];
    } else break;
    if (!isNode(key)) break;
    offset = key.range?.[0] ?? offset;
  }
  return offset;
}

function unreadable(path: string, message: string): YamlFile {
  return { path, value: undefined, mistakes: [{ file: path, line: 1, message }], broken: true, lineOf: () => 1 };
}
