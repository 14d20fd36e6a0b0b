/** One property of an iCalendar file: `DTSTART;TZID=Europe/Paris:20260301T100000`. */
export interface ContentLine {
  /** the line of the file on which it begins */
  readonly line: number;
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
}

/** What is wrong on a line of the file. */
export interface LineMistake {
  readonly line: number;
  readonly reason: string;
}

/** The properties of the file, folded lines put together again (RFC 5545, 3.1). */
export function contentLines(text: string, mistakes: LineMistake[]): ContentLine[] {
  const unfolded: { line: number; parts: string[] }[] = [];
  for (const [i, row] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const last = unfolded.at(-1);
    if (/^[ \t]/.test(row) && last !== undefined) last.parts.push(row.slice(1));
    else if (row !== '') unfolded.push({ line: i + 1, parts: [row] });
  }
  return unfolded.flatMap(({ line, parts }) => {
    const found = parse(line, parts.join(''));
    if (found === undefined) mistakes.push({ line, reason: 'is not a property such as "DTSTART:20260301"' });
    return found ?? [];
  });
}

function parse(line: number, text: string): ContentLine | undefined {
  const name = /^[A-Za-z0-9-]+(?=[;:])/.exec(text)?.[0];
  if (name === undefined) return undefined;
  const parameters = new Map<string, string>();
  const parameter = /;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:])*)/y;
  parameter.lastIndex = name.length;
  let end = name.length;
  for (let match = parameter.exec(text); match !== null; match = parameter.exec(text)) {
    parameters.set((match[1] ?? '').toUpperCase(), (match[2] ?? '').replaceAll('"', ''));
    end = parameter.lastIndex;
  }
  if (text[end] !== ':') return undefined;
  return { line, name: name.toUpperCase(), parameters, value: text.slice(end + 1) };
}
