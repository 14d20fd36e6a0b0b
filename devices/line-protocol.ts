/** One point of InfluxDB line protocol. A text is a string field's; the time is as written. */
export interface Point {
  readonly measurement: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly fields: ReadonlyMap<string, number | boolean | string>;
  /** whole units of the request's precision, as digits */
  readonly time: string | undefined;
}

const most = 1_000;

/** Reads one line, `measurement[,tag=value…] field=value[,…] [time]`, or gives the reason why it is none. */
export function parseLine(line: string): Point | string {
  let at = 0;
  const measurement = name(', ');
  if (measurement === '') return 'the line has no measurement';
  const tags = new Map<string, string>();
  while (line[at] === ',') {
    at++;
    const key = name('=, ');
    if (key === '' || line[at] !== '=') return 'a tag is not key=value';
    at++;
    const value = name(', ');
    if (value === '') return 'a tag has no value';
    tags.set(key, value);
    if (tags.size > most) return `the line has more than ${most} tags`;
  }
  if (line[at] !== ' ') return 'the line has no fields';
  while (line[at] === ' ') at++;
  const fields = new Map<string, number | boolean | string>();
  for (;;) {
    const key = name('=, ');
    if (key === '' || line[at] !== '=') return 'a field is not key=value';
    at++;
    const value = line[at] === '"' ? quoted() : bare(name(', '));
    if (value === undefined) return 'a field has no value that line protocol knows';
    fields.set(key, value);
    if (fields.size > most) return `the line has more than ${most} fields`;
    if (line[at] !== ',') break;
    at++;
  }
  const rest = line.slice(at).trim();
  if (rest !== '' && !/^\d{1,19}$/.test(rest)) return 'the time behind the fields is no whole number since 1970';
  return { measurement, tags, fields, time: rest === '' ? undefined : rest };

  /** A name up to one of the stops, which a backslash may escape. */
  function name(stops: string): string {
    const from = at;
    let isEscaped = false;
    for (; at < line.length; at++) {
      const character = line.charAt(at);
      if (character === '\\' && at + 1 < line.length && ',= \\'.includes(line.charAt(at + 1))) {
        isEscaped = true;
        at++;
      } else if (stops.includes(character)) break;
    }
    const written = line.slice(from, at);
    return isEscaped ? written.replace(/\\([,= \\])/g, '$1') : written;
  }

  function quoted(): string | undefined {
    const match = quotedPattern.exec(line.slice(at));
    if (match === null) return undefined;
    at += match[0].length;
    return (match[1] ?? '').replace(/\\(["\\])/g, '$1');
  }
}

const quotedPattern = /^"((?:[^"\\]|\\.)*)"/s;
// one way to read each digit: `\d+\.?\d*` would try every split of a long run of them
const numberPattern = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

function bare(written: string): number | boolean | undefined {
  if (numberPattern.test(written)) return Number(written);
  if (/^[+-]?\d+[iu]$/.test(written)) return Number(written.slice(0, -1));
  if (/^(?:t|T|true|True|TRUE)$/.test(written)) return true;
  if (/^(?:f|F|false|False|FALSE)$/.test(written)) return false;
  return undefined;
}

/** The lines of a body, all at once. */
export function splitLines(body: string): string[] {
  return [...linesOf(body)];
}

/** The lines of a body as they are asked for: comments and empty ones left out, a line end inside a field's quotes kept. */
export function* linesOf(body: string): Generator<string> {
  let from = 0;
  for (let at = 0; at <= body.length; at++) {
    const character = body[at];
    if (character === '=' && body[at + 1] === '"') at = closingQuote(body, at + 2) ?? at;
    else if (character === undefined || character === '\n') {
      const line = body.slice(from, at).trim();
      if (line !== '' && !line.startsWith('#')) yield line;
      from = at + 1;
    }
  }
}

/** Where the quotes end; undefined when they do not, so that a broken line takes no other with it. */
function closingQuote(body: string, from: number): number | undefined {
  for (let at = from; at < body.length; at++) {
    if (body[at] === '\\') at++;
    else if (body[at] === '"') return at;
  }
  return undefined;
}
