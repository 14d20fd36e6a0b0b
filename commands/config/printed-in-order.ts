/**
 * Printed mistakes as their author mends them, each once: the configuration by line, then what the environment says (which
 * has no line), then the other files by line, in the order in which they come first.
 */
export function printedInOrder(configuration: string, mistakes: readonly string[]): string[] {
  const placed = [...new Set(mistakes)].map((text) => ({ text, ...placeOf(text) }));
  const others = new Set(placed.map(({ file }) => file).filter((file) => file !== undefined));
  const files = [...new Set([configuration, undefined, ...others])];
  placed.sort((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line);
  return placed.map(({ text }) => text);
}

function placeOf(text: string): { file: string | undefined; line: number } {
  if (/^VIGIE_\w+ /.test(text)) return { file: undefined, line: 0 };
  const [, file, line] = /^(.*?):(\d+) /.exec(text) ?? [];
  return { file, line: Number(line ?? 0) };
}
